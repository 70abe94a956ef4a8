import type { ExistingNode } from '../capacity.js';
import { readAnswer } from './answer.js';
import { type Queue, QueueError } from './queue.js';
import { type CommandSpec, runCommand } from './run-command.js';

export interface CommandQueueOptions extends Omit<CommandSpec, 'input'> {
  /** Runs with the ready nodes as JSON on its standard input. */
  readonly join?: readonly string[];
  /** The same with nodes that are to go; prints a JSON list of names of those that have no job. */
  readonly drain?: readonly string[];
}

/** A command that prints jobs as JSON: the way to attach any queue without writing TypeScript. */
export function commandQueue(options: CommandQueueOptions): Queue {
  const name = `command ${options.argv[0] ?? ''}`;
  return {
    name,
    read: async (signal) => readAnswer(await runCommand(options, signal), options.argv.join(' ')),
    ...nodeCommands(options),
  };
}

/** `join` and `drain` by commands, for any queue. */
export function nodeCommands(
  options: Pick<CommandQueueOptions, 'join' | 'drain' | 'cwd' | 'env' | 'timeout'>,
): Pick<Queue, 'join' | 'drain'> {
  const { join, drain } = options;
  const give = (argv: readonly string[], nodes: readonly ExistingNode[], signal: AbortSignal) =>
    runCommand({ ...options, argv, input: JSON.stringify(nodes.map(nodeFacts)) }, signal);
  return {
    ...(join && {
      join: async (nodes, signal) => {
        await give(join, nodes, signal);
      },
    }),
    ...(drain && {
      drain: async (nodes, signal) => readNames(await give(drain, nodes, signal), drain.join(' ')),
    }),
  };
}

const nodeFacts = (node: ExistingNode) => ({
  name: node.name,
  id: node.id,
  hostname: node.hostname,
  privateIp: node.privateIp,
  placementGroup: node.placementGroup,
});

function readNames(text: string, source: string): string[] {
  let names: unknown;
  try {
    names = JSON.parse(text);
  } catch {}
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw new QueueError(`${source} did not print a JSON list of node names.`);
}
