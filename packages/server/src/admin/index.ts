import type { DialectPlugin } from '../http/context.js';
import type { Metrics } from '../http/metrics.js';

export const admin = (_metrics: Metrics): DialectPlugin => ({
  name: 'admin',
  register() {},
  fail: (_error, _request, reply) => reply.code(501).send(),
});
