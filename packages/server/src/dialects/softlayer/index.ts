import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';

export const softlayer = (_metrics: Metrics): DialectPlugin => ({
  name: 'softlayer',
  register() {},
  fail: (_error, _request, reply) => reply.code(501).send(),
});
