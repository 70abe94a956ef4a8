import type {
  Client,
  CreationResult,
  ManagementResult,
  NodeRecord,
  Operation,
  Progress,
} from '@pileus/sdk/cyclecloud';
import { dryRunStep, wasDryRun } from '../dry-run.js';
import { InterruptedError, NotFoundError, PartialError } from '../failure.js';
import { nodes as nodeCount } from '../present/quantity.js';
import { renderRecords } from '../present/records.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { type NodeLine, nodeColumns } from './columns.js';
import { connect, passwordVariables } from './connect.js';
import type { ChangeFlags } from './options.js';
import { waitCommand, waitFor } from './wait.js';

/** Runs a change: as a dry run, or for real. */
export async function change(
  flags: ChangeFlags,
  terminal: Terminal,
  run: (client: Client, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = stopRequests();
  try {
    const steps = flags.dryRun ? [dryRunStep(terminal, passwordVariables)] : [];
    await run(connect(flags, terminal, stop.signal, steps), stop.signal);
  } catch (error) {
    if (wasDryRun(error)) return;
    if ((error as { kind?: unknown }).kind !== 'abort') throw error;
    throw new InterruptedError('Interrupted before the server answered: it may have accepted.');
  } finally {
    stop.release();
  }
}

/** The operation that a change became, with what it concerns. */
export interface Changed {
  readonly operation: Operation;
  /** What the server answered, as `json` and `yaml` show it beside the operation's ids. */
  readonly answer: object;
  /** Nodes that the answer names; those of a creation are known by their operation only. */
  readonly named: readonly NodeLine[];
  /** What was asked for and not granted. */
  readonly refused?: string | undefined;
  /** Further operations that a wait follows when the first is over. */
  readonly more?: readonly Operation[];
}

/**
 * Reports an accepted operation and its nodes, and follows it when asked to.
 *
 * @throws whatever ends a wait badly, once the nodes are shown; PartialError when some of what was asked for was not
 *   granted, and Error when nothing was
 */
export async function report(
  changed: Changed,
  flags: ChangeFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { operation, answer, named, refused } = changed;
  const { id, requestId, action } = operation;
  const { listed, failure } = flags.wait
    ? await waited(changed, flags, terminal, signal)
    : { listed: (await operation.listNodes({ signal })).nodes };
  const nodes = merged(named, listed);
  const ids = { operationId: id ?? null, requestId: requestId ?? null, action };
  await showChange({ ...ids, ...answer, nodes }, 'No node is concerned.', flags, terminal);
  if (!flags.wait && nodes.length > 0) {
    terminal.note(`Accepted. To wait for it: ${waitCommand(operation, flags)}`);
  }
  if (failure !== undefined) throw failure;
  if (refused === undefined) return;
  throw nodes.length > refusals(named) ? new PartialError(refused) : new Error(refused);
}

/** Follows the operations to their ends; one that ends badly with nodes to show does not throw. */
async function waited(
  { operation, more = [] }: Changed,
  flags: ChangeFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<{ listed: readonly NodeRecord[]; failure?: unknown }> {
  const listed: NodeRecord[] = [];
  try {
    const first = await waitFor(operation, flags, terminal, signal);
    listed.push(...first.nodes);
    let total = first.total;
    for (const next of more) {
      const progress = await waitFor(next, flags, terminal, signal);
      listed.push(...progress.nodes);
      total += progress.total;
    }
    terminal.note(`Done: ${nodeCount(total)}.`);
    return { listed };
  } catch (failure) {
    const { progress } = failure as { progress?: Progress };
    if (!progress) throw failure;
    return { listed: [...listed, ...progress.nodes], failure };
  }
}

/** Shows what a change came to: its nodes as a list; `json` and `yaml` have all of it. */
export async function showChange(
  whole: Readonly<Record<string, unknown>> & { readonly nodes: readonly NodeLine[] },
  empty: string,
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> {
  const options = { ...flags, whole, empty };
  const text = await renderRecords(whole.nodes, nodeColumns, options, terminal);
  if (text !== '') terminal.write(text);
}

/** Named nodes as they are listed, and listed ones that were not named. */
function merged(named: readonly NodeLine[], listed: readonly NodeRecord[]): NodeLine[] {
  const byId = new Map(listed.map((node) => [node.NodeId, node]));
  const lines = named.map((node) => {
    const record = byId.get(node.NodeId ?? '');
    byId.delete(node.NodeId ?? '');
    return record ? { ...record, ...node } : { Status: 'gone', ...node };
  });
  return [...lines, ...byId.values()];
}

const refusals = (named: readonly NodeLine[]): number =>
  named.filter(({ StatusMessage }) => StatusMessage !== undefined).length;

/** A creation as it is reported. */
export function created(operation: Operation<CreationResult>): Changed {
  const reasons = operation.result.sets.flatMap(({ message }) => message ?? []);
  return {
    operation,
    answer: operation.result,
    named: [],
    refused: reasons.length > 0 ? reasons.join('\n') : undefined,
  };
}

/**
 * A management verb as it is reported.
 *
 * @param wanted names that the caller gave; the server passes over those that no node has
 */
export function managed(
  operation: Operation<ManagementResult>,
  wanted: readonly string[],
): Changed {
  const { nodes } = operation.result;
  const known = new Set(nodes.map(({ name }) => name.toLowerCase()));
  const missing = wanted.filter((name) => !known.has(name.toLowerCase()));
  const reasons = [
    ...missing.map((name) => `${operation.cluster} has no node ${name}.`),
    ...nodes.flatMap(({ name, status, error }) =>
      status === 'Error' ? [`${name}: ${error ?? 'refused by the server'}`] : [],
    ),
  ];
  if (nodes.length === 0 && missing.length > 0) throw new NotFoundError(reasons.join('\n'));
  return {
    operation,
    answer: {},
    named: nodes.map(({ id, name, status, error }) => ({
      Name: name,
      NodeId: id,
      ...(status === 'Error' && { StatusMessage: error ?? 'refused by the server' }),
    })),
    refused: reasons.length > 0 ? reasons.join('\n') : undefined,
  };
}
