import { decodeResponse, encodeRequest, type XmlRpcInput } from '@pileus/sdk/softlayer/xmlrpc';
import { testAdmin } from '@pileus/server/testing';
import { type Answer, basic, type Credentials, type Plane, type Wire } from './plane.js';

/** A machine that a dialect was asked for. */
export interface Made {
  readonly uid: string;
  /** Looks once, as a client of the dialect does, whether the machine is ready. */
  readonly isDone: () => Promise<boolean>;
}

/** One dialect, as far as tests ask all of them the same. */
export interface DialectDriver {
  readonly name: string;
  /** Whether the credentials are taken. */
  authenticate(): Promise<boolean>;
  /** Makes one machine; absent where the dialect cannot. */
  readonly create?: () => Promise<Made>;
  /** How the dialect spells the machine's id. */
  idOf(row: Wire): string | number;
  /** The ids of all that it lists; `location` is needed where lists have one. */
  list(location: string): Promise<(string | number)[]>;
  /** What it shows of one machine; undefined: not found. */
  read(row: Wire): Promise<Wire>;
  /** Asks something in the dialect's own word. */
  ask(row: Wire, verb: string): Promise<Answer>;
  /** Its words for power off, power on and delete. */
  readonly words: { readonly stop: string; readonly start: string; readonly remove: string };
}

const found = ({ status, body }: Answer): Wire => (status === 404 ? undefined : body);

export const cluster = '/clusters/test-cluster-1';

export function cyclecloud(plane: Plane, who: Credentials = testAdmin): DialectDriver {
  const send = (method: 'GET' | 'POST', path: string, body?: Wire) =>
    plane.send(method, `${cluster}${path}`, body, basic(who));
  const nodes = async (): Promise<Wire[]> => (await send('GET', '/nodes')).body.nodes ?? [];
  return {
    name: 'CycleCloud',
    words: { stop: 'deallocate', start: 'start', remove: 'terminate' },
    authenticate: async () =>
      (await plane.send('GET', '/operations', undefined, basic(who))).status === 200,
    create: async () => {
      const sets = [{ nodearray: 'execute', count: 1 }];
      const { operationId } = (await send('POST', '/nodes/create', { sets })).body;
      const watch = async () => (await send('GET', `/nodes?operation=${operationId}`)).body;
      return {
        uid: (await watch()).nodes[0].NodeId,
        isDone: async () => (await watch()).operation.state === 'Succeeded',
      };
    },
    idOf: (row) => row.uid,
    list: async () => (await nodes()).map((node) => node.NodeId),
    read: async (row) => (await nodes()).find((node) => node.NodeId === row.uid),
    ask: (row, verb) => send('POST', `/nodes/${verb}`, { ids: [row.uid] }),
  };
}

export const hexOf = (uid: string): string => uid.replaceAll('-', '');
export const uidOf = (hex: string): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The rule for names: a stored one, else one that is made from the machine's id. */
export const serverNameOf = (plane: Plane, row: Wire, alias = 'PIL'): string =>
  row.serverName ?? `${plane.codeOf(row).toUpperCase()}${alias}M${String(row.id).padStart(9, '0')}`;

export interface CenturyLinkDriver extends DialectDriver {
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: Wire): Promise<Answer>;
  /** The root group of a data centre, with its groups. */
  rootGroup(location: string, query?: string): Promise<Wire>;
  /** The group's id, by its name. */
  group(location: string, name: string): Promise<string>;
}

