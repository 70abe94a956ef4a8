import type { Argument, Command, Option } from 'commander';

/** What stands where the cursor is. */
export type Question =
  | { readonly kind: 'subcommand'; readonly command: Command }
  | { readonly kind: 'option'; readonly command: Command; readonly given: ReadonlySet<string> }
  /** `prefix` is the beginning of the word that the value stands behind: `--output=`. */
  | { readonly kind: 'value'; readonly of: Argument | Option; readonly prefix: string }
  | { readonly kind: 'nothing' };

/** What a command line says as far as it was typed. */
export interface Reading {
  readonly question: Question;
  /** The word that is being typed, without the question's prefix. */
  readonly typed: string;
  /** Names of the commands, from the first below the program on. */
  readonly path: readonly string[];
  /** Options that were given with a value, by their attribute's name. */
  readonly flags: Readonly<Record<string, string | true>>;
  /** Arguments that were given, by name; of several the first. */
  readonly args: Readonly<Record<string, string>>;
}

/** Reads the words after the program's name as its own parser would; the last word is being typed. */
export function readCommandLine(program: Command, words: readonly string[]): Reading {
  const typed = words.at(-1) ?? '';
  const path: string[] = [];
  const flags: Record<string, string | true> = {};
  const given = new Set<string>();
  const values: string[] = [];
  let command = program;
  let pending: Option | undefined;
  let onlyArguments = false;
  for (const word of words.slice(0, -1)) {
    if (pending && !(pending.variadic && word.startsWith('-'))) {
      flags[pending.attributeName()] = word;
      if (!pending.variadic) pending = undefined;
    } else if (!onlyArguments && word === '--') {
      onlyArguments = true;
      pending = undefined;
    } else if (!onlyArguments && /^-./.test(word)) {
      const { option, value } = optionOf(command, word);
      pending = option && takesValue(option) && value === undefined ? option : undefined;
      if (option) {
        given.add(option.attributeName());
        flags[option.attributeName()] = value ?? true;
      }
    } else {
      const below = values.length === 0 ? subcommand(command, word) : undefined;
      if (below) {
        command = below;
        path.push(below.name());
      } else values.push(word);
    }
  }
  const args: Record<string, string> = {};
  for (const [at, argument] of command.registeredArguments.entries()) {
    const value = values[at];
    if (value !== undefined) args[argument.name()] = value;
  }
  const reading = (question: Question, rest = typed): Reading => ({
    question,
    typed: rest,
    path,
    flags,
    args,
  });
  if (pending && !(pending.variadic && typed.startsWith('-'))) {
    return reading({ kind: 'value', of: pending, prefix: '' });
  }
  const [, prefix = '', rest = ''] = /^(--[^=]+=)(.*)$/s.exec(typed) ?? [];
  if (!onlyArguments && prefix !== '') {
    const { option } = optionOf(command, prefix);
    return option && takesValue(option)
      ? reading({ kind: 'value', of: option, prefix }, rest)
      : reading({ kind: 'nothing' });
  }
  if (!onlyArguments && typed.startsWith('-')) return reading({ kind: 'option', command, given });
  if (command.commands.length > 0 && values.length === 0) {
    return reading({ kind: 'subcommand', command });
  }
  const argument = argumentAt(command, values.length);
  return reading(argument ? { kind: 'value', of: argument, prefix: '' } : { kind: 'nothing' });
}

const takesValue = (option: Option): boolean => option.required || option.optional;

const subcommand = (command: Command, word: string): Command | undefined =>
  command.commands.find((each) => each.name() === word || each.aliases().includes(word));

/** The option that a word names, and the value that the word holds besides: `--output=json`, `-ojson`. */
function optionOf(command: Command, word: string): { option?: Option | undefined; value?: string } {
  const [name, value] = word.startsWith('--')
    ? (/^(--[^=]+)(?:=(.*))?$/s.exec(word)?.slice(1) ?? [word])
    : [word.slice(0, 2), word.slice(2) || undefined];
  const option = command.options.find((each) => each.long === name || each.short === name);
  return { option, ...(value !== undefined && { value }) };
}

function argumentAt(command: Command, at: number): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[at] ?? (last?.variadic ? last : undefined);
}
