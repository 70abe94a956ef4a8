/** Installs the locked packages, only when they are not installed already. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readJson, root } from './workspace.mjs';

/**
 * What npm would have to install: packages of the lock file that the installed tree lacks or has in
 * another version. Optional packages may be missing, since they are made for other platforms.
 *
 * @param {Record<string, any>} locked `packages` of package-lock.json
 * @param {Record<string, any>} installed `packages` of node_modules/.package-lock.json, which npm
 *   writes when it has finished
 * @returns {string[]} their paths
 */
export function outdatedPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'))
    .filter(([path, want]) => {
      const have = installed[path];
      if (have === undefined) return !(want.optional || want.devOptional);
      return have.version !== want.version || have.resolved !== want.resolved;
    })
    .map(([path]) => path);
}

/** Whether `npm ci` has something to do. */
function isInstalled() {
  const tree = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(tree)) return false;
  const locked = readJson(`${root}/package-lock.json`).packages;
  return outdatedPackages(locked, readJson(tree).packages).length === 0;
}

/**
 * Runs `npm ci --ignore-scripts` unless everything is installed. npm's own output goes to standard
 * error, so that standard output stays that of the command which was asked for.
 *
 * @throws {Error} when npm fails
 */
export function installWhenNeeded() {
  if (isInstalled()) return;
  process.stderr.write('Installing packages (npm ci --ignore-scripts) ...\n');
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  // Under `npm start` the running npm names itself: use that one rather than another on the path.
  const self = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : null;
  const [command, ...rest] = self ? [process.execPath, self, ...args] : ['npm', ...args];
  const { status, error } = spawnSync(command, rest, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: self === null && process.platform === 'win32',
  });
  if (error) throw new Error(`npm could not be run: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci failed with exit code ${status}; see its output above`);
}
