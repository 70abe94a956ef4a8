import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { ConfigError } from '../cyclecloud/config.js';

type Tree = Readonly<Record<string, unknown>>;

export interface Included {
  readonly tree: Tree;
  /** All files that were read, each by its absolute path. */
  readonly files: readonly string[];
}

/**
 * Reads a YAML or JSON file with those that its `include` names, relative to it. Included files come first, in their
 * order, then the file itself: later values win, objects are merged, lists are united.
 *
 * @throws ConfigError naming the file
 */
export function readWithIncludes(path: string, above: readonly string[] = []): Included {
  const file = resolve(path);
  if (above.includes(file)) {
    throw new ConfigError(`${[...above, file].join(' includes ')}: a circle.`);
  }
  const { include = [], ...own } = readTree(file);
  const names = typeof include === 'string' ? [include] : include;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw new ConfigError(`${file}: 'include' must be a list of files.`);
  }
  const parts = names.map((name) =>
    readWithIncludes(resolve(dirname(file), name), [...above, file]),
  );
  const tree = parts.reduceRight<Tree>((later, part) => merge(part.tree, later), own);
  return { tree, files: [...new Set([...parts.flatMap(({ files }) => files), file])] };
}

function readTree(file: string): Tree & { readonly include?: unknown } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  let tree: unknown;
  try {
    tree = parse(text);
  } catch (error) {
    throw new ConfigError(`${file}: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
  if (tree === null) return {};
  if (!isTree(tree)) throw new ConfigError(`${file} holds no object of keys.`);
  return tree;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(before: Tree, later: Tree): Tree {
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(later)) {
    const old = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (isTree(old) && isTree(value)) merged[key] = merge(old, value);
    else if (Array.isArray(old) && Array.isArray(value)) merged[key] = unite(old, value);
    else merged[key] = value;
  }
  return merged;
}

function unite(before: readonly unknown[], later: readonly unknown[]): unknown[] {
  const known = new Set(before.map((item) => JSON.stringify(item)));
  return [...before, ...later.filter((item) => !known.has(JSON.stringify(item)))];
}
