import { Argument, type Command, type Option } from 'commander';
import type { LiveKind } from './live.js';
import { type Reading, readCommandLine } from './question.js';

export interface Candidate {
  /** The whole word. */
  readonly value: string;
  readonly description: string;
}

/** What the shell shall offer. */
export type Answer =
  | { readonly kind: 'words'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' };

/** Names that somebody must be asked for: a server, or the file of profiles. */
export type AskLive = (kind: LiveKind, reading: Reading) => Promise<readonly string[]>;

/** By the name of an argument or the long name of an option: what its values are. */
const values: Readonly<Record<string, LiveKind | 'files' | 'folders'>> = {
  cluster: 'clusters',
  node: 'nodes',
  nodes: 'nodes',
  array: 'arrays',
  'machine-type': 'machineTypes',
  profile: 'profiles',
  user: 'users',
  machine: 'machines',
  machines: 'machines',
  operation: 'operations',
  location: 'locations',
  file: 'files',
  parameters: 'files',
  'tls-cert': 'files',
  'tls-key': 'files',
  data: 'folders',
};

/**
 * What may stand where the cursor is, from the program's own commands, options and choices.
 *
 * @param words after the program's name; the last one is being typed
 */
export async function answer(
  program: Command,
  words: readonly string[],
  askLive: AskLive,
): Promise<Answer> {
  const reading = readCommandLine(program, words);
  const { question, typed } = reading;
  switch (question.kind) {
    case 'subcommand':
      return matching(typed, subcommands(question.command, typed));
    case 'option':
      return matching(typed, options(question.command, question.given));
    case 'value': {
      const { of, prefix } = question;
      const kind = values[of instanceof Argument ? of.name() : (of.long ?? '').slice(2)];
      if (of.argChoices) return matching(prefix + typed, plain(of.argChoices, prefix));
      if (kind === 'files' || kind === 'folders') return { kind };
      if (kind === undefined) return { kind: 'words', candidates: [] };
      const names = await askLive(kind, reading);
      return matching(prefix + typed, plain(names, prefix));
    }
    default:
      return { kind: 'words', candidates: [] };
  }
}

const matching = (typed: string, candidates: readonly Candidate[]): Answer => ({
  kind: 'words',
  candidates: candidates.filter(({ value }) => value.startsWith(typed)),
});

const plain = (names: readonly string[], prefix: string): Candidate[] =>
  names.map((name) => ({ value: prefix + name, description: '' }));

/** Names; aliases only for who types one that is no name. */
function subcommands(command: Command, typed: string): Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  const named = (names: (each: Command) => readonly string[]) =>
    visible.flatMap((each) =>
      names(each).map((value) => ({ value, description: each.description() })),
    );
  const names = named((each) => [each.name()]);
  return names.some(({ value }) => value.startsWith(typed))
    ? names
    : named((each) => each.aliases());
}

function options(command: Command, given: ReadonlySet<string>): Candidate[] {
  const may = (option: Option) => option.variadic || !given.has(option.attributeName());
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(may)
    .map((option) => ({
      value: option.long ?? option.short ?? '',
      description: option.description,
    }));
}
