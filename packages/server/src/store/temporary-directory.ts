import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories = new Set<string>();

const removeAll = () => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
};

/** Makes a directory that only its owner can read. It goes when removed, or as the process exits. */
export const temporaryDirectory = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'pileus-'));
  if (directories.size === 0) process.once('exit', removeAll);
  directories.add(path);
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    directories.delete(path);
    if (directories.size === 0) process.removeListener('exit', removeAll);
  };
  return { path, remove };
};
