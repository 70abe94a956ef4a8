/** A word as a POSIX shell must be given it: quoted only where it has to be. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A command of shell words, broken by backslashes so that no line gets wider than `width` where a
 * word does not exceed it by itself; an option stays with its value.
 */
export function shellCommand(words: readonly string[], width: number): string {
  const pieces: string[] = [];
  for (const word of words) {
    const last = pieces.at(-1);
    if (last !== undefined && /^-{1,2}[\w-]+$/.test(last))
      pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line === '') line = piece;
    else if (`${line} ${piece} \\`.length <= width) line += ` ${piece}`;
    else {
      lines.push(`${line} \\`);
      line = `  ${piece}`;
    }
  }
  return [...lines, line].join('\n');
}
