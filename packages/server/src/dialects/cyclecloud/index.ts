import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';

export const cyclecloud = (_metrics: Metrics): DialectPlugin => ({
  name: 'cyclecloud',
  register() {},
  fail: (_error, _request, reply) => reply.code(501).send(),
});
