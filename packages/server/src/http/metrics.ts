import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ne } from '../store/predicate.js';
import { type Store, system } from '../store/store.js';
import { answererOf } from './routing.js';

/** What `/metrics` shows. One registry a server, so that several may live in one process. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'pileus_http_requests_total',
    help: 'Requests by dialect, route, method and status.',
    labelNames: ['dialect', 'route', 'method', 'status'],
    registers: [this.registry],
  });
  readonly #durations = new Histogram({
    name: 'pileus_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['dialect'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly #unserved = new Counter({
    name: 'pileus_http_unserved_total',
    help: 'Requests for things that the vendor serves and this server does not.',
    labelNames: ['dialect', 'what'],
    registers: [this.registry],
  });
  readonly #outcomes = new Counter({
    name: 'pileus_outcomes_total',
    help: 'Looks at machines, by this process, whose outcome was written.',
    registers: [this.registry],
  });
  readonly #machines = new Gauge({
    name: 'pileus_machines',
    help: 'Machines by state.',
    labelNames: ['state'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  answered(request: FastifyRequest, reply: FastifyReply): void {
    const dialect = answererOf(request.url.split('?')[0]!);
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    this.#requests.inc({ dialect, route, method, status: reply.statusCode });
    this.#durations.observe({ dialect }, reply.elapsedTime / 1000);
    if (route === 'none') this.unserved(dialect, `${method} path`);
  }

  /** A call that the vendor has and this server lacks. `what` must come from a bounded set. */
  unserved(dialect: string, what: string): void {
    this.#unserved.inc({ dialect, what });
  }

  /** The engine of this process has written what came of `count` claimed machines. */
  outcomes(count: number): void {
    this.#outcomes.inc(count);
  }

  async text(store: Store): Promise<string> {
    const rows = await store.reader(system).select('machine', {
      columns: ['state'],
      where: ne('state', 'deleted'),
    });
    this.#machines.reset();
    for (const { state } of rows) this.#machines.inc({ state });
    return this.registry.metrics();
  }
}
