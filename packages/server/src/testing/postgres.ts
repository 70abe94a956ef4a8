import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PostgreSQL of our own, for tests. */
export interface TestPostgres {
  /** Of a database that nobody has written to. */
  readonly url: string;
  /** Makes an empty database and answers its URL. */
  newDatabase(): Promise<string>;
  /** Ends it and removes all that it wrote. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free port of the loopback interface, in a temporary directory,
 * from the programs that the system has. Where it has none, answers why tests must be skipped; with
 * `CI=true`, where nothing may be skipped, throws.
 */
export async function startPostgres(): Promise<TestPostgres | { readonly skipped: string }> {
  const bin = programs();
  if (!bin) {
    const skipped = 'no PostgreSQL server is installed (initdb and postgres were not found)';
    if (process.env.CI === 'true') throw new Error(`The tests cannot run: ${skipped}.`);
    return { skipped };
  }
  const directory = mkdtempSync(join(tmpdir(), 'pileus-postgres-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    const user = await unprivilegedUser();
    if (user) chownSync(directory, user.uid, user.gid);
    const options = { cwd: directory, ...user };
    const data = join(directory, 'data');
    await initialize(bin, data, options);
    const port = await freePort();
    const server = await startServer(bin, data, port, options);
    const urlOf = (database: string) => `postgres://pileus@127.0.0.1:${port}/${database}`;
    let databases = 0;
    const newDatabase = async () => {
      databases += 1;
      const name = `test_${databases}`;
      await createDatabase(urlOf('postgres'), name);
      return urlOf(name);
    };
    const stop = async () => {
      await server.stop();
      remove();
    };
    return { url: await newDatabase(), newDatabase, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

type SpawnAs = { readonly cwd: string; readonly uid?: number; readonly gid?: number };

/** The directory of the server's programs, of the newest version. */
function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = entries(debian).sort((a, b) => Number(b) - Number(a));
  const directories = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return directories.find((path) => ['initdb', 'postgres'].every((name) => runs(join(path, name))));
}

function entries(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // There is no such user.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.');
}

async function initialize(bin: string, data: string, options: SpawnAs): Promise<void> {
  const initdb = (...more: string[]) =>
    run(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'pileus', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...more],
      options,
    );
  try {
    // An order of texts that is not the store's own, so that tests see when it matters.
    await initdb('--locale=C', '--locale-provider=icu', '--icu-locale=en');
  } catch {
    rmSync(data, { recursive: true, force: true });
    await initdb('--locale=C');
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function startServer(bin: string, data: string, port: number, options: SpawnAs) {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=100',
  ].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await ready(server);
  const stop = async () => {
    process.removeListener('exit', kill);
    // At once: a checkpoint of data that is about to be removed only loads the disk.
    kill();
    await exited;
  };
  return { stop };
}

/** Waits for the line that the server logs when it takes connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // All of it is read, lest the pipe fill; only the start is kept.
      if (log.length < 10_000) log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
  });
}

async function createDatabase(url: string, name: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}
