/**
 * `npm test`: installs, builds, type-checks, lints and runs every suite against its time budget.
 * `npm test -- sdk cli` runs only the suites named. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildAllWhenNeeded } from './bundle.mjs';
import { folderSize } from './disk.mjs';
import { installWhenNeeded } from './install.mjs';
import { suites } from './suites.mjs';
import { textTable } from './table.mjs';
import { judge } from './tally.mjs';
import { requireNode, root } from './workspace.mjs';

const ci = process.env.CI === 'true';
const sizeLimit = 500e6;
const cache = join(root, 'node_modules/.cache/pileus-tests');

/** Checks that pass or fail as a whole, run before the suites. Budgets are seconds. */
const checks = [
  { name: 'install', budget: 120, run: () => installWhenNeeded() },
  { name: 'build', budget: 15, run: () => buildAllWhenNeeded() },
  { name: 'types', budget: 60, run: () => tool('typescript/bin/tsc', ['-b']) },
  { name: 'lint', budget: 20, run: () => tool('@biomejs/biome/bin/biome', ['check', '.']) },
];

/** Runs a JavaScript tool of node_modules in the root; throws when it fails. */
function tool(path, args, env = {}) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${path.split('/').at(-1)} failed`);
}

/** Times `run` and gives its tally with the seconds it took. */
async function timed({ name, budget }, run) {
  process.stdout.write(`\n== ${name}\n`);
  const start = performance.now();
  const counts = await run();
  return { name, budget, ...counts, seconds: (performance.now() - start) / 1000 };
}

async function runCheck({ run }) {
  try {
    await run();
    return { passed: 1, failed: 0, skipped: [] };
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

function runSuite({ name }) {
  const file = join(cache, `${name}.json`);
  rmSync(file, { force: true });
  mkdirSync(cache, { recursive: true });
  let broken = 0;
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/tally-reporter.mjs'];
    const args = ['run', '--project', name, '--passWithNoTests', ...reporters];
    tool('vitest/vitest.mjs', args, { TALLY_FILE: file });
  } catch {
    broken = 1;
  }
  let counts = { passed: 0, failed: 0, skipped: [] };
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Vitest writes no report when there is no test, or when it died: its exit code tells which.
  }
  return { ...counts, failed: Math.max(counts.failed, broken) };
}

requireNode();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  const known = suites.map((suite) => suite.name).join(', ');
  process.stderr.write(`There is no suite named ${unknown.join(', ')}; there are ${known}.\n`);
  process.exit(2);
}

const results = [];
for (const check of checks) {
  results.push(await timed(check, () => runCheck(check)));
  // Without packages nothing below can run; without a bundle much of it still can.
  if (check.name === 'install' && results[0].failed > 0) break;
}
if (results[0].failed === 0) {
  for (const suite of suites.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    results.push(await timed(suite, () => runSuite(suite)));
  }
}

const judged = results.map((result) => ({ ...result, ...judge(result, ci), own: result.failed }));
const row = (r) => [r.name, r.passed, r.own, r.skipped.length, +r.seconds.toFixed(1), r.budget];
const head = ['suite', 'passed', 'failed', 'skipped', 'seconds', 'budget'];
process.stdout.write(`\n${textTable(head, judged.map(row))}\n\n`);
for (const remark of judged.flatMap((result) => result.remarks))
  process.stdout.write(`${remark}\n`);

let passed = 0;
let failed = 0;
for (const result of judged) {
  passed += result.passed;
  failed += result.own + result.failed;
}
if (results[0].failed === 0) {
  const size = folderSize(join(root, 'node_modules'));
  const over = size >= sizeLimit;
  if (over) failed += 1;
  const verdict = over ? 'TOO LARGE: ' : '';
  process.stdout.write(
    `${verdict}installed ${(size / 1e6).toFixed(0)} MB, limit ${sizeLimit / 1e6} MB\n`,
  );
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
