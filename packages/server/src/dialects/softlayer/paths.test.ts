import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

const guest = 'SoftLayer_Virtual_Guest';

describe('REST paths', () => {
  let plane: SoftlayerPlane;
  let id: number;
  beforeEach(async () => {
    plane = await startSoftlayerPlane();
    const made = await plane.rest('POST', `${guest}.json`, { parameters: [template] });
    id = made.value.id;
    await plane.run(10_000);
  });
  afterEach(() => plane.close());

  it.each(['/getObject.json', '/getObject', '.json', '', '/', '.json?colour=red&objectMask='])(
    'find an object: …/id%s',
    async (end) => {
      const { value, status } = await plane.rest('GET', `${guest}/${id}${end}`);
      expect([status, value.id]).toEqual([200, id]);
    },
  );

  it.each(['VirtualGuests', 'virtualGuests', 'getVirtualGuests', 'VirtualGuests.json'])(
    'name a relation in any way: %s',
    async (name) => {
      const { value, total } = await plane.rest('GET', `SoftLayer_Account/${name}`);
      expect(total).toBe(value.length);
      expect(value.map((each: { id: number }) => each.id)).toContain(id);
    },
  );

  it('go on from what a relation has', async () => {
    const through = `SoftLayer_Account/getVirtualGuests/${id}`;
    expect((await plane.rest('GET', through)).value.hostname).toBe('myhostname');
    const { value } = await plane.rest('GET', `${through}/getDatacenter?objectMask=name`);
    expect(value).toEqual({ name: 'dal09' });
    const { value: components } = await plane.rest('GET', `${through}/networkComponents.json`);
    const one = await plane.rest('GET', `${guest}/${id}/NetworkComponents/${components[0].id}`);
    expect(one.value.id).toBe(components[0].id);
    const vlan = `${guest}/${id}/NetworkComponents/${components[0].id}/getNetworkVlan`;
    expect((await plane.rest('GET', vlan)).value.networkSpace).toBe('PRIVATE');
  });

  it('say what is not there', async () => {
    const code = 'SoftLayer_Exception_ObjectNotFound';
    for (const path of [
      `${guest}/999999999`,
      `${guest}/99999999999999999999.json`,
      'SoftLayer_Account/VirtualGuests/999999999/getDatacenter',
      `SoftLayer_Hardware/${id}`,
      `${guest}/${id}/NetworkComponents/1`,
    ]) {
      expect(await plane.rest('GET', path)).toMatchObject({
        status: 404,
        fault: [code, expect.any(String)],
      });
    }
    expect((await plane.rest('GET', `${guest}/999999999`)).fault?.[1]).toBe(
      "Unable to find object with id of '999999999'.",
    );
    const colour = await plane.rest('GET', `SoftLayer_Account/VirtualGuests/${id}/getColour`);
    expect(colour).toMatchObject({
      status: 404,
      fault: [
        'SoftLayer_Exception_Public',
        'Function ("getColour") is not a valid method for this service.',
      ],
    });
  });

  it('call methods by GET, at the end of a traversal too', async () => {
    const off = await plane.rest('GET', `SoftLayer_Account/VirtualGuests/${id}/powerOff.json`);
    expect(off).toMatchObject({ status: 200, text: 'true' });
    await plane.run(5000);
    const { value } = await plane.rest('GET', `${guest}/${id}/powerState`);
    expect(value.keyName).toBe('HALTED');
  });

  it.each([
    ['GET', (n: number) => `${guest}/${n}/deleteObject.json`],
    ['DELETE', (n: number) => `${guest}/${n}.json`],
    ['DELETE', (n: number) => `SoftLayer_Account/VirtualGuests/${n}.json`],
  ] as const)('cancel by %s %s', async (method, path) => {
    expect(await plane.rest(method, path(id))).toMatchObject({ status: 200, text: 'true' });
    expect(await plane.guestIds()).not.toContain(id);
    const again = await plane.rest(method, path(id));
    expect(again).toMatchObject({
      status: 404,
      fault: ['SoftLayer_Exception_ObjectNotFound', `Unable to find object with id of '${id}'.`],
    });
  });

  it('answer in the form of their extension', async () => {
    const xml = await plane.rest('GET', `${guest}/${id}/hostname.xml`);
    expect(xml.headers['content-type']).toMatch(/^application\/xml/);
    const off = await plane.rest('GET', `${guest}/${id}/powerOff.txt`);
    expect(off).toMatchObject({ text: 'true', status: 200 });
    const none = await plane.rest('GET', `${guest}/1000000/getObject.xml`);
    expect(none.status).toBe(404);
    expect(none.text).toContain(
      "<root><error>Unable to find object with id of '1000000'.</error>" +
        '<code>SoftLayer_Exception_ObjectNotFound</code></root>',
    );
  });

  it('show the address of a new guest, under which it is', async () => {
    const made = await plane.rest('POST', `${guest}.json`, { parameters: [template] });
    expect(made.status).toBe(201);
    const location = String(made.headers.location);
    expect(location).toMatch(/^https?:\/\/[^/]+\/rest\/v3\.1\//);
    const there = await plane.rest('GET', new URL(location).pathname.replace('/rest/v3.1/', ''));
    expect(there.value.id).toBe(made.value.id);
  });
});