export function centurylink(
  plane: Plane,
  who: Credentials = testAdmin,
  alias = 'PIL',
): CenturyLinkDriver {
  let bearer: Promise<string> | undefined;
  const logIn = async () => {
    const { username, password } = who;
    const { body } = await plane.send(
      'POST',
      '/v2/authentication/login',
      { username, password },
      {},
    );
    return `Bearer ${body.bearerToken}`;
  };
  const send: CenturyLinkDriver['send'] = async (method, path, body) => {
    bearer ??= logIn();
    return plane.send(method, path, body, { authorization: await bearer });
  };
  const linked = (object: Wire, rel: string) => object.links.find((link: Wire) => link.rel === rel);
  const rootGroup = async (location: string, query = '') => {
    const place = await send('GET', `/v2/datacenters/${alias}/${location}`);
    return (await send('GET', `/v2/groups/${alias}/${linked(place.body, 'group').id}${query}`))
      .body;
  };
  const group = async (location: string, name: string): Promise<string> =>
    (await rootGroup(location)).groups.find((each: Wire) => each.name === name).id;
  const idOf = (row: Wire) => serverNameOf(plane, row, alias).toLowerCase();
  return {
    name: 'CenturyLink',
    words: { stop: 'powerOff', start: 'powerOn', remove: 'DELETE' },
    send,
    rootGroup,
    group,
    authenticate: async () => (await send('GET', `/v2/datacenters/${alias}`)).status === 200,
    create: async () => {
      const { body } = await send('POST', `/v2/servers/${alias}`, {
        name: 'web',
        groupId: await group('wa1', 'Default Group'),
        sourceServerId: 'CENTOS-6-64-TEMPLATE',
        cpu: 1,
        memoryGB: 2,
      });
      const { href } = linked(body, 'status');
      return {
        uid: uidOf(linked(body, 'self').id),
        isDone: async () => (await send('GET', href)).body.status === 'succeeded',
      };
    },
    idOf,
    list: async (location) => {
      const serversIn = (each: Wire): string[] => [
        ...each.links
          .filter((link: Wire) => link.rel === 'server')
          .map((link: Wire) => link.id.toLowerCase()),
        ...each.groups.flatMap(serversIn),
      ];
      return serversIn(await rootGroup(location));
    },
    read: async (row) => found(await send('GET', `/v2/servers/${alias}/${idOf(row)}`)),
    ask: (row, verb) =>
      verb === 'DELETE'
        ? send('DELETE', `/v2/servers/${alias}/${idOf(row)}`)
        : send('POST', `/v2/operations/${alias}/servers/${verb}`, [idOf(row)]),
  };
}

export interface SoftLayerDriver extends DialectDriver {
  /** One call; a fault is `{ code, error }`, with the status 404 where REST has that. */
  call(service: string, method: string, options?: CallOptions): Promise<Answer>;
  readMasked(row: Wire, mask: string): Promise<Wire>;
}

interface CallOptions {
  readonly id?: string | number;
  readonly args?: readonly XmlRpcInput[];
  readonly mask?: string;
}

const template = {
  hostname: 'h1',
  domain: 'example.org',
  startCpus: 1,
  maxMemory: 2048,
  hourlyBillingFlag: true,
  localDiskFlag: true,
  operatingSystemReferenceCode: 'UBUNTU_LATEST',
  datacenter: { name: 'dal09' },
};

function softlayer(name: string, plane: Plane, call: SoftLayerDriver['call']): SoftLayerDriver {
  const serviceOf = (row: Wire) =>
    row.kind === 'metal' ? 'SoftLayer_Hardware_Server' : 'SoftLayer_Virtual_Guest';
  const readMasked = async (row: Wire, mask: string) =>
    found(await call(serviceOf(row), 'getObject', { id: row.id, mask }));
  return {
    name,
    call,
    readMasked,
    words: { stop: 'powerOff', start: 'powerOn', remove: 'deleteObject' },
    authenticate: async () => (await call('SoftLayer_Account', 'getObject')).body.id > 0,
    create: async () => {
      const args = [template];
      const { body } = await call('SoftLayer_Virtual_Guest', 'createObject', { args });
      const uid: string = body.globalIdentifier;
      return {
        uid,
        isDone: async () => {
          const mask = 'mask[id,activeTransaction,provisionDate,powerState]';
          const guest = await readMasked(await plane.machine(uid), mask);
          return guest.activeTransaction === undefined && guest.provisionDate !== null;
        },
      };
    },
    idOf: (row) => row.id,
    list: async () => {
      const guests = await call('SoftLayer_Account', 'getVirtualGuests', { mask: 'mask[id]' });
      const servers = await call('SoftLayer_Account', 'getHardware', { mask: 'mask[id]' });
      return [...guests.body, ...servers.body].map((each: Wire) => each.id);
    },
    read: (row) => readMasked(row, ''),
    ask: (row, verb) => call(serviceOf(row), verb, { id: row.id }),
  };
}

