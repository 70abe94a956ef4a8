import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, root } from './pages.js';

const source = join(root, 'packages/server/src');

/** The table "Who may import whom" of ARCHITECTURE: what each folder may import. */
function allowed(): Map<string, readonly string[]> {
  const { text } = pages.find(({ path }) => path === 'ARCHITECTURE.md')!;
  const section = text.split('## Who may import whom')[1]!.split('\n## ')[0]!;
  const rows = section.matchAll(/^\| `(\w+)` \| .* \| ([^|]+) \|$/gm);
  return new Map(
    [...rows].map(([, folder, cell]) => [
      folder!,
      [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    ]),
  );
}

interface Import {
  readonly file: string;
  readonly to: string;
}

/** Imports between files of the server, tests left out. */
function imports(): Import[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.(test|contract)\.|-plane\.ts$/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target]) => ({
      file,
      to: relative(source, resolve(source, dirname(file), target!)),
    }));
  });
}

const folderOf = (path: string): string | undefined =>
  path.includes('/') ? path.split('/')[0] : undefined;

describe('the server’s folders', () => {
  const rules = allowed();
  const all = imports();

  it('are all in the table of ARCHITECTURE, but for the test helpers', () => {
    const folders = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
      .map((entry) => entry.name);
    expect([...rules.keys()].sort()).toEqual(folders.sort());
  });

  it('import what the table allows, and nothing else', () => {
    const wrong = all.filter(({ file, to }) => {
      const [from, target] = [folderOf(file), folderOf(to)];
      if (from === undefined || target === undefined || from === target) return false;
      return from !== 'testing' && !rules.get(from)?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it('are allowed nothing that they do not need', () => {
    const used = new Set(all.map(({ file, to }) => `${folderOf(file)} ${folderOf(to)}`));
    const idle = [...rules].flatMap(([from, list]) =>
      list.filter((to) => !used.has(`${from} ${to}`)).map((to) => `${from} ${to}`),
    );
    expect(idle).toEqual([]);
  });

  it('of one vendor import nothing of another', () => {
    const vendor = (path: string) => /^dialects\/(\w+)\//.exec(path)?.[1];
    const wrong = all.filter(({ file, to }) => {
      const [from, target] = [vendor(file), vendor(to)];
      return from !== undefined && target !== undefined && from !== target;
    });
    expect(wrong).toEqual([]);
  });
});
