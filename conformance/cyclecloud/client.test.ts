import { Client, CycleCloudConflictError, OperationFailedError } from '@pileus/sdk/cyclecloud';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Our client against our server, over a socket and in real time: worlds boot within a second. */
describe('the CycleCloud client', () => {
  let plane: ControlPlane;
  let client: Client;
  const password = 'client test password';
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
    client = new Client({ url: plane.url, username: 'admin', password });
  });
  afterAll(() => plane.close());

  const cluster = () => client.clusters.get('test-cluster-1');
  const faults = (change: object) =>
    request(`${plane.url}/pileus/v1/faults`, {
      method: 'PATCH',
      headers: {
        authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(change),
    });

  it("runs the vendor's Python page: status, and scaling by cores", async () => {
    expect((await cluster().getStatus()).state).toBe('Started');
    const scaled = await cluster().scaleByCores('execute', 5);
    const progress = await scaled.wait({ timeout: 30 });
    expect(progress.nodes.map((node) => [node.Name, node.Status])).toEqual([
      ['execute-1', 'Ready'],
      ['execute-2', 'Ready'],
      ['execute-3', 'Ready'],
    ]);
    const again = await cluster().scaleByCores('execute', 5);
    expect(again.result.sets).toEqual([{ added: 0 }]);
  });

  it('creates, watches, deallocates, starts and terminates', async () => {
    const seen = new Set<string>();
    const created = await cluster().createNodes({
      sets: [
        {
          nodearray: 'ondemand',
          count: 2,
          placementGroupId: 'pgA',
          definition: { machineType: 'Standard_HC44rs' },
        },
      ],
    });
    await created.wait({
      timeout: 30,
      pollInterval: { first: 0.05, longest: 0.05 },
      onProgress: ({ byStatus }) => {
        for (const status of Object.keys(byStatus)) seen.add(status);
      },
    });
    expect(seen).toContain('Ready');
    const names = ['ondemand-1', 'ondemand-2'];
    await (await cluster().deallocateNodes({ names })).wait({ timeout: 30 });
    await (await cluster().startNodes({ names })).wait({ timeout: 30 });
    const ready = await cluster().listNodes();
    expect(
      ready.nodes.filter((node) => names.includes(node.Name)).map((node) => node.Status),
    ).toEqual(['Ready', 'Ready']);
    await (await cluster().terminateNodes({ names })).wait({ timeout: 30 });
    const left: string[] = [];
    for await (const node of cluster().nodes) left.push(node.Name);
    expect(left).not.toContain('ondemand-1');
  });

  it('says which nodes failed and why', async () => {
    await faults({ failures: [{ kind: 'boot', rate: 1, message: 'The image does not boot.' }] });
    const created = await cluster().createNodes({
      sets: [{ nodearray: 'execute', count: 1, nameFormat: 'bad-1' }],
    });
    const error = await created.wait({ timeout: 30 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OperationFailedError);
    expect((error as OperationFailedError).failures).toEqual([
      { name: 'bad-1', reason: 'The image does not boot.' },
    ]);
    await faults({ failures: [] });
    await (await cluster().startNodes({ names: ['bad-1'] })).wait({ timeout: 30 });
  });

  it('tells a conflict, with the words of the server', async () => {
    const set = { nodearray: 'execute', count: 1 };
    await cluster().createNodes({ requestId: 'once', sets: [set] });
    await expect(cluster().createNodes({ requestId: 'once', sets: [set] })).rejects.toBeInstanceOf(
      CycleCloudConflictError,
    );
  });
});
