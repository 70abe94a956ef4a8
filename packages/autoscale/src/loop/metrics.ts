import type { PassReport } from './autoscaler.js';
import type { LoopEvent } from './events.js';

/** What a Prometheus server may read of the loop. */
export interface LoopMetrics {
  onEvent(event: LoopEvent): void;
  onPass(report: PassReport): void;
  onFailure(): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Loads `prom-client`, so that those who want no metrics do without it. */
export async function loopMetrics(): Promise<LoopMetrics> {
  const { default: prom } = await import('prom-client');
  const { Counter, Gauge, Registry } = prom;
  const registers = [new Registry()];
  const [registry] = registers as [InstanceType<typeof Registry>];
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `pileus_autoscale_${name}`, help, labelNames, registers });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `pileus_autoscale_${name}`, help, labelNames, registers });
  const nodes = gauge('nodes', 'Nodes by array and phase.', ['nodearray', 'phase']);
  const jobs = gauge('jobs', 'Jobs in the queue, by what became of them.', ['placed']);
  const wanted = gauge('nodes_wanted', 'Nodes that the last pass wanted to create or start.');
  const lastPass = gauge('last_pass_timestamp_seconds', 'When the last pass ended well.');
  const passes = counter('passes_total', 'Passes.', ['outcome']);
  const created = counter('nodes_created_total', 'Nodes made.', ['nodearray']);
  const started = counter('nodes_started_total', 'Deallocated nodes that were started again.');
  const joined = counter('nodes_joined_total', 'Nodes that the scheduler was told of.');
  const deleted = counter('nodes_deleted_total', 'Nodes that were told to go.');
  const refused = counter('refusals_total', 'What the cluster refused.', ['step']);
  const troubles = counter('troubles_total', 'Steps that did not succeed.', ['step']);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    onFailure: () => passes.inc({ outcome: 'failed' }),
    onEvent(event) {
      if (event.kind === 'create') created.inc({ nodearray: event.nodearray }, event.nodes.length);
      if (event.kind === 'start') started.inc(event.nodes.length);
      if (event.kind === 'join') joined.inc(event.nodes.length);
      if (event.kind === 'delete') deleted.inc();
      if (event.kind === 'refused') refused.inc({ step: 'create' });
      if (event.kind === 'delete-refused') refused.inc({ step: 'delete' });
      if (event.kind === 'trouble') troubles.inc({ step: event.step });
    },
    onPass({ at, capacity, demand, decisions, troubles: failed }) {
      passes.inc({ outcome: failed.length > 0 ? 'troubled' : 'done' });
      lastPass.set(at / 1000);
      const arrays = new Map(capacity.buckets.map(({ id, nodearray }) => [id, nodearray]));
      nodes.reset();
      for (const { bucket, phase } of capacity.nodes) {
        nodes.inc({ nodearray: arrays.get(bucket) ?? '', phase });
      }
      const unplaced = new Set(decisions.unplaced.map(({ job }) => job)).size;
      jobs.set({ placed: 'no' }, unplaced);
      jobs.set({ placed: 'yes' }, demand.jobs.length - unplaced);
      const counts = decisions.create.map(({ count }) => count);
      wanted.set(counts.reduce((sum, count) => sum + count, decisions.start.length));
    },
  };
}
