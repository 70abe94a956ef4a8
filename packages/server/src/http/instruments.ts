import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows. One registry a server, so that several may live in one process. */
export class Instruments {
  readonly registry = new Registry();
  readonly requests = new Counter({
    name: 'pileus_http_requests_total',
    help: 'Requests by dialect, route, method and status.',
    labelNames: ['dialect', 'route', 'method', 'status'],
    registers: [this.registry],
  });
  readonly durations = new Histogram({
    name: 'pileus_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['dialect'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly unserved = new Counter({
    name: 'pileus_http_unserved_total',
    help: 'Requests for things that the vendor serves and this server does not.',
    labelNames: ['dialect', 'what'],
    registers: [this.registry],
  });
  readonly outcomes = new Counter({
    name: 'pileus_outcomes_total',
    help: 'Looks at machines, by this process, whose outcome was written.',
    registers: [this.registry],
  });
  readonly pruned = new Counter({
    name: 'pileus_pruned_rows_total',
    help: 'Rows that this process has deleted because they were too old, by table.',
    labelNames: ['table'],
    registers: [this.registry],
  });
  readonly machines = new Gauge({
    name: 'pileus_machines',
    help: 'Machines by state.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
