#!/usr/bin/env node
/**
 * Runs the command line in a clone: answers `--version` at once, otherwise imports the bundle,
 * built first when a source changed.
 */
import { readFileSync } from 'node:fs';
import module from 'node:module';

const manifest = new URL('../packages/cli/package.json', import.meta.url);

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${JSON.parse(readFileSync(manifest, 'utf8')).version}\n`);
} else {
  module.enableCompileCache?.();
  const { requireNode } = await import('../scripts/workspace.mjs');
  requireNode();
  const { buildWhenNeeded, bundleFile, bundleOf } = await import('../scripts/bundle.mjs');
  const { pathToFileURL } = await import('node:url');
  const bundle = bundleOf(process.argv[2]);
  let built = true;
  try {
    await buildWhenNeeded(bundle);
  } catch (error) {
    built = false;
    // esbuild has printed its errors already.
    const why = error.errors ? 'see the errors above' : error.message;
    process.stderr.write(`pileus could not be built: ${why}\n`);
    process.exitCode = 1;
  }
  if (built) await import(pathToFileURL(bundleFile(bundle)).href);
}
