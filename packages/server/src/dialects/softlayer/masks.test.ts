import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SoftlayerPlane, startSoftlayerPlane } from './softlayer-plane.test.helper.js';

const guest = 'SoftLayer_Virtual_Guest';
const account = 'SoftLayer_Account';

describe('object masks', () => {
  let plane: SoftlayerPlane;
  let id: number;
  beforeAll(async () => {
    plane = await startSoftlayerPlane();
    [id = 0] = await plane.guestIds();
  });
  afterAll(() => plane.close());

  const masked = async (mask: string) => plane.xmlrpc(guest, 'getObject', [], { id, mask });
  const namesUnder = async (mask: string) => Object.keys((await masked(mask)).value).sort();

  it('leave out other local properties as soon as one is named', async () => {
    expect(await namesUnder('mask[id]')).toEqual(['id']);
    expect(await namesUnder('mask[id,datacenter[name]]')).toEqual(['datacenter', 'id']);
    const { value } = await masked('mask[datacenter]');
    expect(value).toMatchObject({
      id,
      hostname: expect.any(String),
      datacenter: {
        id: expect.any(Number),
        name: expect.any(String),
        longName: expect.any(String),
      },
    });
    expect(value).not.toHaveProperty('powerState');
  });

  it('may be empty', async () => {
    const { value } = await plane.xmlrpc(guest, 'getObject', [], { id });
    expect((await masked('mask[]')).value).toEqual(value);
    expect(value).toHaveProperty('globalIdentifier');
    for (const relation of ['datacenter', 'powerState', 'billingItem', 'networkComponents']) {
      expect(value).not.toHaveProperty(relation);
    }
  });

  it.each([
    ['mask.id,mask.datacenter.name'],
    ['id;datacenter.name'],
    ['[mask[id],mask[datacenter[name]]]'],
    ['mask[mask[id],\n  datacenter . name ]'],
    ['filteredMask[id,datacenter[name]]'],
  ])('are the same in other spellings: %s', async (mask) => {
    expect((await masked(mask)).value).toEqual((await masked('mask[id,datacenter[name]]')).value);
  });

  it('fault for a name that the type does not have, also below relations', async () => {
    const code = 'SoftLayer_Exception_WebService_ObjectMask';
    expect((await masked('id,colour')).fault).toEqual([
      code,
      `Property 'colour' not valid for '${guest}'.`,
    ]);
    expect((await masked('datacenter[colour]')).fault?.[1]).toMatch(
      /^Property 'colour' not valid for 'SoftLayer_Location(_Datacenter)?'\.$/,
    );
    const cast = await plane.xmlrpc(account, 'getHardware', [], {
      mask: '[mask[id],mask(SoftLayer_Hardware_Server)[powerState]]',
    });
    expect(cast.fault).toEqual([
      code,
      "Property 'powerState' not valid for 'SoftLayer_Hardware_Server'.",
    ]);
    const rest = await plane.rest('GET', `${guest}/${id}?objectMask=constructor`);
    expect(rest).toMatchObject({ status: 500, fault: [code, expect.any(String)] });
  });

  it('fault with the column where the grammar is broken', async () => {
    const { fault } = await masked("mask[id,'x']");
    expect(fault?.[0]).toBe('SoftLayer_Exception_Common_Parser');
    expect(fault?.[1]).toBe("Error on line 1 at column 9: Expected PROPERTY, got '''");
  });

  it('accept every name that slcli sends; what has no value is absent, lists are empty', async () => {
    const { value, fault } = await masked(
      'activeTransaction[id],lastOperatingSystemReload.id,networkComponents[id,status,speed,' +
        'securityGroupBindings[securityGroup[id,name]]],networkMonitors[queryType],' +
        'dedicatedHost.id,monitoringServiceComponent,allowedNetworkStorage,userData,' +
        'billingItem[id,package[id,keyName],children[description],orderItem[order.userRecord]]',
    );
    expect(fault).toBeUndefined();
    expect(value).not.toHaveProperty('activeTransaction');
    expect(value).not.toHaveProperty('dedicatedHost');
    expect(value).toMatchObject({ networkMonitors: [], allowedNetworkStorage: [], userData: [] });
    for (const component of value.networkComponents) {
      expect(Object.keys(component).sort()).toEqual([
        'id',
        'securityGroupBindings',
        'speed',
        'status',
      ]);
    }
  });

  it('of a getter speak of what is got', async () => {
    const { value } = await plane.xmlrpc(guest, 'getDatacenter', [], { id, mask: 'name' });
    expect(Object.keys(value)).toEqual(['name']);
    const none = await plane.xmlrpc(guest, 'getActiveTransaction', [], { id });
    expect(none.text).toContain('<params><param><value><string/></value></param></params>');
    const empty = await plane.xmlrpc(guest, 'getNetworkMonitors', [], { id });
    expect(empty).toMatchObject({ value: [], total: 0 });
    expect(
      (await plane.xmlrpc(guest, 'getDatacenter', [], { id, mask: 'colour' })).fault?.[0],
    ).toBe('SoftLayer_Exception_WebService_ObjectMask');
  });

  it('as structs only add, below the getter’s property or not', async () => {
    const struct = { powerState: '', operatingSystem: { passwords: '' } };
    const legacy = async (mask: object) =>
      (
        await plane.xmlrpc(account, 'getVirtualGuests', [], {
          version: 'v3',
          more: { [`${account}ObjectMask`]: { mask: mask as never } },
        })
      ).value;
    const rooted = await legacy({ virtualGuests: struct });
    expect(rooted).toEqual(await legacy(struct));
    expect(rooted[0]).toMatchObject({
      id: expect.any(Number),
      maxMemory: expect.any(Number),
      powerState: { keyName: expect.any(String) },
    });
  });

  it('of hardware give what only servers have by a cast', async () => {
    const { value } = await plane.xmlrpc(account, 'getHardware', [], {
      mask:
        '[mask[id,hostname,datacenter],' +
        'mask(SoftLayer_Hardware_Server)[activeTransaction[id],privateIpAddress]]',
    });
    expect(value.length).toBeGreaterThan(0);
    for (const server of value) {
      expect(Object.keys(server).sort()).toEqual([
        'datacenter',
        'hostname',
        'id',
        'privateIpAddress',
      ]);
    }
    const other = await plane.xmlrpc(account, 'getHardware', [], {
      mask: '[mask[id],mask(SoftLayer_Virtual_Guest)[maxCpu]]',
    });
    expect(other.value.every((server: object) => Object.keys(server).join() === 'id')).toBe(true);
  });
});
