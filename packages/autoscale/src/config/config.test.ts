import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleConfig, queueTypes } from './example.js';
import { loadConfig, loadTuning } from './load.js';
import { openAutoscaler, openClient } from './open.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: unknown, mode = 0o600): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  await chmod(path, mode);
  return path;
}

const least = { cluster_name: 'c', queue: { type: 'command', command: ['true'] } };

test.each(queueTypes)('the example with a queue of type %s is right as it stands', async (type) => {
  const path = await file('autoscale.yaml', exampleConfig('my cluster', type));
  const loaded = loadConfig(path, {
    JOBS_DATABASE_URL: 'postgres://localhost/jobs',
    RABBITMQ_URL: 'amqp://localhost',
    CYCLECLOUD_URL: 'http://localhost',
    CYCLECLOUD_USERNAME: 'ann',
    CYCLECLOUD_PASSWORD: 'secret',
  });
  expect(loaded.config).toMatchObject({ cluster_name: 'my cluster', interval: 15, manage: 'own' });
  expect(openAutoscaler(loaded).queue.name).toContain(type);
});

test('what stands behind # in the example is right as well', async () => {
  const text = exampleConfig('c', 'command')
    .replaceAll(/^# (?=[a-z_]+: )/gm, '')
    .replace(/^idle_timeout: 300$/m, '')
    .replace(/^include: .*$/m, '');
  const { config, planning } = loadConfig(await file('a.yaml', text));
  expect(config).toMatchObject({ idle_timeout: { hpc: 600 }, profile: 'production' });
  expect(planning.plan).toEqual({ policy: 'ordered', spot: 'any', capacityBackoff: 300 });
});

test('how to decide is read of a whole configuration, of one for planning alone, and of none', async () => {
  const whole = { ...least, interval: 20, idle_timeout: { hpc: 60 }, policy: 'cheapest' };
  expect(loadTuning(await file('whole.json', whole))).toMatchObject({
    interval: 20,
    settings: { idleTimeout: { hpc: 60 }, bootTimeout: 1800, plan: { policy: 'cheapest' } },
  });
  const prices = { prices: { F2s: 0.1 }, own_notes: 'pass' };
  expect(loadTuning(await file('prices.json', prices)).planning.read.prices).toEqual({ F2s: 0.1 });
  expect(loadTuning().settings).toMatchObject({ idleTimeout: 300, manage: 'own' });
  const wrong = await file('wrong.json', { interval: 'often' });
  expect(() => loadTuning(wrong)).toThrow(/wrong\.json: 'interval'/);
});

test("scalelib's own file is read as it is", async () => {
  const path = await file('autoscale.json', {
    ...{ cluster_name: 'c', url: 'http://localhost', username: 'ann', password: 'secret' },
    ...{ lock_file: null, logging: { config_file: '/etc/logging.conf' }, _mock_bindings: {} },
    ...{ idle_timeout: '600', boot_timeout: { default: 900, hpc: 1800 }, nodehistorydb: 'x.db' },
    default_resources: [{ select: {}, name: 'slots', value: 'node.vcpu_count' }],
    queue: { type: 'command', command: ['true'] },
  });
  const { config, planning } = loadConfig(path);
  expect(config).toMatchObject({ idle_timeout: 600, boot_timeout: { hpc: 1800 }, lock_file: null });
  expect(planning.read.defaultResources.entries).toHaveLength(1);
});

test.each([
  [{}, /'cluster_name'.*'queue'/],
  [{ ...least, idel_timeout: 5 }, /idel_timeout/],
  [{ ...least, queue: { type: 'kafka' } }, /'queue.type'/],
  [{ ...least, queue: { type: 'redis', url: 'redis://h', lists: [] } }, /'queue.lists'/],
  [{ ...least, interval: 0 }, /'interval'/],
  [{ ...least, policy: 'dearest' }, /'policy' must be one of ordered/],
  ['a: [', /autoscale.json: /],
  ['[]', /holds no object of keys/],
])('%j is refused by name', async (content, message) => {
  const path = await file('autoscale.json', content);
  expect(() => loadConfig(path)).toThrow(message);
});

describe('include', () => {
  test('later files win, objects are merged, lists united', async () => {
    await file('a.yaml', 'interval: 5\nqueue: {type: redis, url: "redis://a", lists: [x, y]}\n');
    await file('b.yaml', 'interval: 7\nmanage: all\nqueue: {lists: [y, z]}\n');
    const path = await file('c.yaml', 'include: [a.yaml, b.yaml]\ncluster_name: c\nmanage: own\n');
    const { config, files } = loadConfig(path);
    expect(config).toMatchObject({ interval: 7, manage: 'own' });
    expect(config.queue).toMatchObject({ url: 'redis://a', lists: ['x', 'y', 'z'] });
    expect(files).toHaveLength(3);
  });

  test('a circle and a missing file are named', async () => {
    await file('a.yaml', 'include: b.yaml\n');
    const path = await file('b.yaml', 'include: [a.yaml]\n');
    expect(() => loadConfig(path)).toThrow(/b.yaml includes .*a.yaml includes .*b.yaml: a circle/);
    const lonely = await file('c.yaml', 'include: [none.yaml]\n');
    expect(() => loadConfig(lonely)).toThrow(/none.yaml cannot be read/);
  });
});

describe('secrets', () => {
  const server = { ...least, url: 'http://localhost', username: 'ann' };

  test('a file that holds one must be private, and so must those that it includes', async () => {
    const path = await file('a.json', { ...server, password: 'hush' }, 0o640);
    expect(() => loadConfig(path)).toThrow(
      `${path} can be read by others, and the configuration holds 'password'. Say: chmod 600 ${path}`,
    );
    await chmod(path, 0o600);
    expect(loadConfig(path).config.password).toBe('hush');
    await file('inner.json', { password: 'hush' }, 0o644);
    const outer = await file('outer.json', { ...server, include: ['inner.json'] });
    expect(() => loadConfig(outer)).toThrow(/inner.json can be read by others/);
  });

  test('a password inside an address counts', async () => {
    const queue = { type: 'redis', url: 'redis://:hush@localhost', lists: ['a'] };
    const path = await file('a.json', { ...least, queue }, 0o644);
    expect(() => loadConfig(path)).toThrow("holds 'queue.url'");
  });

  test('one in the environment or in a private file leaves the configuration open to all', async () => {
    const fromEnv = await file('a.json', { ...server, password: { env: 'HUSH' } }, 0o644);
    expect(openClient(loadConfig(fromEnv, { HUSH: 'x' })).url).toBe('http://localhost');
    expect(() => openClient(loadConfig(fromEnv, {}))).toThrow(
      "'password': the environment has no HUSH.",
    );
    const secret = await file('password', 'hush\n', 0o644);
    const fromFile = await file('b.json', { ...server, password: { file: 'password' } }, 0o644);
    expect(() => openClient(loadConfig(fromFile))).toThrow(`Say: chmod 600 ${secret}`);
    await chmod(secret, 0o600);
    expect(openClient(loadConfig(fromFile)).url).toBe('http://localhost');
  });
});
