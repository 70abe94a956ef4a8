import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, type Row, remark } from './measure.js';

export const name = 'The workspace';

const root = join(import.meta.dirname, '../../..');
const rounds = 3;

export async function run(): Promise<Row[]> {
  const checks = Array.from({ length: rounds }, () => typeCheck());
  return [
    remark('installed packages, with every development tool', 'MB', megabytes('node_modules')),
    remark('bundle of the command line', 'MB', bundle()),
    remark('type-check of everything', 'ms', median(checks), 'tsc -b --force'),
  ];
}

function megabytes(folder: string): number {
  const size = (path: string): number => {
    const entry = lstatSync(path);
    if (!entry.isDirectory()) return entry.blocks * 512;
    return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
  };
  return size(join(root, folder)) / 1e6;
}

/** The files that a start may load: what an earlier build left behind is not counted. */
function bundle(): number {
  const folder = join(root, 'packages/cli/dist');
  const seen = new Set<string>();
  const visit = (file: string): number => {
    if (seen.has(file)) return 0;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    const imported = [...text.matchAll(/["'](\.{1,2}\/[\w./-]+\.js)["']/g)].map(
      (match) => match[1]!,
    );
    const files = imported.map((path) => join(file, '..', path)).filter((path) => existsSync(path));
    return files.reduce((sum, path) => sum + visit(path), text.length);
  };
  return visit(join(folder, 'pileus.js')) / 1e6;
}

function typeCheck(): number {
  const began = performance.now();
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-b', '--force'], { cwd: root });
  return performance.now() - began;
}
