/**
 * Runs one example of a clone, straight from its TypeScript:
 *
 *     node examples/run.mjs cyclecloud/cluster-object
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = import.meta.dirname;
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('dist'))
  .map((path) => path.slice(0, -'.ts'.length).replaceAll('\\', '/'))
  .sort();
const name = process.argv[2]?.replace(/^(\.\/)?(examples\/)?/, '').replace(/\.ts$/, '');

if (name === undefined || !examples.includes(name)) {
  process.stderr.write(`Say which example to run:\n  ${examples.join('\n  ')}\n`);
  process.exitCode = 2;
} else {
  const [{ build }, { bundleOptions }] = await Promise.all([
    import('esbuild'),
    import('../scripts/bundle.mjs'),
  ]);
  const outdir = mkdtempSync(join(tmpdir(), 'pileus-example-'));
  try {
    const outfile = join(outdir, 'example.mjs');
    await build({
      ...bundleOptions,
      splitting: false,
      entryPoints: [join(folder, `${name}.ts`)],
      outfile,
    });
    const { main } = await import(pathToFileURL(outfile).href);
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
