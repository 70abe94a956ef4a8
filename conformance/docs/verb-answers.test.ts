import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wire } from '../dialects/plane.js';
import { Views } from '../dialects/views.js';

/** The table "How the vendors' APIs answer a verb" of docs/states.md, asked row by row. */
describe('a verb is answered as docs/states.md says', () => {
  let views: Views;
  beforeAll(async () => {
    views = await Views.open();
  });
  afterAll(() => views.close());

  const node = (verb: string, name: string) =>
    views
      .send('POST', `/clusters/test-cluster-1/nodes/${verb}`, { names: [name] })
      .then(({ body }) => body.nodes[0]);
  const server = (operation: string, name: string) =>
    views
      .send('POST', `/v2/operations/PIL/servers/${operation}`, [name])
      .then(({ body }) => body[0]);
  const guest = async (method: string, uid: string) =>
    views.get(`/rest/v3.1/SoftLayer_Virtual_Guest/${uid}/${method}.json`);
  const container = async () => (await views.get('/api/v1/container/')).objects[0].uuid as string;

  it('by CycleCloud: OK for a step and for nothing to do, else Error with a text', async () => {
    expect(await node('start', 'ondemand-3')).toMatchObject({ status: 'OK' });
    expect(await node('deallocate', 'ondemand-3')).toMatchObject({ status: 'OK' });
    await views.plane.run(5000);
    const refused = await node('reimage', 'ondemand-3');
    expect(refused).toMatchObject({ status: 'Error', error: expect.any(String) });
  });

  it('by CenturyLink: isQueued, and why not', async () => {
    const step = await server('powerOff', 'VA1PILWEB01');
    expect(step).toMatchObject({ isQueued: true, links: [{ rel: 'status' }] });
    await views.plane.run(5000);
    const noop = await server('powerOff', 'VA1PILWEB01');
    expect(noop.isQueued).toBe(false);
    expect(noop.errorMessage).toContain('already in desired state');
    const refused = await server('pause', 'VA1PILWEB01');
    expect(refused.isQueued).toBe(false);
    expect(refused.errorMessage).toContain('cannot be queued');
  });

  it('by SoftLayer: true, or a fault', async () => {
    const uid = await views.createGuest();
    await views.plane.run(10_000);
    expect(await guest('powerOff', uid)).toBe(true);
    await views.plane.run(5000);
    expect(await guest('powerOff', uid)).toBe(true);
    const refused: Wire = await guest('pause', uid);
    expect(refused).toMatchObject({ code: expect.any(String), error: expect.any(String) });
    await guest('powerOn', uid);
    await views.plane.run(5000);
    expect(await guest('pause', uid)).toBe(true);
    await views.plane.run(5000);
    expect(await guest('pause', uid)).toMatchObject({ error: expect.any(String) });
  });

  it('by Tutum: 202, else 400', async () => {
    const uuid = await container();
    const stop = () => views.send('POST', `/api/v1/container/${uuid}/stop/`);
    expect((await stop()).status).toBe(202);
    await views.plane.run(5000);
    expect((await stop()).status).toBe(400);
  });
});
