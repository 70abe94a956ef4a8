import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';

export const centurylink = (_metrics: Metrics): DialectPlugin => ({
  name: 'centurylink',
  register() {},
  fail: (_error, _request, reply) => reply.code(501).send(),
});
