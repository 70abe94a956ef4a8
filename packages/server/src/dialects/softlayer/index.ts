import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** SoftLayer's API (IBM Cloud Classic), over XML-RPC and REST. */
export const softlayer = (metrics: Metrics): DialectPlugin => ({
  name: 'softlayer',
  register: (app, context) => register(app, context, metrics),
  fail,
});
