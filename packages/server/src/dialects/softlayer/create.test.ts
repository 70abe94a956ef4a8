import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

const guest = 'SoftLayer_Virtual_Guest';
const { operatingSystemReferenceCode: _os, datacenter: _dc, ...withoutSystem } = template;

describe('Virtual_Guest::createObject', () => {
  let plane: SoftlayerPlane;
  beforeAll(async () => {
    plane = await startSoftlayerPlane();
  });
  afterAll(() => plane.close());

  const create = (sent: object) => plane.xmlrpc(guest, 'createObject', [sent as never]);
  const seen = async (id: number, mask: string) =>
    (await plane.xmlrpc(guest, 'getObject', [], { id, mask })).value;

  it.each(['hostname', 'domain', 'startCpus', 'maxMemory', 'hourlyBillingFlag', 'localDiskFlag'])(
    'needs %s',
    async (property) => {
      const before = await plane.guestIds();
      const { [property as 'hostname']: _left, ...rest } = template;
      const code = 'SoftLayer_Exception_MissingCreationProperty';
      const text = `The property '${property}' must be set to create an instance of '${guest}'.`;
      expect((await create(rest)).fault).toEqual([code, text]);
      const byRest = await plane.rest('POST', `${guest}.json`, { parameters: [rest] });
      expect(byRest).toMatchObject({ status: 500, fault: [code, text] });
      expect(await plane.guestIds()).toEqual(before);
    },
  );

  it.each([
    ['an unknown system', { operatingSystemReferenceCode: 'BEOS_5' }],
    ['an unknown data center', { datacenter: { name: 'nowhere99' } }],
    ['an unknown image', { blockDeviceTemplateGroup: { globalIdentifier: 'nope' } }],
    ['a flavor and a size', { supplementalCreateObjectOptions: { flavorKeyName: 'B1_2X4X25' } }],
    ['cores that are not offered', { startCpus: 3 }],
    ['a huge number of cores', { startCpus: 2 ** 31 }],
    ['memory that is not offered', { maxMemory: 1025 }],
    ['a name that is no DNS label', { hostname: 'under_score' }],
    ['a very long name', { hostname: 'a'.repeat(64) }],
    ['a text for a boolean', { hourlyBillingFlag: 'maybe' }],
    ['a struct for a text', { hostname: { a: 1 } }],
    ['a list for a struct', { datacenter: [1] }],
    ['a struct for a number', { startCpus: {} }],
    ['the swap device', { blockDevices: [{ device: '1', diskImage: { capacity: 25 } }] }],
    ['a key that does not exist', { sshKeys: [{ id: 99_999 }] }],
    ['a speed that is not offered', { networkComponents: [{ maxSpeed: 37 }] }],
    [
      'a VLAN that does not exist',
      { primaryBackendNetworkComponent: { networkVlan: { id: 9 ** 9 } } },
    ],
    ['a transient guest by the month', { transientGuestFlag: true, hourlyBillingFlag: false }],
  ])('refuses %s, and makes nothing', async (_what, change) => {
    const before = await plane.guestIds();
    const { fault } = await create({ ...template, ...change });
    expect(fault?.[0]).toBe('SoftLayer_Exception_InvalidValue');
    expect(await plane.guestIds()).toEqual(before);
  });

  it('refuses a system beside an image', async () => {
    const { fault } = await create({
      ...template,
      blockDeviceTemplateGroup: { globalIdentifier: '11111111-1111-4111-8111-111111111111' },
    });
    expect(fault?.[0]).toBe('SoftLayer_Exception_InvalidValue');
  });

  it('takes the size of a flavor, for which Python sends nulls', async () => {
    const options = await plane.xmlrpc(guest, 'getCreateObjectOptions');
    const { template: flavor } = options.value.flavors.at(-1);
    const { value } = await create({
      ...template,
      startCpus: null,
      maxMemory: null,
      localDiskFlag: null,
      supplementalCreateObjectOptions: {
        bootMode: null,
        ...flavor.supplementalCreateObjectOptions,
      },
    });
    expect(value.maxCpu).toBeGreaterThan(0);
    expect(value.startCpus).toBe(value.maxCpu);
  });

  it('puts a guest without a data center into the account’s own', async () => {
    const { datacenter: _left, ...rest } = template;
    const { value } = await create({
      ...rest,
      supplementalCreateObjectOptions: { bootMode: null },
    });
    const { datacenter } = await seen(value.id, 'datacenter.name');
    expect(datacenter.name).toMatch(/^dal\d\d$/);
  });

  it('reads UTF-8 under the prolog of Python’s client, which says otherwise', async () => {
    const member = (name: string, value: string) =>
      `<member><name>${name}</name><value><string>${value}</string></value></member>`;
    const members = Object.entries({ ...withoutSystem, notes: 'é' })
      .map(([name, value]) => member(name, String(value)))
      .join('');
    const { username, apiKey } = { username: 'admin', apiKey: 'k'.repeat(64) };
    const answer = await plane.document(
      guest,
      Buffer.from(
        `<?xml version='1.0' encoding='iso-8859-1'?><methodCall><methodName>createObject</methodName>` +
          `<params><param><value><struct><member><name>headers</name><value><struct><member>` +
          `<name>authenticate</name><value><struct>${member('username', username)}` +
          `${member('apiKey', apiKey)}</struct></value></member></struct></value></member></struct>` +
          `</value></param><param><value><struct>${members}` +
          `${member('operatingSystemReferenceCode', 'UBUNTU_LATEST')}` +
          // Go's spellings of null, and an empty struct where a list belongs.
          `<member><name>datacenter</name><value/></member>` +
          `<member><name>sshKeys</name><value><struct/></value></member>` +
          `</struct></value></param><param></param></params></methodCall>`,
        'utf8',
      ),
    );
    expect(answer.fault).toBeUndefined();
    expect((await seen(answer.value.id, 'notes')).notes).toBe('é');
  });

  it('types its answer exactly, as Go’s client demands', async () => {
    const { text, value } = await create(template);
    expect(text).toContain('<name>dedicatedAccountHostOnlyFlag</name><value><boolean>0</boolean>');
    expect(text).toContain(`<name>id</name><value><int>${value.id}</int>`);
    // Ruby's client calls `empty?` on it.
    expect(text).toContain('<name>provisionDate</name><value><string/></value>');
    expect(value.createDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    const { billingItem } = await seen(value.id, 'billingItem[hourlyRecurringFee,recurringFee]');
    expect(billingItem.hourlyRecurringFee).toMatch(/^\d*(\.\d*[1-9])?$/);
    const first = Object.keys(value).filter((name) =>
      ['globalIdentifier', 'managedResourceFlag', 'powerState', 'datacenter'].includes(name),
    );
    expect(first.sort()).toEqual(['globalIdentifier', 'managedResourceFlag']);
  });

  it('shows the power state of a new guest on v3', async () => {
    const { value } = await plane.xmlrpc(guest, 'createObject', [template as never], {
      version: 'v3',
    });
    expect(value.powerState.keyName).toBe('HALTED');
  });

  it('makes many in order, or none', async () => {
    const hosts = ['one', 'two', 'three'];
    const sizes = [1, 2, 1];
    const many = hosts.map((hostname, i) => ({ ...template, hostname, startCpus: sizes[i] }));
    const made = await plane.rest('POST', `${guest}/createObjects.json`, { parameters: [many] });
    expect(made.status).toBe(200);
    expect(made.value.map((each: { hostname: string }) => each.hostname)).toEqual(hosts);
    expect(made.value.map((each: { maxCpu: number }) => each.maxCpu)).toEqual(sizes);

    const before = await plane.guestIds();
    const bad = [...many, { ...template, hostname: undefined }];
    const none = await plane.rest('POST', `${guest}/createObjects.json`, { parameters: [bad] });
    expect(none.fault?.[0]).toBe('SoftLayer_Exception_MissingCreationProperty');
    expect(await plane.guestIds()).toEqual(before);
  });

  it('takes a list posted to the service for one template, and finds nothing in it', async () => {
    const { fault } = await plane.rest('POST', `${guest}.json`, { parameters: [[template]] });
    expect(fault?.[0]).toBe('SoftLayer_Exception_MissingCreationProperty');
  });
});
