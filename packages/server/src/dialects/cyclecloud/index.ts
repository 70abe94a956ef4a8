import type { DialectPlugin } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { aboutPage } from './about.js';
import { fail } from './errors.js';
import { register } from './routes.js';

/** Azure CycleCloud's REST API. It has no path prefix: whatever no other dialect claims is its. */
export const cyclecloud = (_metrics: Metrics): DialectPlugin => ({
  name: 'cyclecloud',
  register(app, context) {
    app.get('/about', (_request, reply) => reply.type('text/html; charset=utf-8').send(aboutPage));
    // What follows asks for credentials.
    app.register(async (authenticated) => register(authenticated, context));
  },
  fail,
});
