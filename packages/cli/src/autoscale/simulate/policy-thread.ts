import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type PolicyReport, policyReport } from './report.js';
import { type RunOptions, runPolicy } from './run-policy.js';

/** What is to be simulated: plain data, which another thread can be given. */
export interface PolicyInput {
  readonly choice: Pick<PolicyReport, 'policy' | 'spot'>;
  readonly run: Omit<RunOptions, 'signal' | 'onProgress' | 'everyPass'>;
}

export interface Watcher {
  readonly signal: AbortSignal;
  /** Told how many jobs are done with. */
  readonly onProgress: (done: number) => void;
}

type Message =
  | { readonly done: number }
  | { readonly report: PolicyReport }
  | { readonly failure: Error };

/** Simulates a policy here. */
export async function simulatePolicy(input: PolicyInput, watcher: Watcher): Promise<PolicyReport> {
  const began = performance.now();
  const outcome = await runPolicy({ ...input.run, ...watcher });
  return policyReport(input.choice, outcome, (performance.now() - began) / 1000);
}

/** Simulates a policy in a thread of its own, beside others. Ends early, and tidily, when the signal comes. */
export function simulateBeside(input: PolicyInput, watcher: Watcher): Promise<PolicyReport> {
  const { signal, onProgress } = watcher;
  const worker = new Worker(new URL(import.meta.url), { workerData: { simulate: input } });
  const stop = () => worker.postMessage('stop');
  signal.addEventListener('abort', stop);
  return new Promise<PolicyReport>((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if ('done' in message) onProgress(message.done);
      else if ('report' in message) resolve(message.report);
      else reject(message.failure);
    });
    worker.on('error', reject);
    worker.on('exit', () =>
      reject(new Error('The thread of a simulation ended without a result.')),
    );
  }).finally(() => signal.removeEventListener('abort', stop));
}

/** What runs in the thread. */
async function work(input: PolicyInput, port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (message: Message) => port.postMessage(message);
  const stop = new AbortController();
  port.once('message', () => stop.abort());
  try {
    const watcher = { signal: stop.signal, onProgress: (done: number) => tell({ done }) };
    tell({ report: await simulatePolicy(input, watcher) });
  } catch (failure) {
    tell({ failure: failure as Error });
  } finally {
    port.close();
  }
}

const given: unknown = isMainThread ? undefined : workerData?.simulate;
if (given !== undefined && parentPort) void work(given as PolicyInput, parentPort);
