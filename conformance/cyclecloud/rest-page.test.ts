import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/**
 * The requests of Microsoft's page "Using the REST API" (Azure CycleCloud documentation, 2020), sent by curl as
 * printed there; only the two variables and the masked credentials are filled in.
 */
describe("the vendor's REST page, by curl", () => {
  let plane: ControlPlane;
  const credentials = Buffer.from('admin:rest page password').toString('base64');
  beforeAll(async () => {
    plane = await startControlPlane({
      world: 'demo',
      admin: { username: 'admin', password: 'rest page password' },
    });
  });
  afterAll(() => plane.close());

  /** Runs a printed command and answers status, headers and body. */
  const curl = async (printed: string) => {
    const filled = printed
      .replaceAll(`\${CC-URL}`, plane.url)
      .replaceAll(`\${CLUSTER}`, 'test-cluster-1')
      .replaceAll('****************************', credentials);
    const { stdout } = await run('bash', ['-c', `${filled} --silent --include`]);
    const [head = '', body = ''] = stdout.split(/\r\n\r\n/);
    const status = Number(/^HTTP\/\S+ (\d+)/.exec(head)?.[1]);
    return { status, head, body: JSON.parse(body) };
  };

  const create = (requestId: string, set: string) =>
    curl(`curl --location --request POST '\${CC-URL}/clusters/\${CLUSTER}/nodes/create' \\
--header 'Authorization: Basic ****************************' \\
--header 'Content-Type: text/plain' \\
--data-raw '{ "requestId" : "${requestId}",
    "sets" : [
        {
${set}
        }
    ]
}'`);
  const oneNode = `            "count" : 1,
            "nodearray" : "ondemand"`;
  const fourNodes = `            "count" : 4,
            "nodearray" : "ondemand",
            "placementGroupId" : "pg0",
            "definition" : { "machineType" : "Standard_Hc44rs" }`;
  const requestId = '463270ca-3345-41c7-98d6-431ee3ef8ed5';
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('shows the status of the cluster in the printed form', async () => {
    const { status, body } =
      await curl(`curl --location --request GET '\${CC-URL}/clusters/\${CLUSTER}/status' \\
--header 'Authorization: Basic ****************************'`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'Started',
      targetState: 'Started',
      maxCount: 10000,
      maxCoreCount: 1000000,
    });
    expect(body.nodearrays[0]).toMatchObject({
      name: 'ondemand',
      maxCount: 10000,
      maxCoreCount: 500,
    });
    expect(
      body.nodearrays[0].buckets.map((bucket: { bucketId: string }) => bucket.bucketId),
    ).toEqual(['cd56af52-c041-435a-a4e7-e6a91ca519a2', 'd81e001a-a29e-4208-9754-79815cb7b225']);
  });

  it('creates a node, and finds it by the request id', async () => {
    const { status, head, body } = await create(requestId, oneNode);
    expect(status).toBe(202);
    expect(body).toEqual({ operationId: expect.stringMatching(uuid), sets: [{ added: 1 }] });
    expect(head.toLowerCase()).toContain(`location: /operations/${body.operationId}`);

    // The page prints this command without credentials.
    const printed = `curl --location --request GET '\${CC-URL}/clusters/\${CLUSTER}/nodes?request_id=${requestId}'`;
    expect((await curl(printed)).status).toBe(401);
    const found = await curl(
      `${printed} --header 'Authorization: Basic ****************************'`,
    );
    expect(found.status).toBe(200);
    expect(found.body.nodes.map((node: { Name: string }) => node.Name)).toEqual(['ondemand-1']);
  });

  it('adds tightly coupled nodes under a fresh id; the printed id was used before', async () => {
    expect((await create(requestId, fourNodes)).status).toBe(409);
    const { status, body } = await create('0b4ee0a4-5a2c-4f55-8b13-2f3a0f0f4f6e', fourNodes);
    expect(status).toBe(202);
    expect(body.sets).toEqual([{ added: 4 }]);
  });

  it('terminates the node of the example', async () => {
    const { status, body } =
      await curl(`curl --location --request POST '\${CC-URL}/clusters/\${CLUSTER}/nodes/terminate' \\
--header 'Authorization: Basic ****************************' \\
--header 'Content-Type: text/plain' \\
--data-raw '{
 "ids" : ["62a1b116-3c4e-4229-b290-b54ea23f1b68"]
}'`);
    expect(status).toBe(202);
    expect(body).toEqual({
      operationId: expect.stringMatching(uuid),
      nodes: [{ name: 'ondemand-3', id: '62a1b116-3c4e-4229-b290-b54ea23f1b68', status: 'OK' }],
    });
  });
});
