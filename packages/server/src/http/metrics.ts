import type { FastifyReply, FastifyRequest } from 'fastify';
import { ne } from '../store/predicate.js';
import { type Store, system } from '../store/store.js';
import type { Instruments } from './instruments.js';
import { answererOf } from './routing.js';

/**
 * Counts what the server does, for `/metrics`. The library behind it is loaded at the first count, and is no part
 * of a start: it takes 25 ms. What is counted before it is there is kept.
 */
export class Metrics {
  #instruments: Instruments | undefined;
  #loading: Promise<Instruments> | undefined;
  readonly #early: ((instruments: Instruments) => void)[] = [];

  answered(request: FastifyRequest, reply: FastifyReply): void {
    const dialect = answererOf(request.url.split('?')[0]!);
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    this.#count(({ requests, durations }) => {
      requests.inc({ dialect, route, method, status });
      durations.observe({ dialect }, elapsedTime / 1000);
    });
    if (route === 'none') this.unserved(dialect, `${method} path`);
  }

  /** A call that the vendor has and this server lacks. `what` must come from a bounded set. */
  unserved(dialect: string, what: string): void {
    this.#count(({ unserved }) => unserved.inc({ dialect, what }));
  }

  /** The engine of this process has written what came of `count` claimed machines. */
  outcomes(count: number): void {
    this.#count(({ outcomes }) => outcomes.inc(count));
  }

  /** Rows of a table were deleted because they were too old. */
  pruned(table: string, count: number): void {
    this.#count(({ pruned }) => pruned.inc({ table }, count));
  }

  /** The text for Prometheus, and its content type. */
  async report(store: Store): Promise<{ type: string; text: string }> {
    const { machines, registry } = await this.#load();
    const rows = await store.reader(system).select('machine', {
      columns: ['state'],
      where: ne('state', 'deleted'),
    });
    machines.reset();
    for (const { state } of rows) machines.inc({ state });
    return { type: registry.contentType, text: await registry.metrics() };
  }

  #count(count: (instruments: Instruments) => void): void {
    if (this.#instruments) {
      count(this.#instruments);
      return;
    }
    this.#early.push(count);
    void this.#load();
  }

  #load(): Promise<Instruments> {
    this.#loading ??= import('./instruments.js').then(({ Instruments }) => {
      const instruments = new Instruments();
      for (const count of this.#early.splice(0)) count(instruments);
      this.#instruments = instruments;
      return instruments;
    });
    return this.#loading;
  }
}
