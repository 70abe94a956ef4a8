import { startTestPlane, type TestPlane, testAdmin } from '@pileus/server/testing';

/** Wire objects are looked at member by member. */
// biome-ignore lint/suspicious/noExplicitAny: what tests assert is the shape itself.
export type Wire = any;

const basic = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;

/** One control plane, seen through every dialect. */
export class Views {
  readonly plane: TestPlane;
  #bearer = '';

  private constructor(plane: TestPlane) {
    this.plane = plane;
  }

  static async open(): Promise<Views> {
    const views = new Views(await startTestPlane());
    const { username, password } = testAdmin;
    const login = await views.send('POST', '/v2/authentication/login', { username, password });
    views.#bearer = `Bearer ${login.body.bearerToken}`;
    return views;
  }

  close(): Promise<void> {
    return this.plane.close();
  }

  async send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: Wire) {
    const answer = await this.plane.app.inject({
      method,
      url,
      headers: { authorization: url.startsWith('/v2/') ? this.#bearer : basic },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    });
    const text = answer.body;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Wire,
    };
  }

  async get(url: string): Promise<Wire> {
    return (await this.send('GET', url)).body;
  }

  /** As CycleCloud lists it, among the nodes of the demo cluster. */
  async cyclecloud(uid: string): Promise<Wire> {
    const { nodes } = await this.get('/clusters/test-cluster-1/nodes');
    return nodes.find((node: Wire) => node.NodeId === uid);
  }

  centurylink(uid: string): Promise<Wire> {
    return this.get(`/v2/servers/PIL/${uid.replaceAll('-', '')}?uuid=true`);
  }

  async softlayer(uid: string, mask = ''): Promise<Wire> {
    const query = mask === '' ? '' : `?objectMask=${encodeURIComponent(mask)}`;
    return this.get(`/rest/v3.1/SoftLayer_Virtual_Guest/${uid}.json${query}`);
  }

  admin(uid: string): Promise<Wire> {
    return this.get(`/pileus/v1/machines/${uid}`);
  }

  async createNode(): Promise<string> {
    await this.send('POST', '/clusters/test-cluster-1/nodes/create', {
      sets: [{ nodearray: 'execute', count: 1 }],
    });
    const { nodes } = await this.get('/clusters/test-cluster-1/nodes');
    return nodes.at(-1).NodeId;
  }

  async createServer(): Promise<string> {
    const { links } = await this.get('/v2/datacenters/PIL/WA1?groupLinks=true');
    const { groups } = await this.get(
      `/v2/groups/PIL/${links.find((link: Wire) => link.rel === 'group').id}`,
    );
    const created = await this.send('POST', '/v2/servers/PIL', {
      name: 'web',
      groupId: groups.find((group: Wire) => group.name === 'Default Group').id,
      sourceServerId: 'CENTOS-6-64-TEMPLATE',
      cpu: 1,
      memoryGB: 2,
    });
    const hex = created.body.links.find((link: Wire) => link.rel === 'self').id as string;
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  async createGuest(): Promise<string> {
    const created = await this.send('POST', '/rest/v3.1/SoftLayer_Virtual_Guest.json', {
      parameters: [
        {
          hostname: 'h1',
          domain: 'example.org',
          startCpus: 1,
          maxMemory: 2048,
          hourlyBillingFlag: true,
          localDiskFlag: true,
          operatingSystemReferenceCode: 'UBUNTU_LATEST',
          datacenter: { name: 'dal09' },
        },
      ],
    });
    return created.body.globalIdentifier;
  }
}
