import type { Terminal } from '../terminal.js';
import type { Reading } from './question.js';

/** Names that only a server, or the file of profiles, knows. */
export type LiveKind =
  | 'clusters'
  | 'nodes'
  | 'arrays'
  | 'machineTypes'
  | 'operations'
  | 'profiles'
  | 'users'
  | 'machines'
  | 'locations';

/** Seconds that a server has to answer; the user waits for it at the prompt. */
const patienceOf = ({ env }: Terminal): number => Number(env.PILEUS_COMPLETION_TIMEOUT) || 1;

/** Begins when the modules are loaded: a busy machine takes nothing from the server's time. */
const deadline = (terminal: Terminal): AbortSignal =>
  AbortSignal.timeout(patienceOf(terminal) * 1000);

/** The longest list that is of use at a prompt. */
const most = 1000;

/**
 * Asks the server that the typed flags, the environment or a profile name. Nobody wants to read an error between
 * two keystrokes: whatever fails gives no names.
 */
export async function liveNames(
  kind: LiveKind,
  reading: Reading,
  terminal: Terminal,
): Promise<readonly string[]> {
  try {
    const names = await namesOf(kind, reading, terminal);
    return names.slice(0, most);
  } catch {
    return [];
  }
}

async function namesOf(kind: LiveKind, reading: Reading, terminal: Terminal): Promise<string[]> {
  if (kind === 'profiles') {
    const { openProfiles } = await import('../profile/store.js');
    return [...openProfiles(terminal).profiles.keys()];
  }
  switch (reading.path[0]) {
    case 'cycle':
      return cycleNames(kind, reading, terminal);
    case 'admin':
      return adminNames(kind, reading, terminal);
    default:
      return [];
  }
}

const text = (value: string | true | undefined) => (typeof value === 'string' ? value : undefined);

/** The flags of a connection, as far as they were typed. */
const connection = ({ flags }: Reading, terminal: Terminal) => {
  const [url, username, profile] = [text(flags.url), text(flags.username), text(flags.profile)];
  return {
    ...(url !== undefined && { url }),
    ...(username !== undefined && { username }),
    ...(profile !== undefined && { profile }),
    ...(flags.insecure === true && { insecure: true }),
    timeout: patienceOf(terminal),
  };
};

async function cycleNames(kind: LiveKind, reading: Reading, terminal: Terminal): Promise<string[]> {
  const { connect } = await import('../cycle/connect.js');
  const client = connect(connection(reading, terminal), terminal, deadline(terminal));
  if (kind === 'clusters') {
    return (await client.listClusters()).map(({ ClusterName }) => ClusterName);
  }
  if (kind === 'operations') {
    return (await client.listOperations()).map(({ id }) => String(id));
  }
  const name = reading.args.cluster;
  if (name === undefined) return [];
  const cluster = client.clusters.get(name);
  switch (kind) {
    case 'nodes':
      return (await cluster.listNodes()).nodes.map(({ Name }) => Name);
    case 'arrays':
      return (await cluster.getStatus()).nodearrays.map((array) => array.name);
    case 'machineTypes': {
      const { nodearrays } = await cluster.getStatus();
      const wanted = reading.flags.array;
      const buckets = nodearrays
        .filter((array) => wanted === undefined || array.name === wanted)
        .flatMap((array) => array.buckets);
      return [...new Set(buckets.flatMap(({ definition }) => definition?.machineType ?? []))];
    }
    default:
      return [];
  }
}

async function adminNames(kind: LiveKind, reading: Reading, terminal: Terminal): Promise<string[]> {
  const { path } = await import('@pileus/sdk/http');
  const { AdminServer } = await import('../admin/server.js');
  const { settingsOf } = await import('../admin/settings.js');
  const settings = settingsOf(connection(reading, terminal), terminal.env);
  const server = new AdminServer(settings, deadline(terminal));
  const list = async <K extends string>(key: string, name: K): Promise<string[]> => {
    const rows = await server.list<Record<K, string>>(path`/${key}`, key, limits[key]);
    return rows.map((row) => row[name]);
  };
  switch (kind) {
    case 'clusters':
      return list('clusters', 'name');
    case 'users':
      return list('users', 'username');
    case 'machines':
      return list('machines', 'name');
    case 'operations':
      return list('operations', 'uid');
    case 'locations': {
      const world = await server.get<{ locations: { code: string }[] }>(path`/world`);
      return world.locations.map(({ code }) => code);
    }
    default:
      return [];
  }
}

const limits: Readonly<Record<string, { limit: number }>> = {
  machines: { limit: most },
  operations: { limit: 100 },
};
