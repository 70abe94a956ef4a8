import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eq } from '../../store/predicate.js';
import { system } from '../../store/store.js';
import {
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

const guest = 'SoftLayer_Virtual_Guest';
const outstanding = [
  'SoftLayer_Exception_Public',
  'There is currently an outstanding transaction for this server.',
];

describe('power and the end of a guest', () => {
  let plane: SoftlayerPlane;
  let id: number;
  beforeEach(async () => {
    plane = await startSoftlayerPlane();
    id = (await plane.xmlrpc(guest, 'createObject', [template as never])).value.id;
  });
  afterEach(() => plane.close());

  const call = (method: string) => plane.xmlrpc(guest, method, [], { id });
  const powerState = async (): Promise<string> =>
    (await plane.xmlrpc(guest, 'getPowerState', [], { id })).value.keyName;
  const ready = () => plane.run(10_000);

  it('keeps the transaction of the create visible, by the mask of wait_for_ready', async () => {
    const mask = 'id,lastOperatingSystemReload[id],activeTransaction,provisionDate';
    const watch = async () => (await plane.xmlrpc(guest, 'getObject', [], { id, mask })).value;
    const before = await watch();
    expect(before).toMatchObject({ id, provisionDate: '' });
    expect(before.activeTransaction).toMatchObject({
      id: expect.any(Number),
      guestId: id,
      transactionStatus: { name: expect.stringMatching(/^[A-Z_]+$/) },
    });
    expect(before).not.toHaveProperty('lastOperatingSystemReload');
    await ready();
    const after = await watch();
    expect(after.provisionDate).toMatch(/^\d{4}-.*[+-]\d\d:\d\d$/);
    expect(after).not.toHaveProperty('activeTransaction');
  });

  it.each(['powerOn', 'powerOff', 'powerOffSoft', 'powerCycle', 'rebootSoft', 'pause', 'resume'])(
    'refuses %s while a transaction is outstanding',
    async (method) => {
      const steps = () => plane.store.reader(system).count('step', eq('machineId', id));
      const before = await steps();
      expect((await call(method)).fault).toEqual(outstanding);
      expect(await steps()).toBe(before);
    },
  );

  it.each(['powerOff', 'powerOffSoft'])('%s halts, powerOn starts', async (method) => {
    await ready();
    const off = await call(method);
    expect(off.text).toContain('<boolean>1</boolean>');
    await ready();
    expect(await powerState()).toBe('HALTED');
    expect((await call(method)).value).toBe(true);
    expect((await call('powerOn')).value).toBe(true);
    await ready();
    expect(await powerState()).toBe('RUNNING');
    expect((await call('powerOn')).value).toBe(true);
  });

  it.each(['rebootSoft', 'rebootHard', 'rebootDefault', 'powerCycle'])(
    '%s ends where it began, and needs a running guest',
    async (method) => {
      await ready();
      expect((await call(method)).value).toBe(true);
      await ready();
      expect(await powerState()).toBe('RUNNING');
      await call('powerOff');
      await ready();
      expect((await call(method)).fault?.[0]).toBe('SoftLayer_Exception_Public');
      expect(await powerState()).toBe('HALTED');
    },
  );

  it('pauses a running guest only, and resumes a paused one only', async () => {
    await ready();
    expect((await call('resume')).fault?.[0]).toBe('SoftLayer_Exception_Public');
    expect((await call('pause')).value).toBe(true);
    await ready();
    expect(await powerState()).toBe('PAUSED');
    expect((await call('pause')).fault?.[0]).toBe('SoftLayer_Exception_Public');
    expect((await call('resume')).value).toBe(true);
    await ready();
    expect(await powerState()).toBe('RUNNING');
  });

  it('is cancelled while it is still being made, and is gone at once', async () => {
    expect((await call('deleteObject')).value).toBe(true);
    expect(await plane.guestIds()).not.toContain(id);
    const fault = [
      'SoftLayer_Exception_ObjectNotFound',
      `Unable to find object with id of '${id}'.`,
    ];
    for (const method of ['deleteObject', 'getObject', 'powerOn', 'getPowerState']) {
      expect((await call(method)).fault).toEqual(fault);
    }
  });

  it.each([
    ['cancelService', []],
    ['cancelItem', [true, true, 'No longer needed', '']],
  ])('is cancelled by its billing item: %s', async (method, args) => {
    await ready();
    const mask = 'billingItem.id';
    const { value } = await plane.xmlrpc(guest, 'getObject', [], { id, mask });
    const item = { id: value.billingItem.id as number };
    const cancel = () => plane.xmlrpc('SoftLayer_Billing_Item', method, args, item);
    expect((await cancel()).value).toBe(true);
    expect(await plane.guestIds()).not.toContain(id);
    expect((await cancel()).fault?.[0]).toMatch(/NotFound$/);
  });

  it('finds a guest by its id as text and by its global identifier', async () => {
    const { value } = await plane.xmlrpc(guest, 'getObject', [], { id: String(id) });
    const { globalIdentifier } = value;
    for (const each of [globalIdentifier, globalIdentifier.toUpperCase(), ` ${id} `]) {
      const found = await plane.xmlrpc(guest, 'getObject', [], { id: each });
      expect(found.value.id).toBe(id);
    }
  });

  it('does not reach what another kind of service would show', async () => {
    const hardware = await plane.xmlrpc('SoftLayer_Account', 'getHardware', [], { mask: 'id' });
    const server = { id: hardware.value[0].id as number };
    expect((await plane.xmlrpc(guest, 'getObject', [], server)).fault?.[0]).toMatch(/NotFound$/);
    const off = await plane.xmlrpc('SoftLayer_Hardware_Server', 'powerOff', [], server);
    expect(off.value).toBe(true);
  });
});
