import { createPaint } from '../present/paint.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { connect } from './connect.js';
import type { ConnectionFlags } from './options.js';

export interface WatchFlags extends ConnectionFlags {
  readonly output: 'text' | 'json';
}

/** Prints every change of a cluster's nodes until the user stops it: one line, or one JSON text, each. */
export async function watch(name: string, flags: WatchFlags, terminal: Terminal): Promise<void> {
  const stop = stopRequests();
  const paint = createPaint(terminal.colour);
  try {
    const cluster = connect(flags, terminal, stop.signal).clusters.get(name);
    for await (const change of cluster.watch({ signal: stop.signal })) {
      if (flags.output === 'json') {
        terminal.write(`${JSON.stringify(change)}\n`);
        continue;
      }
      const { Name, Status, StatusMessage } = change.node;
      const what = change.kind === 'gone' ? paint.dim('gone') : String(Status);
      const tone =
        Status === 'Ready' ? paint.good : Status === 'Failed' ? paint.bad : (text: string) => text;
      terminal.write(
        `${paint.name(Name)} ${tone(what)}${StatusMessage ? ` ${StatusMessage}` : ''}\n`,
      );
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.release();
  }
}
