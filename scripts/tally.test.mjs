import { describe, expect, it } from 'vitest';
import { judge, tally } from './tally.mjs';

/** A module as Vitest's reporters see it. */
function module(state, ...tests) {
  return {
    state: () => state,
    children: {
      allTests: () =>
        tests.map(({ name = 'a test', ...result }) => ({ fullName: name, result: () => result })),
    },
  };
}

describe('tally', () => {
  it('counts tests by outcome and keeps why one was skipped', () => {
    const modules = [
      module(
        'passed',
        { state: 'passed' },
        { state: 'skipped', name: 'on PostgreSQL', note: 'no initdb' },
      ),
      module('failed', { state: 'passed' }, { state: 'failed' }),
    ];
    expect(tally(modules, [])).toEqual({
      passed: 2,
      failed: 1,
      skipped: [{ name: 'on PostgreSQL', reason: 'no initdb' }],
    });
  });

  it('counts a file that could not be loaded, and errors outside of tests', () => {
    expect(tally([module('failed')], [new Error('late')]).failed).toBe(2);
  });
});

describe('judge', () => {
  const result = { name: 'sdk', passed: 1, failed: 0, skipped: [], seconds: 5, budget: 10 };

  it('has nothing to say about a suite within its budget', () => {
    expect(judge(result, true)).toEqual({ failed: 0, remarks: [] });
  });

  it.each([
    { seconds: 15, ci: true, failed: 0 },
    { seconds: 25, ci: false, failed: 0 },
    { seconds: 25, ci: true, failed: 1 },
  ])('reports a blown budget: $seconds s of 10 s, CI $ci', ({ seconds, ci, failed }) => {
    const verdict = judge({ ...result, seconds }, ci);
    expect(verdict.failed).toBe(failed);
    expect(verdict.remarks).toEqual([expect.stringContaining('OVER BUDGET: sdk')]);
  });

  it('fails a skipped test in CI only, and tells its reason both times', () => {
    const skipping = { ...result, skipped: [{ name: 'slcli', reason: 'not installed' }] };
    expect(judge(skipping, true)).toEqual({
      failed: 1,
      remarks: [expect.stringContaining('not installed')],
    });
    expect(judge(skipping, false)).toEqual({
      failed: 0,
      remarks: [expect.stringContaining('not installed')],
    });
  });
});
