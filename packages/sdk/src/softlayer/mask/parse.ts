import { MaskSyntaxError } from './error.js';
import { buildMask, type RawProperty } from './normalise.js';
import type { Mask } from './types.js';

const MAX_DEPTH = 64;
const NAME = /[A-Za-z][A-Za-z0-9_]*/y;
const SPACE = /\s*/y;

/**
 * Parses a mask in any of its spellings: `mask[a,b.c[d]]`, `mask.a,mask.b`, a bare list `a, b.c`,
 * legacy `a;b.c`, `[mask[a],mask(Type)[b]]`, `filteredMask[...]`. Throws MaskSyntaxError.
 */
export function parseMask(text: string): Mask {
  return buildMask(new MaskParser(text).parse());
}

class MaskParser {
  readonly #text: string;
  #pos = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): RawProperty[] {
    this.#skipSpace();
    const bracketed = this.#take('[');
    const level = this.#level(bracketed ? ']' : '', 1);
    if (bracketed) {
      this.#expect(']', "',' or ']'");
      this.#skipSpace();
    }
    if (this.#pos < this.#text.length) throw this.#error(bracketed ? 'end of mask' : 'PROPERTY');
    return level;
  }

  /** Properties up to the closing bracket (or the end), which is left unread. */
  #level(end: ']' | '', depth: number): RawProperty[] {
    const level: RawProperty[] = [];
    this.#skipSpace();
    while (this.#peek() !== end) {
      level.push(this.#property(depth));
      this.#skipSpace();
      if (this.#take(',') || this.#take(';')) this.#skipSpace();
    }
    return level;
  }

  #property(depth: number): RawProperty {
    if (depth > MAX_DEPTH) throw this.#error(`at most ${MAX_DEPTH} levels`);
    const at = this.#pos;
    const name = this.#name('PROPERTY');
    this.#skipSpace();
    let cast: string | null = null;
    if (this.#take('(')) {
      this.#skipSpace();
      cast = this.#name('TYPE');
      this.#skipSpace();
      this.#expect(')', "')'");
      this.#skipSpace();
    }
    let children: RawProperty[] = [];
    if (this.#take('[')) {
      children = this.#level(']', depth + 1);
      this.#expect(']', "',' or ']'");
    } else if (this.#take('.')) {
      this.#skipSpace();
      children = [this.#property(depth + 1)];
    }
    return { name, cast, children, at };
  }

  #name(kind: 'PROPERTY' | 'TYPE'): string {
    NAME.lastIndex = this.#pos;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) throw this.#error(kind);
    this.#pos += name.length;
    return name;
  }

  #peek(): string {
    return this.#text.charAt(this.#pos);
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#pos++;
    return true;
  }

  #expect(char: string, expected: string): void {
    if (!this.#take(char)) throw this.#error(expected);
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#pos;
    SPACE.test(this.#text);
    this.#pos = SPACE.lastIndex;
  }

  #error(expected: string): MaskSyntaxError {
    return new MaskSyntaxError(this.#text, this.#pos, expected);
  }
}
