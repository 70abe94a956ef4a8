import { startTestPlane, type TestPlane, testAdmin } from '@pileus/server/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Node {
  readonly Name: string;
  readonly NodeId: string;
  readonly Status: string;
  readonly State?: string;
  readonly TargetState: string;
  readonly Template: string;
  readonly Hostname: string | null;
  readonly PrivateIp: string | null;
}

/** The calls of the vendor's Slurm integrations, in their order (observed). */
describe('Slurm', () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const cluster = '/clusters/test-cluster-1';
  const send = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await plane.app.inject({
      method,
      url,
      headers: {
        authorization: `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`,
        'x-cycle-client-version': 'azslurm-cli:4.0.9',
      },
      ...(body && { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const nodes = async (query = ''): Promise<Node[]> =>
    (await send('GET', `${cluster}/nodes${query}`)).body.nodes;
  const named = async (names: readonly string[]) =>
    (await nodes()).filter(({ Name }) => names.includes(Name));
  /** Polls every five seconds, an hour at most, until all of them are so. */
  const poll = async (names: readonly string[], isSo: (node: Node) => boolean) => {
    for (let waited = 0; waited < 3_600_000; waited += 5000) {
      const found = await named(names);
      if (found.length === names.length && found.every(isSo)) return found;
      await plane.run(5000);
    }
    throw new Error('They never were.');
  };

  it('2.x: makes all nodes off with exact names, starts some, polls, shuts down, starts again', async () => {
    const group = 'ondemand-Standard_HC44rs-pg0';
    const made = await send('POST', `${cluster}/nodes/create`, {
      requestId: 'e3bdc6a2-9d4f-4f7e-8d6e-3f9b7a1b0c11',
      sets: [
        {
          count: 4,
          nodearray: 'ondemand',
          definition: { machineType: 'Standard_Hc44rs' },
          nameFormat: 'hpc-pg0-%d',
          nameOffset: 1,
          placementGroupId: group,
          nodeAttributes: { StartAutomatically: false, Fixed: true },
        },
        {
          count: 3,
          nodearray: 'execute',
          nameFormat: 'htc-%d',
          nameOffset: 1,
          nodeAttributes: { StartAutomatically: false, Fixed: true },
        },
      ],
    });
    expect(made.body.sets).toEqual([{ added: 4 }, { added: 3 }]);
    const all = await nodes(`?operation=${made.body.operationId}`);
    expect(all.map(({ Name }) => Name)).toEqual([
      ...[1, 2, 3, 4].map((i) => `hpc-pg0-${i}`),
      ...[1, 2, 3].map((i) => `htc-${i}`),
    ]);
    for (const node of all) {
      expect(node).toMatchObject({ Status: 'Off', TargetState: 'Terminated', Hostname: null });
      // 2.x waits for nodes whose State is there and differs from their TargetState.
      expect(node.State ?? node.TargetState).toBe(node.TargetState);
    }
    const list = ['hpc-pg0-2', 'hpc-pg0-3', 'htc-1'];
    const started = await send('POST', `${cluster}/nodes/start`, { names: list });
    expect(started.body.nodes.every(({ status }: { status: string }) => status === 'OK')).toBe(
      true,
    );
    const isReady = ({ Status, PrivateIp }: Node) => Status === 'Ready' && PrivateIp !== null;
    const ready = await poll(list, isReady);
    expect(ready.map(({ Hostname }) => Hostname)).toEqual(list);
    expect(await named(['hpc-pg0-1'])).toMatchObject([{ Status: 'Off' }]);
    const { nodearrays } = (await send('GET', `${cluster}/status`)).body;
    expect(nodearrays[0].buckets[1].placementGroups).toEqual([
      { name: group, activeCount: 2, activeCoreCount: 88 },
    ]);

    await send('POST', `${cluster}/nodes/shutdown`, { names: list });
    // The next resume comes while they still terminate: it waits until both words are the same.
    await poll(list, ({ State, Status, TargetState }) => State === TargetState && Status === State);
    await send('POST', `${cluster}/nodes/start`, { names: list });
    const again = await poll(list, isReady);
    expect(again.map(({ NodeId }) => NodeId)).toEqual(ready.map(({ NodeId }) => NodeId));

    const removed = await send('POST', `${cluster}/nodes/remove`, {
      filter: `ClusterName == "test-cluster-1" && Name in {${all.map(({ Name }) => `"${Name}"`).join(',')}} && (State=="Terminated" || State is undefined)`,
    });
    expect(removed.body.nodes.map(({ name }: { name: string }) => name)).toEqual(
      all.map(({ Name }) => Name).filter((name) => !list.includes(name)),
    );
    await plane.run(20_000);
    expect((await nodes()).map(({ Name }) => Name).sort()).toEqual([...list, 'ondemand-3'].sort());
  });

  it('3 and later: resumes by creating exactly the named nodes, suspends by shutdown', async () => {
    const list = ['slurm-htc-3', 'slurm-htc-7'];
    const sets = list.map((nameFormat) => ({ count: 1, nodearray: 'execute', nameFormat }));
    const { body } = await send('POST', `${cluster}/nodes/create`, { sets });
    const made = await nodes(`?operation=${body.operationId}`);
    expect(made.map(({ Name }) => Name)).toEqual(list);
    const { body: status } = await send('GET', `${cluster}/status?nodes=true`);
    for (const { Name } of made) {
      expect(status.nodes.map((node: Node) => node.Name)).toContain(Name);
    }
    await poll(list, ({ Status }) => Status === 'Ready');
    // The same names once more are a mistake of the caller, and nothing is made.
    const twice = await send('POST', `${cluster}/nodes/create`, { sets });
    expect(twice.status).toBe(409);
    expect(twice.body.Message).toContain('slurm-htc-3');

    const ids = made.map(({ NodeId }) => NodeId);
    const suspended = await send('POST', `${cluster}/nodes/shutdown`, { ids });
    expect(await nodes(`?operation=${suspended.body.operationId}`)).toHaveLength(2);
    await plane.run(20_000);
    expect(await named(list)).toEqual([]);
    const resumed = await send('POST', `${cluster}/nodes/create`, { sets });
    expect(resumed.body.sets).toEqual([{ added: 1 }, { added: 1 }]);
    const [first] = await nodes(`?operation=${resumed.body.operationId}`);
    expect(ids).not.toContain(first!.NodeId);
  });
});
