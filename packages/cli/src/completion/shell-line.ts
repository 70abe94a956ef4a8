/** A command line as far as it was typed, taken apart as a POSIX shell does. */
export interface ShellLine {
  /** The words without their quotes; the last one is being typed, and may be empty. */
  readonly words: readonly string[];
  /** The quote that the last word began with and that is still open. */
  readonly quote: '' | "'" | '"';
}

/** Variables and substitutions stay as they are written: nobody knows here what they stand for. */
export function readShellLine(line: string): ShellLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: ShellLine['quote'] = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quote !== "'" && char === '\\' && at + 1 < line.length) {
      const next = line[at + 1]!;
      // Between double quotes a backslash is itself, but before these.
      if (quote === '"' && !/["\\$`]/.test(next)) word = (word ?? '') + char;
      word = (word ?? '') + next;
      at += 1;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else word = (word ?? '') + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  return { words: [...words, word ?? ''], quote };
}

/**
 * What bash must be given to complete the last word of a line to `value`: bash replaces only what follows the last
 * of its word breaks (`=` and `:`, usually), and takes the text as it is.
 */
export function bashReply(value: string, { words, quote }: ShellLine, breaks: string): string {
  if (quote === "'") return value.replaceAll("'", `'\\''`);
  if (quote === '"') return value.replace(/["\\$`]/g, '\\$&');
  const typed = words.at(-1) ?? '';
  const cut = Math.max(
    ...[...'=:'].filter((each) => breaks.includes(each)).map((each) => typed.lastIndexOf(each)),
    -1,
  );
  return value.slice(cut + 1).replace(/[^\w@%+=:,./-]/g, '\\$&');
}
