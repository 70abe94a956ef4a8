import type { NodeChange } from '@pileus/sdk/cyclecloud';
import { InterruptedError } from '../failure.js';
import { createPaint, type Paint } from '../present/paint.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { connect } from './connect.js';
import type { ConnectionFlags } from './options.js';

export interface WatchFlags extends ConnectionFlags {
  /** `json`: one JSON text a line. */
  readonly output: 'text' | 'json';
  /** Seconds between two looks. */
  readonly interval?: number;
}

/** Prints every change of a cluster's nodes until the user stops it: one line each. */
export async function watch(name: string, flags: WatchFlags, terminal: Terminal): Promise<void> {
  const stop = stopRequests();
  const paint = createPaint(terminal.colour);
  const line = (change: NodeChange) =>
    flags.output === 'json' ? JSON.stringify(change) : changeLine(change, paint);
  try {
    const cluster = connect(flags, terminal, stop.signal).clusters.get(name);
    const changes = cluster.watch({
      signal: stop.signal,
      onError: ({ message }) => terminal.note(`${message} Trying again.`),
      ...(flags.interval !== undefined && { interval: flags.interval }),
    });
    for await (const change of changes) terminal.write(`${line(change)}\n`);
  } catch (error) {
    throw stop.signal.aborted ? new InterruptedError('Stopped.') : error;
  } finally {
    stop.release();
  }
}

/** `execute-1 Acquiring`, `execute-1 Acquiring -> Ready`, `execute-1 gone` */
export function changeLine(change: NodeChange, paint: Paint): string {
  const { Name, Status, TargetState, StatusMessage } = change.node;
  if (change.kind === 'gone') return `${paint.name(Name)} ${paint.dim('gone')}`;
  const tone =
    Status === 'Ready' ? paint.good : Status === 'Failed' ? paint.bad : (text: string) => text;
  const before =
    change.kind === 'changed' && change.previous.Status !== Status
      ? `${change.previous.Status} -> `
      : '';
  const target =
    change.kind === 'changed' && change.previous.TargetState !== TargetState
      ? ` (to be ${TargetState})`
      : '';
  const message = StatusMessage ? `: ${StatusMessage.replace(/\s+/g, ' ')}` : '';
  return `${paint.name(Name)} ${before}${tone(String(Status))}${target}${message}`;
}
