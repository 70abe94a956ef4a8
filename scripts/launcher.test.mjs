import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJson, root } from './workspace.mjs';

it.each(['--version', '-V'])('answers %s without importing the bundle', (flag) => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'bin/pileus.js'), flag],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_DEBUG: 'esm' },
    },
  );
  expect(stdout).toBe(`${readJson(join(root, 'packages/cli/package.json')).version}\n`);
  expect(stderr).not.toContain('dist/bundle/');
  expect(status).toBe(0);
});
