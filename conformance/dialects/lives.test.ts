import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDialects, type Dialects } from './drivers.js';
import { Plane } from './plane.js';

/** The same life of a machine, told by every dialect that can make one. */
describe('a machine is made, watched, listed, read, stopped, started and deleted through', () => {
  let plane: Plane;
  let dialects: Dialects;
  beforeAll(async () => {
    plane = await Plane.open();
    dialects = allDialects(plane);
  });
  afterAll(() => plane.close());

  const makers = [
    ['cyclecloud', 'deallocated'],
    ['centurylink', 'stopped'],
    ['softlayerRest', 'stopped'],
    ['softlayerXmlRpc', 'stopped'],
    ['tutum', 'stopped'],
  ] as const;

  it.each(makers)('%s', async (name, stopped) => {
    const { create, words, ...dialect } = dialects[name];
    expect(await dialect.authenticate()).toBe(true);
    const { uid, isDone } = await create!();
    const stateOf = async () => (await plane.machine(uid)).state;
    expect([await isDone(), await stateOf()]).toEqual([false, 'queued']);
    await plane.test.run(10_000);
    expect([await isDone(), await stateOf()]).toEqual([true, 'running']);

    const row = await plane.machine(uid);
    const listed = () => dialect.list(plane.codeOf(row));
    expect(await listed()).toContain(dialect.idOf(row));
    expect(await dialect.read(row)).toEqual(expect.any(Object));

    await dialect.ask(row, words.stop);
    await plane.test.run(10_000);
    expect(await stateOf()).toBe(stopped);
    await dialect.ask(row, words.start);
    await plane.test.run(10_000);
    expect(await stateOf()).toBe('running');
    await dialect.ask(row, words.remove);
    await plane.test.run(10_000);
    expect(await stateOf()).toBe('deleted');
    // Tutum goes on to show what is gone for five minutes.
    if (name === 'tutum') await plane.test.run(6 * 60_000);
    expect(await listed()).not.toContain(dialect.idOf(row));
    expect(await dialect.read(row)).toBeUndefined();
  });

  it('the admin API, which makes none, but does the rest', async () => {
    const { uid } = await dialects.centurylink.create!();
    await plane.test.run(10_000);
    const row = await plane.machine(uid);
    expect(await dialects.admin.list('')).toContain(uid);
    for (const [verb, state] of [
      ['stop', 'stopped'],
      ['start', 'running'],
      ['delete', 'deleted'],
    ] as const) {
      expect((await dialects.admin.ask(row, verb)).status).toBe(202);
      await plane.test.run(10_000);
      expect((await dialects.admin.read(row)).state).toBe(state);
    }
  });
});
