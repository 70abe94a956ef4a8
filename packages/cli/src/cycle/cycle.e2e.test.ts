import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Launched, launcher } from '../launched.js';
import { shellWord } from '../present/shell-text.js';

const cluster = 'test-cluster-1';
const password = 'a-good-password';

const template = `
[cluster lab]
  [[node defaults]]
  ImageName = cycle.image.centos7
  SubnetId = rg/net/sub
  Region = southcentralus
  MachineType = $Type

  [[node scheduler]]

  [[nodearray execute]]
  MaxCount = 8
  InitialCount = 2

  [parameters Machines]
    [[parameter Type]]
    DefaultValue = Standard_F2s_v2
`;

describe('pileus cycle', () => {
  let plane: ControlPlane;
  let folder: string;
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
    folder = mkdtempSync(join(tmpdir(), 'pileus-cycle-'));
  });
  afterAll(async () => {
    await plane?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = () => ({
    PILEUS_CYCLECLOUD_URL: plane.url,
    PILEUS_CYCLECLOUD_USERNAME: 'admin',
    PILEUS_CYCLECLOUD_PASSWORD: password,
    NO_COLOR: '1',
  });
  const launch = (...args: string[]) => new Launched(['cycle', ...args], environment());
  /** Runs to the end, which must be a good one. */
  async function run(...args: string[]) {
    const { code, out, err } = await launch(...args).ended();
    expect(code, err).toBe(0);
    return { out, err };
  }
  const names = async (...args: string[]): Promise<string[]> => {
    const { out } = await run(...args, '--output', 'csv', '--columns', 'name');
    return out.split('\n').slice(1, -1);
  };
  const states = async (of: string): Promise<Record<string, string>> => {
    const { out } = await run('nodes', of, '-o', 'json', '--columns', 'name,status');
    const nodes: { name: string; status: string }[] = JSON.parse(out);
    return Object.fromEntries(nodes.map(({ name, status }) => [name, status]));
  };

  it('takes nodes through their whole life', async () => {
    const watcher = launch('watch', cluster);
    await watcher.line(/ondemand-3 Ready/);

    const created = await run('create', cluster, '-a', 'execute', '-c', '2', '--wait');
    expect(created.out).toMatch(/^execute-1 +Ready +Started +Standard_F2s_v2 +172\./m);
    expect(created.err).toMatch(/2 of 2 nodes done: 2 Ready\nDone: 2 nodes\.\n$/);
    await watcher.line(/execute-2 .*Ready/);

    expect(await names('scale', cluster, 'execute', '--nodes', '4', '--wait')).toEqual([
      'execute-3',
      'execute-4',
    ]);
    const again = await run('scale', cluster, 'execute', '--cores', '8');
    expect(again).toEqual({ out: '', err: 'No node is concerned.\n' });

    await run('deallocate', cluster, 'execute-1', 'execute-2', '--wait');
    expect(await states(cluster)).toMatchObject({
      'execute-1': 'Deallocated',
      'execute-3': 'Ready',
    });
    const started = await run('start', cluster, '--filter', 'State === "Deallocated"', '--wait');
    expect(started.out.match(/Ready/g)).toHaveLength(2);

    const restarted = await run('restart', cluster, 'execute-4');
    const [, id] = /pileus cycle wait test-cluster-1 (\S+)/.exec(restarted.err) ?? [];
    expect((await run('wait', cluster, id!)).out).toMatch(/^execute-4 +Ready/m);

    const gone = await run('terminate', cluster, 'execute-3', 'execute-4', '--yes', '--wait');
    expect(gone.out).toBe(
      'NAME       STATUS\n---------  ------\nexecute-3  gone\nexecute-4  gone\n',
    );
    await watcher.line(/execute-4 gone/);
    await run('remove', cluster, 'execute-1', 'execute-2', '--yes', '--wait');
    expect(await names('nodes', cluster)).toEqual(['ondemand-3']);
    watcher.signal('SIGINT');

    const usage = await run('usage', cluster);
    expect(usage.out).toMatch(/^ +total +[\d.,]+ +\$[\d.]+$/m);
    const operations = JSON.parse((await run('operations', cluster, '-o', 'json')).out);
    expect(operations.map(({ action }: { action: string }) => action)).toEqual([
      ...['remove', 'terminate', 'restart', 'start', 'deallocate', 'scale', 'scale', 'create'],
    ]);
  });

  it('imports a template, starts the cluster, terminates and removes it', async () => {
    const file = join(folder, 'lab.txt');
    writeFileSync(file, template);
    const { err } = await run('import', 'lab', '-f', file, '-P', 'Type=Standard_F32s_v2');
    expect(err).toContain('To start it: pileus cycle start lab');
    const started = JSON.parse((await run('start', 'lab', '--wait', '-o', 'json')).out);
    expect(started.nodes).toHaveLength(3);
    expect(started.nodes[0]).toMatchObject({
      Name: 'scheduler',
      Status: 'Ready',
      MachineType: 'Standard_F32s_v2',
    });
    const refused = await launch('remove', 'lab', '--yes').ended();
    expect(refused).toMatchObject({ code: 5, err: expect.stringContaining('3 nodes') });
    await run('terminate', 'lab', '--yes', '--wait');
    expect(await states('lab')).toEqual({ scheduler: 'Terminated' });
    await run('remove', 'lab', '--yes', '--wait');
    expect(await names('clusters')).toEqual([cluster]);
  });

  it('prints a dry run that does, when pasted, what the command would have done', async () => {
    const args = ['create', cluster, '-a', 'execute', '--name-format', 'pasted'];
    const { out, err } = await run(...args, '--attributes', `{"Note":"it's $HOME"}`, '--dry-run');
    expect(out).not.toContain(password);
    expect(err).toContain('Nothing was sent.');
    expect(await names('nodes', cluster)).not.toContain('pasted');
    const env = { ...process.env, ...environment() };
    const { stdout } = await promisify(execFile)('bash', ['-c', out], { env });
    expect(JSON.parse(stdout)).toMatchObject({ sets: [{ added: 1 }] });
    const [node] = JSON.parse(
      (await run('nodes', cluster, '--filter', 'Name === "pasted"', '-o', 'json')).out,
    );
    expect(node).toMatchObject({ Name: 'pasted', Note: "it's $HOME" });
    await run('terminate', cluster, 'pasted', '--yes', '--wait');
  });

  // Only a terminal shows bars and is asked questions; `script` of util-linux makes one.
  it.skipIf(!existsSync('/usr/bin/script'))('asks in a terminal, and draws a bar', async () => {
    const inTerminal = async (answer: string, ...words: string[]) => {
      const command = [process.execPath, launcher, 'cycle', ...words].map(shellWord).join(' ');
      const child = spawn('/usr/bin/script', ['-qec', `stty cols 60; ${command}`, '/dev/null'], {
        env: { ...process.env, ...environment(), TERM: 'xterm' },
      });
      let shown = '';
      let answered = answer === '';
      child.stdout.on('data', (chunk) => {
        shown += chunk;
        if (!answered && shown.includes('[y/N]')) {
          answered = true;
          child.stdin.write(answer);
        }
      });
      const [code] = await once(child, 'close');
      return { code, shown: stripVTControlCharacters(shown) };
    };
    const created = await inTerminal('', 'create', cluster, '-a', 'execute', '-c', '3', '--wait');
    expect(created.shown).toMatch(/░ \d of 3 nodes: \d \w+/);
    expect(created.shown).toMatch(/execute-3 +Ready/);
    const terminate = ['terminate', cluster, '--filter', 'Template === "execute"', '--wait'];
    const refused = await inTerminal('n\r', ...terminate);
    expect(refused).toMatchObject({
      code: 130,
      shown: expect.stringContaining('Nothing was done'),
    });
    const left = await inTerminal('\u0003', ...terminate);
    expect(left).toMatchObject({ code: 130, shown: expect.stringContaining('Nothing was done') });
    const agreed = await inTerminal('y\r', ...terminate);
    expect(agreed).toMatchObject({ code: 0, shown: expect.stringContaining('Done: 3 nodes.') });
  });

  it('accepts a request once', async () => {
    const args = ['create', cluster, '-a', 'execute', '--request-id', 'once-1'];
    await run(...args, '--wait');
    expect((await launch(...args).ended()).code).toBe(5);
    expect((await run('wait', cluster, '--request-id', 'once-1')).out).toMatch(/Ready/);
    expect(await names('nodes', cluster, '--request-id', 'once-1')).toEqual(['execute-1']);
    await run('terminate', cluster, 'execute-1', '--yes', '--wait');
  });

  it('tries nodes again that really failed, until they are up', async () => {
    const faults = (method: string, body?: object) =>
      fetch(`${plane.url}/pileus/v1/faults`, {
        method,
        headers: { authorization: `Basic ${btoa(`admin:${password}`)}` },
        ...(body && { body: JSON.stringify(body) }),
      });
    const failures = [{ kind: 'boot', rate: 1, message: 'No luck.' }];
    await faults('PATCH', { failures, times: { allocate: 0, boot: 0 } });
    const failed = await launch('create', cluster, '-a', 'execute', '-c', '2', '--wait').ended();
    expect(failed.code).toBe(1);
    expect(failed.err).toContain('No luck.');
    expect(await states(cluster)).toMatchObject({ 'execute-1': 'Failed', 'execute-2': 'Failed' });
    await faults('PATCH', { failures: [] });
    const healed = await run('retry', cluster, '--wait');
    expect(healed.out).toMatch(/^execute-1 +Ready.*\nexecute-2 +Ready/m);
    expect(healed.err).toMatch(/Done: 2 nodes\.\n$/);
    expect(await run('retry', cluster)).toMatchObject({
      err: expect.stringContaining('has no failed nodes'),
    });
    await faults('DELETE');
    await run('terminate', cluster, 'execute-1', 'execute-2', '--yes', '--wait');
  });

  it('shows the same in every format', async () => {
    const json = JSON.parse((await run('status', cluster, '-o', 'json')).out);
    expect(json.nodearrays).toHaveLength(2);
    expect(parse((await run('status', cluster, '-o', 'yaml')).out)).toEqual(json);
    const csv = (await run('status', cluster, '-o', 'csv', '--columns', 'array,cores')).out;
    expect(csv).toBe('array,cores\nondemand,32\nondemand,44\nexecute,2\n');
    expect((await run('status', cluster, '-o', 'wide')).out).toMatch(/FAMILY-CORES/);
    const narrow = await new Launched(['cycle', 'nodes', cluster], {
      ...environment(),
      COLUMNS: '44',
    }).ended();
    for (const line of narrow.out.split('\n')) expect(line.length).toBeLessThanOrEqual(44);
    expect(narrow.out).toContain('…');
  });

  it('reports the health of a node once', async () => {
    await run('report-health', cluster, 'ondemand-3', '--category', 'disk', '--yes');
    expect((await run('health', cluster, 'ondemand-3')).out).toMatch(/ondemand-3 +yes +disk/);
    expect((await launch('report-health', cluster, 'ondemand-3', '--yes').ended()).code).toBe(5);
  });

  describe("with the vendor's own names", () => {
    it('adds, shows and terminates a node', async () => {
      await run('add_node', cluster, '-t', 'execute', '--wait');
      const format = '%(Name)s is %(Status)s\\n';
      const where = ['-c', cluster, '--filter', 'Template == "execute"'];
      const { out } = await run('show_nodes', ...where, '--output', format);
      expect(out).toBe('execute-1 is Ready\n');
      const only = ['--instance-filter', 'Name == "execute-1"', '--no-prompt', '--wait'];
      expect((await run('terminate_node', cluster, ...only)).out).toMatch(/execute-1 +gone/);
    });

    it('imports, starts, shows and deletes a cluster', async () => {
      const file = join(folder, 'vendor.txt');
      writeFileSync(file, template);
      await run('import_cluster', 'lab-2', '-f', file, '-c', 'lab');
      await run('create_cluster', file, 'lab-3', '-c', 'lab');
      expect((await run('show_cluster')).out).toMatch(/lab-2 +never started/);
      await run('start_cluster', 'lab-2', '--wait', '-r');
      expect((await run('show_cluster', 'lab-2')).out).toMatch(/lab-2: Started/);
      await run('delete_cluster', 'lab-2', '--force', '--no-prompt', '--wait');
      await run('delete_cluster', 'lab-3', '--no-prompt');
      expect(await names('clusters')).toEqual([cluster]);
    });

    it.each(['connect', 'initialize', 'locker'])('says why there is no %s', async (name) => {
      const { code, err } = await launch(name, 'a', '--option', 'b').ended();
      expect(code).toBe(2);
      expect(err).toMatch(RegExp(`^pileus: There is no ${name} here: \\S`));
    });
  });
}, 120_000);
