/** One step of a compiled pattern. Numbers are indices of steps. */
type Step =
  | { readonly kind: 'char'; readonly matches: (char: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'split'; readonly to: readonly number[] }
  | { readonly kind: 'match' };

const MAX_PATTERN = 256;
const MAX_SUBJECT = 1_024;

/**
 * A search for the `~` operator, in time linear in the text whatever the pattern: the documentation
 * calls it a regular expression, the vendor's clients a case-sensitive substring.
 * Literals, `.`, classes, `\d \w \s`, groups, `|`, `* + ?`, `^` and `$` are understood. Any other
 * pattern (back references, look-around, counted repeats, an unclosed group), or one longer than
 * 256 characters, is sought as plain text. Only the first 1,024 characters of a text are
 * searched; `$` does not match where a longer one is cut.
 */
export function patternTest(pattern: string): (text: string) => boolean {
  const steps = pattern.length <= MAX_PATTERN ? compile(pattern) : null;
  if (steps === null) return (text) => text.includes(pattern);
  return (text) => run(steps, text.slice(0, MAX_SUBJECT), text.length <= MAX_SUBJECT);
}

/** Follows all ways through the pattern at once: the set of live steps only moves forward. */
function run(steps: readonly Step[], text: string, whole: boolean): boolean {
  const chars = Array.from(text);
  let live = new Set<number>();
  for (let at = 0; at <= chars.length; at++) {
    // A search may begin anywhere.
    enter(0, at);
    const next = new Set<number>();
    const char = chars[at];
    for (const index of live) {
      const step = steps[index];
      if (step?.kind === 'match') return true;
      if (step?.kind === 'char' && char !== undefined && step.matches(char)) next.add(index + 1);
    }
    live = new Set();
    for (const index of next) enter(index, at + 1);
  }
  return false;

  function enter(index: number, at: number): void {
    const pending = [index];
    for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
      if (live.has(top)) continue;
      const step = steps[top];
      if (step?.kind === 'start' && at !== 0) continue;
      if (step?.kind === 'end' && !(whole && at === chars.length)) continue;
      live.add(top);
      if (step?.kind === 'split') pending.push(...step.to);
      else if (step?.kind === 'start' || step?.kind === 'end') pending.push(top + 1);
    }
  }
}

/** The steps of a pattern, or null when it uses what this language does not have. */
function compile(pattern: string): Step[] | null {
  try {
    const steps = new PatternCompiler(pattern).compile();
    return [...steps, { kind: 'match' }];
  } catch (error) {
    if (error instanceof UnsupportedPattern) return null;
    throw error;
  }
}

class UnsupportedPattern extends Error {}

/** Steps of a part are relative to its own beginning and end at its own length. */
class PatternCompiler {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
  }

  compile(): Step[] {
    const steps = this.#alternatives();
    if (this.#at < this.#chars.length) throw new UnsupportedPattern();
    return steps;
  }

  #alternatives(): Step[] {
    let steps = this.#sequence();
    while (this.#take('|')) {
      const other = this.#sequence();
      const left = shift(steps, 1);
      const right = shift(other, left.length + 2);
      // split, left, jump over right, right
      steps = [
        { kind: 'split', to: [1, left.length + 2] },
        ...left,
        { kind: 'split', to: [left.length + 2 + right.length] },
        ...right,
      ];
    }
    return steps;
  }

  #sequence(): Step[] {
    const steps: Step[] = [];
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; ) {
      steps.push(...shift(this.#repeated(), steps.length));
      char = this.#peek();
    }
    return steps;
  }

  #repeated(): Step[] {
    const atom = this.#atom();
    const { length } = atom;
    if (this.#take('?'))
      return this.#once([{ kind: 'split', to: [1, length + 1] }, ...shift(atom, 1)]);
    if (this.#take('+')) return this.#once([...atom, { kind: 'split', to: [0, length + 1] }]);
    if (this.#take('*')) {
      const loop: Step = { kind: 'split', to: [0] };
      return this.#once([{ kind: 'split', to: [1, length + 2] }, ...shift(atom, 1), loop]);
    }
    return atom;
  }

  /** Lazy and possessive repeats, and repeats of repeats, are not in this language. */
  #once(steps: Step[]): Step[] {
    if (/^[*+?{]/.test(this.#peek() ?? '')) throw new UnsupportedPattern();
    return steps;
  }

  #atom(): Step[] {
    const char = this.#chars[this.#at++];
    switch (char) {
      case '^':
        return [{ kind: 'start' }];
      case '$':
        return [{ kind: 'end' }];
      case '.':
        return [{ kind: 'char', matches: (c) => c !== '\n' }];
      case '(': {
        const steps = this.#alternatives();
        if (!this.#take(')')) throw new UnsupportedPattern();
        return steps;
      }
      case '[':
        return [{ kind: 'char', matches: this.#class() }];
      case '\\':
        return [{ kind: 'char', matches: this.#escape() }];
      case undefined:
      case '*':
      case '+':
      case '?':
      case '{':
      case ')':
        throw new UnsupportedPattern();
      default:
        return [{ kind: 'char', matches: (c) => c === char }];
    }
  }

  /** A class is one character wide and cannot backtrack, so the engine's own test is safe. */
  #class(): (char: string) => boolean {
    let end = this.#at;
    if (this.#chars[end] === '^') end++;
    if (this.#chars[end] === ']') throw new UnsupportedPattern();
    while (end < this.#chars.length && this.#chars[end] !== ']') {
      end += this.#chars[end] === '\\' ? 2 : 1;
    }
    if (end >= this.#chars.length) throw new UnsupportedPattern();
    const source = this.#chars.slice(this.#at, end).join('');
    this.#at = end + 1;
    try {
      const single = new RegExp(`^[${source}]$`, 'u');
      return (char) => single.test(char);
    } catch {
      throw new UnsupportedPattern();
    }
  }

  #escape(): (char: string) => boolean {
    const char = this.#chars[this.#at++];
    if (char === undefined || /[A-Za-z0-9]/.test(char)) {
      if (!/^[dDwWsS]$/.test(char ?? '')) throw new UnsupportedPattern();
      const single = new RegExp(`^\\${char}$`);
      return (c) => single.test(c);
    }
    return (c) => c === char;
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #take(char: string): boolean {
    if (this.#chars[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

function shift(steps: readonly Step[], by: number): Step[] {
  return steps.map((step) =>
    step.kind === 'split' ? { kind: 'split', to: step.to.map((target) => target + by) } : step,
  );
}
