/**
 * The test suites: one Vitest project each. A suite that takes longer than its budget is reported,
 * and fails in CI when it takes more than twice as long. Budgets are seconds on two cores.
 */
export const suites = [
  { name: 'scripts', include: ['scripts/**/*.test.mjs'], budget: 10 },
  { name: 'sdk', include: ['packages/sdk/src/**/*.test.ts'], budget: 90 },
  { name: 'autoscale', include: ['packages/autoscale/src/**/*.test.ts'], budget: 60 },
  { name: 'server', include: ['packages/server/src/**/*.test.ts'], budget: 200 },
  { name: 'cli', include: ['packages/cli/src/**/*.test.ts'], budget: 130 },
  { name: 'conformance', include: ['conformance/**/*.test.ts'], budget: 450 },
];
