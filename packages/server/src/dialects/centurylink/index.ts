import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** CenturyLink Cloud's API version 2. */
export const centurylink = (metrics: Metrics): DialectPlugin => ({
  name: 'centurylink',
  register: (app, context) => register(app, context, metrics),
  fail,
});
