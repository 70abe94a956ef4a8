import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** Tutum's REST API: applications of its first generation, services of its second. */
export const tutum = (metrics: Metrics): DialectPlugin => ({
  name: 'tutum',
  register: (app, context) => register(app, context, (what) => metrics.unserved('tutum', what)),
  fail,
});
