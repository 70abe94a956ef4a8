/**
 * `npm run bench`: runs the measurements of bench/ and prints the machine's facts and a table each.
 * `npm run bench -- create` runs only those whose file name contains one of the words.
 *
 * A measurement is a file `bench/<name>.bench.ts` that exports `name` (its title) and
 * `run(): Promise<Row[]>`. A row is `{ what, unit, ours, theirs, against, ratio, target, reached }`:
 * `theirs` is the reference named by `against`, measured in the same run; `target` is words such as
 * `<= 2x`; `reached` says whether it holds.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { buildAllWhenNeeded, bundleOptions } from './bundle.mjs';
import { installWhenNeeded } from './install.mjs';
import { requireNode, root } from './workspace.mjs';

const benches = join(root, 'bench');
// Below bench/, so that packages which stay outside of the bundle are found from there.
const outdir = join(benches, 'dist/run');

requireNode();
installWhenNeeded();
await buildAllWhenNeeded();

const words = process.argv.slice(2);
const files = readdirSync(benches).filter(
  (file) =>
    file.endsWith('.bench.ts') && (words.length === 0 || words.some((word) => file.includes(word))),
);
if (files.length === 0) {
  process.stderr.write('No measurement in bench/ matches.\n');
  process.exit(2);
}

const { build } = await import('esbuild');
rmSync(outdir, { recursive: true, force: true });
await build({
  ...bundleOptions,
  entryPoints: files.map((file) => join(benches, file)),
  outdir,
});

const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`;
const processor = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
process.stdout.write(
  `Node ${process.versions.node}, ${processor}, ${memory}, ${process.platform}\n`,
);

// A process for each, so that none inherits another's heap or warmed-up code.
for (const file of files) {
  const script = join(outdir, file.replace(/\.ts$/, '.js'));
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', join(root, 'scripts/bench-one.mjs'), script],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
}
