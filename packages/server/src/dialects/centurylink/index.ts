import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** CenturyLink Cloud's API version 2. What it has and this server lacks is counted as a missing path. */
export const centurylink = (_metrics: Metrics): DialectPlugin => ({
  name: 'centurylink',
  register,
  fail,
});
