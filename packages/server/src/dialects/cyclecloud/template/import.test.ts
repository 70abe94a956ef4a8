import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;

const template = (more = '') =>
  `
[cluster lab]
MaxCount = 50
[[node defaults]]
Region = $Region
ImageName = cycle.image.ubuntu22
[[node scheduler]]
MachineType = Standard_F4s_v2
KeepAlive = true
[[nodearray htc]]
MachineType = Standard_F2s_v2, Standard_F4s_v2
MaxCoreCount = 20
InitialCount = 2
Interruptible = $UseSpot
[[[configuration]]]
slurm.partition = htc
${more}
[parameters Where]
[[[[nothing]]]]
`.replace(
    '[[[[nothing]]]]\n',
    `[[parameters All]]
[[[parameter Region]]]
DefaultValue = eastus
[[[parameter UseSpot]]]
DefaultValue = false
`,
  );

describe('importing a cluster', () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const send = (method: 'GET' | 'POST', url: string, form?: Record<string, string>) =>
    plane.app.inject({
      method,
      url,
      headers: {
        authorization,
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { payload: new URLSearchParams(form).toString() }),
    });
  const load = (form: Record<string, string>) =>
    send('POST', '/cloud/api/import_cluster/lab', {
      source: 'standard',
      cluster: template(),
      ...form,
    });
  const status = async () => (await send('GET', '/clusters/lab/status?nodes=true')).json();

  it.each([
    ['MaxCoreCount = 20', 'MaxCoreCount = 99999999999', 'MaxCoreCount must be a whole number'],
    ['InitialCount = 2', 'InitialCount = 1.5', 'InitialCount must be a whole number'],
    ['MaxCount = 50', 'MaxCount = many', 'cluster "lab": MaxCount must be a whole number'],
    ['MaxCount = 50', 'MaxCount = $Most', 'not {"toString":1}'],
  ])('refuses for %s: %s', async (line, other, words) => {
    const answer = await load({
      cluster: template().replace(line, other),
      parameters: '{"Most": {"toString": 1}}',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().Message).toContain(words);
    expect((await send('GET', '/clusters/lab/status')).statusCode).toBe(404);
  });

  it('makes it of the template and the parameters, not started', async () => {
    const answer = await load({
      parameters: '{"UseSpot": true, "Region": "southcentralus"}',
      parameters_format: 'json',
    });
    expect(answer.statusCode).toBe(200);
    const { state, maxCount, nodearrays } = await status();
    expect(state).toBeUndefined();
    expect(maxCount).toBe(50);
    expect(nodearrays).toHaveLength(1);
    expect(nodearrays[0].nodearray).toMatchObject({
      Region: 'southcentralus',
      Interruptible: true,
      MachineType: ['Standard_F2s_v2', 'Standard_F4s_v2'],
      Configuration: { slurm: { partition: 'htc' } },
    });
    expect(nodearrays[0].buckets[0]).toMatchObject({
      valid: false,
      invalidReason: 'NotActivated',
      availableCount: 0,
      familyQuotaCoreCount: 0,
    });
    expect((await send('POST', '/clusters/lab/scale/htc?totalNodeCount=1')).statusCode).toBe(409);
  });

  it('starts its nodes and fills its arrays up to their initial count', async () => {
    await load({});
    await send('POST', '/cloud/actions/startcluster/lab');
    expect((await status()).state).toBe('Starting');
    await plane.run(5000);
    const started = await status();
    expect(started.state).toBe('Started');
    expect(started.nodes.map((node: { Name: string }) => node.Name)).toEqual(['htc-1', 'htc-2']);
    expect(started.nodearrays[0].buckets[0].valid).toBe(true);
    const all = (await send('GET', '/clusters/lab/nodes')).json().nodes;
    expect(all[0]).toMatchObject({
      Name: 'scheduler',
      Template: 'scheduler',
      Status: 'Ready',
      KeepAlive: true,
    });
  });

  it('takes changes by force; new arrays are active after the next start', async () => {
    await load({});
    await send('POST', '/cloud/actions/startcluster/lab');
    await plane.run(5000);
    expect((await load({})).statusCode).toBe(409);
    const changed = template('[[nodearray hpc]]\nMachineType = Standard_HC44rs\n');
    expect((await load({ cluster: changed, force: 'true' })).statusCode).toBe(200);
    const valid = async () =>
      Object.fromEntries(
        (await status()).nodearrays.map(
          (array: { name: string; buckets: { valid: boolean }[] }) => [
            array.name,
            array.buckets.map((bucket) => bucket.valid),
          ],
        ),
      );
    // What was not edited goes on.
    expect(await valid()).toEqual({ htc: [true, true], hpc: [false] });
    await send('POST', '/cloud/actions/startcluster/lab');
    expect(await valid()).toEqual({ htc: [true, true], hpc: [true] });
    const edited = changed.replace('Standard_HC44rs', 'Standard_HC44rs\nMaxCount = 5');
    expect((await load({ cluster: edited, force: 'true' })).statusCode).toBe(200);
    expect(await valid()).toEqual({ htc: [true, true], hpc: [false] });
    const other = edited.replace('Standard_HC44rs', 'Standard_F4s_v2,Standard_HC44rs');
    await send('POST', '/cloud/actions/startcluster/lab');
    expect((await load({ cluster: other, force: 'true' })).statusCode).toBe(200);
    expect(await valid()).toEqual({ htc: [true, true], hpc: [false, false] });
    await send('POST', '/cloud/actions/startcluster/lab');
    expect(await valid()).toEqual({ htc: [true, true], hpc: [true, true] });
    expect((await send('POST', '/clusters/lab/scale/hpc?totalNodeCount=1')).json().sets).toEqual([
      { added: 1 },
    ]);
  });

  it.each([
    ['no text', { cluster: '' }, 409, 'template'],
    ['a broken line', { cluster: '[cluster lab]\nnonsense' }, 409, 'Line 2'],
    [
      'an unknown machine type',
      { cluster: '[cluster lab]\n[[nodearray a]]\nMachineType = Nope' },
      409,
      'Nope',
    ],
    ['an unknown region', { parameters: '{"Region": "mars"}' }, 409, 'mars'],
    ['parameters that are no JSON', { parameters: '{' }, 400, 'parameters'],
  ])('refuses %s and makes nothing', async (_what, form, code, words) => {
    const answer = await load(form);
    expect(answer.statusCode).toBe(code);
    expect(answer.json().Message).toContain(words);
    expect((await send('GET', '/clusters/lab/status')).statusCode).toBe(404);
  });

  it.each(['__proto__', 'constructor', 'toString', 'yaml'])(
    'has no list in the format %s',
    async (format) => {
      const answer = await send('GET', `/cloud/api/nodes?format=${format}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().Message).toContain('"format" must be one of json');
    },
  );

  it('is listed as the command line of the vendor reads it', async () => {
    await load({});
    const clusters = (await send('GET', '/cloud/clusters')).json();
    expect(clusters.map((cluster: { ClusterName: string }) => cluster.ClusterName)).toEqual([
      'test-cluster-1',
      'lab',
    ]);
    expect((await send('GET', '/cloud/clusters/lab')).json()[0]).toMatchObject({
      State: null,
      NodeArrays: ['htc'],
    });
    const nodes = (format: string) =>
      send('GET', `/cloud/api/nodes?attrs=Name,Status&format=${format}`);
    expect((await nodes('json')).json()).toEqual([
      { Name: 'ondemand-3', Status: 'Ready' },
      { Name: 'scheduler', Status: 'Off' },
    ]);
    expect((await nodes('csv')).body).toBe('Name,Status\nondemand-3,Ready\nscheduler,Off\n');
    expect((await nodes('xml')).body).toContain(
      '<node><Name>scheduler</Name><Status>Off</Status></node>',
    );
    expect((await nodes('pdf')).statusCode).toBe(400);
    expect((await send('GET', '/cloud/api/nodes/scheduler?summary=true')).json()).toHaveLength(1);
    expect((await plane.app.inject('/about')).body).toContain('@pileus/sdk');
  });
});
