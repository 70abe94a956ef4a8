/** Where the workspace is, and whether this Node can run it. Needs nothing installed. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} path absolute path of a JSON file */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Whether a version satisfies a range of the one form we use, `>=MAJOR.MINOR`.
 *
 * @param {string} version such as `20.19.3`
 * @param {string} range such as `>=20.19`
 */
export function satisfies(version, range) {
  const [, wantMajor, wantMinor] = (/^>=(\d+)(?:\.(\d+))?$/.exec(range) ?? []).map(Number);
  const [major, minor] = version.split('.').map(Number);
  return major > wantMajor || (major === wantMajor && minor >= (wantMinor || 0));
}

/** Ends the process with a clear sentence when this Node is too old for the workspace. */
export function requireNode() {
  const range = readJson(`${root}/package.json`).engines.node;
  if (satisfies(process.versions.node, range)) return;
  process.stderr.write(
    `Pileus needs Node ${range}, but this is Node ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer Node and run the command again.\n',
  );
  process.exit(1);
}
