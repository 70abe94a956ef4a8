/** Counts of test runs and checks. */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed tests, files that could not be loaded, errors outside of any test
 * @property {{ name: string, reason: string }[]} skipped
 */

/**
 * Counts what Vitest reports.
 *
 * @param {readonly any[]} modules Vitest's TestModule objects
 * @param {readonly unknown[]} unhandledErrors errors that belong to no test
 * @returns {Tally}
 */
export function tally(modules, unhandledErrors) {
  const sum = { passed: 0, failed: unhandledErrors.length, skipped: [] };
  for (const module of modules) {
    const failedBefore = sum.failed;
    for (const test of module.children.allTests()) {
      const { state, note } = test.result();
      if (state === 'passed') sum.passed += 1;
      else if (state === 'failed') sum.failed += 1;
      else sum.skipped.push({ name: test.fullName, reason: note ?? 'no reason given' });
    }
    // A file that fails to load, or in a hook, has no failed test to show for it.
    if (module.state() === 'failed' && sum.failed === failedBefore) sum.failed += 1;
  }
  return sum;
}

/**
 * What counts against a run beside failed tests. In CI nothing may be skipped, and no suite may take
 * more than twice its budget.
 *
 * @param {Tally & { name: string, seconds: number, budget: number }} result
 * @param {boolean} ci
 * @returns {{ failed: number, remarks: string[] }} how many failures it adds, and what to tell
 */
export function judge(result, ci) {
  const remarks = [];
  let failed = 0;
  if (result.seconds > result.budget) {
    const fatal = ci && result.seconds > 2 * result.budget;
    const effect = fatal ? ' - more than twice: a failure' : '';
    const took = result.seconds.toFixed(1);
    remarks.push(`OVER BUDGET: ${result.name} took ${took} s of ${result.budget} s${effect}`);
    if (fatal) failed += 1;
  }
  for (const { name, reason } of result.skipped) {
    remarks.push(`${ci ? 'SKIPPED, which fails in CI' : 'skipped'}: ${name} (${reason})`);
    if (ci) failed += 1;
  }
  return { failed, remarks };
}