export function softlayerRest(plane: Plane, who: Credentials = testAdmin): SoftLayerDriver {
  return softlayer('SoftLayer (REST)', plane, (service, method, { id, args, mask } = {}) => {
    const path = ['/rest/v3.1', service, ...(id === undefined ? [] : [id]), `${method}.json`];
    const query = mask ? `?objectMask=${encodeURIComponent(mask)}` : '';
    return plane.send(
      args ? 'POST' : 'GET',
      `${path.join('/')}${query}`,
      args && { parameters: args },
      basic(who),
    );
  });
}

export function softlayerXmlRpc(plane: Plane, who: Credentials = testAdmin): SoftLayerDriver {
  const authenticate = { username: who.username, apiKey: who.password };
  return softlayer('SoftLayer (XML-RPC)', plane, async (service, method, options = {}) => {
    const { id, args = [], mask } = options;
    const headers: Record<string, XmlRpcInput> = {
      authenticate,
      ...(id !== undefined && { [`${service}InitParameters`]: { id } }),
      ...(mask && { SoftLayer_ObjectMask: { mask } }),
    };
    const document = encodeRequest(method, [{ headers }, ...args]);
    const answer = await plane.send('POST', `/xmlrpc/v3.1/${service}`, document, {});
    const decoded = decodeResponse(answer.raw);
    if (decoded.kind !== 'fault') return { ...answer, body: decoded.value };
    const { faultCode: code, faultString: error } = decoded;
    const status = code === 'SoftLayer_Exception_ObjectNotFound' ? 404 : answer.status;
    return { ...answer, status, body: { code, error } };
  });
}

export function tutum(plane: Plane, who: Credentials = testAdmin): DialectDriver {
  const send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: Wire) =>
    plane.send(method, `/api/v1${path}`, body, basic(who));
  const pathOf = ({ kind, uid }: Wire) => `/${kind === 'container' ? 'container' : 'node'}/${uid}/`;
  return {
    name: 'Tutum',
    words: { stop: 'stop', start: 'start', remove: 'DELETE' },
    authenticate: async () => (await send('GET', '/auth/')).status === 200,
    create: async () => {
      const image = 'tutum/hello-world';
      const made = await send('POST', '/service/', { image, name: 'web', container_ports: ports });
      const started = await send('POST', `/service/${made.body.uuid}/start/`);
      const action = String(started.headers['x-tutum-action-uri']).replace('/api/v1', '');
      const [uri] = (await send('GET', `/service/${made.body.uuid}/`)).body.containers;
      return {
        uid: uri.split('/').at(-2),
        isDone: async () => (await send('GET', action)).body.state === 'Success',
      };
    },
    idOf: (row) => row.uid,
    list: async () => {
      const nodes = await send('GET', '/node/?limit=100');
      const containers = await send('GET', '/container/?limit=100');
      return [...nodes.body.objects, ...containers.body.objects].map((each: Wire) => each.uuid);
    },
    read: async (row) => found(await send('GET', pathOf(row))),
    ask: (row, verb) =>
      verb === 'DELETE'
        ? send('DELETE', pathOf(row))
        : send('POST', `${pathOf(row)}${verb.toLowerCase()}/`),
  };
}

const ports = [{ protocol: 'tcp', inner_port: 80, outer_port: 8080, published: true }];

export function admin(plane: Plane, who: Credentials = testAdmin): DialectDriver {
  const send = (method: 'GET' | 'POST', path: string) =>
    plane.send(method, `/pileus/v1/machines${path}`, undefined, basic(who));
  return {
    name: 'the admin API',
    words: { stop: 'stop', start: 'start', remove: 'delete' },
    authenticate: async () => (await send('GET', '')).status === 200,
    idOf: (row) => row.uid,
    list: async () =>
      (await send('GET', '?limit=1000')).body.machines.map((each: Wire) => each.uid),
    read: async (row) => found(await send('GET', `/${row.uid}`)),
    ask: (row, verb) => send('POST', `/${row.uid}/${verb}`),
  };
}

/** Every dialect, for one caller. */
export function allDialects(plane: Plane, who: Credentials = testAdmin, alias = 'PIL') {
  return {
    cyclecloud: cyclecloud(plane, who),
    centurylink: centurylink(plane, who, alias),
    softlayerRest: softlayerRest(plane, who),
    softlayerXmlRpc: softlayerXmlRpc(plane, who),
    tutum: tutum(plane, who),
    admin: admin(plane, who),
  };
}

export type Dialects = ReturnType<typeof allDialects>;
