import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** Azure CycleCloud's REST API. It has no path prefix: whatever no other dialect claims is its. */
export const cyclecloud = (_metrics: Metrics): DialectPlugin => ({
  name: 'cyclecloud',
  register,
  fail,
});
