import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';

export const tutum = (_metrics: Metrics): DialectPlugin => ({
  name: 'tutum',
  register() {},
  fail: (_error, _request, reply) => reply.code(501).send(),
});
