import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, blocksOf, pages, printed, root } from './pages.js';

const password = 'a-good-password';
/** The guides whose programs are complete. */
const guides = pages.filter(({ path }) => /^docs\/(\w+-client|softlayer-managers)\.md$/.test(path));
const blocks = guides.flatMap(blocksOf).filter(({ language }) => language === 'ts');
const place = ({ page, line }: Block) => `${page}:${line}`;

describe('the programs of the guides', () => {
  let plane: ControlPlane;
  let folder: string;
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
    const cache = join(root, 'node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'pileus-guides-'));
    for (const [i, { text }] of blocks.entries()) {
      writeFileSync(join(folder, `block${i}.ts`), text);
    }
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  });
  afterAll(async () => {
    await plane?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it('are all marked: to be run, or with the reason why they are not', () => {
    const known = /^(run: prints ".+"|not run: \S.{10,})$/;
    expect(blocks.filter(({ mark }) => !known.test(mark)).map(place)).toEqual([]);
    expect(blocks.length).toBeGreaterThan(5);
  });

  it('compile', () => {
    const options = { noEmit: true, composite: false, declaration: false, declarationMap: false };
    const typeRoots = [join(root, 'node_modules/@types')];
    const config = {
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { ...options, typeRoots },
      include: ['*.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'pipe', encoding: 'utf8' });
  }, 60_000);

  for (const [i, block] of blocks.entries()) {
    if (!block.mark.startsWith('run')) continue;
    it(`work as they stand: ${place(block)}`, async () => {
      const outfile = join(folder, `block${i}.mjs`);
      await build({
        entryPoints: [join(folder, `block${i}.ts`)],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node20.19',
        conditions: ['source'],
        banner: {
          js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
        },
      });
      const { stdout } = await promisify(execFile)(process.execPath, [outfile], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          PILEUS_SOFTLAYER_URL: plane.url,
          PILEUS_SOFTLAYER_USERNAME: 'admin',
          PILEUS_SOFTLAYER_API_KEY: password,
        },
      });
      expect(stdout).toContain(printed(block.mark));
    }, 60_000);
  }
});
