import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, blocksOf, pages, printed, root } from './pages.js';

const password = 'a-good-password';
const blocks = pages.flatMap(blocksOf);
const commands = blocks.filter(({ language }) => language === 'sh' || language === 'python');
const marked = (word: string) => commands.filter(({ mark }) => mark.split(/[:,]/)[0] === word);
const place = ({ page, line }: Block) => `${page}:${line}`;

describe('the commands of the documentation', () => {
  let plane: ControlPlane;
  let home: string;
  beforeAll(async () => {
    const admin = { username: 'admin', password };
    plane = await startControlPlane({ world: 'demo', admin });
    home = mkdtempSync(join(tmpdir(), 'pileus-docs-'));
    symlinkSync(join(root, 'examples'), join(home, 'examples'));
    for (const { mark, text } of blocks) {
      const [, name] = /^file: (\S+)$/.exec(mark) ?? [];
      if (name) writeFileSync(join(home, name), text);
    }
  });
  afterAll(async () => {
    await plane?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  const environment = () => ({
    PATH: process.env.PATH,
    HOME: home,
    PILEUS_ADMIN_USER: 'admin',
    PILEUS_ADMIN_PASSWORD: password,
    PILEUS_ADMIN_URL: plane.url,
    PILEUS_CYCLECLOUD_URL: plane.url,
    PILEUS_CYCLECLOUD_USERNAME: 'admin',
    PILEUS_CYCLECLOUD_PASSWORD: password,
  });
  const pileus = `"${process.execPath}" "${join(root, 'bin/pileus.js')}"`;

  it('are all marked: to be run, or with the reason why they are not', () => {
    const known = /^(run(, needs \/\S+)?: prints ".+"|serve(: asks \/\S+)?|not run: \S.{10,})$/;
    expect(commands.filter(({ mark }) => !known.test(mark)).map(place)).toEqual([]);
    expect(marked('run').length).toBeGreaterThan(10);
  });

  for (const block of marked('run')) {
    const needs = /^run, needs (\S+):/.exec(block.mark)?.[1];
    const missing = needs !== undefined && !existsSync(needs);
    if (missing && process.env.CI) throw new Error(`${place(block)} needs ${needs}.`);
    it.skipIf(missing)(
      `work as they stand: ${place(block)}`,
      async () => {
        const { port } = new URL(plane.url);
        const text = block.text
          .replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
          .replaceAll('port=8080', `port=${port}`)
          .replaceAll('npx pileus', pileus);
        const [program, args] =
          block.language === 'python'
            ? ['/usr/bin/python3', ['-c', text]]
            : ['bash', ['-euo', 'pipefail', '-c', text]];
        const { stdout } = await promisify(execFile)(program, args, {
          cwd: home,
          env: environment(),
          maxBuffer: 1e8,
        });
        expect(stdout).toContain(printed(block.mark));
      },
      60_000,
    );
  }

  for (const block of marked('serve')) {
    it(`start a server: ${place(block)}`, async () => {
      const text = block.text
        .replaceAll('npx pileus', `exec ${pileus}`)
        .replace(/^(\w+=\S+) exec /, 'export $1; exec ')
        .replace(/--port \d+/, '--port 0');
      const child = spawn('bash', ['-euc', text], { cwd: home, env: environment() });
      try {
        let told = '';
        child.stderr.on('data', (chunk) => {
          told += chunk;
        });
        let url: string | undefined;
        for await (const line of createInterface({ input: child.stdout })) {
          url = /^Pileus listens on (\S+)/.exec(line)?.[1];
          if (url) break;
        }
        expect(url, told).toBeDefined();
        const asked = /^serve: asks (\S+)/.exec(block.mark)?.[1] ?? '/healthz';
        const { port, protocol } = new URL(url!);
        await promisify(execFile)('curl', [
          ...['-fsS', '-k', '-u', `admin:${password}`],
          `${protocol}//127.0.0.1:${port}${asked}`,
        ]);
      } finally {
        child.kill('SIGTERM');
        if (child.exitCode === null) await new Promise((ended) => child.once('close', ended));
      }
    }, 60_000);
  }
});
