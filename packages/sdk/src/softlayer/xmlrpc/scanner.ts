import { parseErrorAt, type XmlRpcParseError, type XmlRpcProblem } from './error.js';

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LT = 60;
const GT = 62;
const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const ATTRIBUTE = /\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')/y;
const TAG_END = /\s*\/?>/y;

/**
 * Walks XML as a sequence of tags and character data. It knows elements, attributes (skipped),
 * CDATA, comments, processing instructions and the predefined entities; a document type is refused,
 * so nothing in a document can expand to more than its own size.
 */
export class XmlScanner {
  readonly #pieces: readonly string[];
  #piece = 0;
  /** The piece under way: every tag and every text is in one piece. */
  #text: string;
  #pos = 0;
  #empty = false;

  /** @param pieces the document, cut where white space or a tag begins. */
  constructor(pieces: readonly string[]) {
    this.#pieces = pieces;
    this.#text = pieces[0] ?? '';
  }

  /** Whether the tag read last was of the form `<name/>`. */
  get selfClosed(): boolean {
    return this.#empty;
  }

  /** Reads a start tag, after white space and comments, and gives its name. */
  open(): string {
    this.#skipMisc();
    const text = this.#text;
    const start = this.#pos + 1;
    let end = start;
    let code = text.charCodeAt(end);
    while (isNameCode(code)) code = text.charCodeAt(++end);
    if (text.charCodeAt(start - 1) !== LT || end === start) throw this.#unexpected('a start tag');
    if (code === GT) {
      this.#pos = end + 1;
      this.#empty = false;
    } else {
      this.#pos = this.#pastAttributes(end);
      this.#empty = text.charCodeAt(this.#pos - 2) === SLASH;
    }
    return text.slice(start, end);
  }

  /** Reads a start tag that must have this name. Gives false when it was `<name/>`. */
  enter(name: string): boolean {
    const found = this.open();
    if (found !== name) throw this.fail('not-xml-rpc', `expected <${name}>, got <${found}>`);
    return !this.#empty;
  }

  /** Whether an end tag comes next, after white space and comments. */
  atEndTag(): boolean {
    this.#skipMisc();
    return (
      this.#text.charCodeAt(this.#pos + 1) === SLASH && this.#text.charCodeAt(this.#pos) === LT
    );
  }

  /** Reads the end tag of `name`, after white space and comments. */
  close(name: string): void {
    if (!this.atEndTag()) throw this.#unexpected(`</${name}>`);
    const text = this.#text;
    const start = this.#pos + 2;
    let end = start + name.length;
    if (!text.startsWith(name, start) || isNameCode(text.charCodeAt(end))) {
      throw this.#unexpected(`</${name}>`);
    }
    while (isSpace(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) !== GT) throw this.#unexpected(`</${name}>`);
    this.#pos = end + 1;
  }

  /** Reads character data up to the next tag: text, entities and CDATA joined, comments left out. */
  content(): string {
    const text = this.#text;
    let out = '';
    for (;;) {
      const lt = text.indexOf('<', this.#pos);
      if (lt === -1) throw this.#truncated();
      if (lt > this.#pos) out += this.#resolve(this.#pos, lt);
      this.#pos = lt;
      const code = text.charCodeAt(lt + 1);
      if (code === BANG && text.startsWith('<![CDATA[', lt)) out += this.#past(']]>', 9);
      else if (code === BANG || code === QUESTION) this.#skipMarkup(code);
      else return out;
    }
  }

  /**
   * Reads `<name>text</name></value>` when it stands here exactly so, as nearly always, and gives the text;
   * else reads nothing.
   */
  scalar(open: string, close: string): string | undefined {
    const text = this.#text;
    if (!text.startsWith(open, this.#pos)) return undefined;
    const start = this.#pos + open.length;
    const end = text.indexOf('<', start);
    if (end === -1 || !text.startsWith(close, end)) return undefined;
    const content = this.#resolve(start, end);
    this.#pos = end + close.length;
    return content;
  }

  /** The place reached in the piece under way, for `since`. */
  get at(): number {
    return this.#pos;
  }

  /** What was read since a place of the same piece, as it stands in the document. */
  since(at: number): string {
    return this.#text.slice(at, this.#pos);
  }

  /** Reads this very text when it comes next. */
  take(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.#pos)) return false;
    this.#pos += literal.length;
    return true;
  }

  /** Requires that nothing but white space and comments is left. */
  end(): void {
    this.#skipMisc();
    if (this.#pos < this.#text.length) throw this.#unexpected('the end of the document');
  }

  /** An error at the place reached so far. */
  fail(problem: XmlRpcProblem, what: string): XmlRpcParseError {
    const before = this.#pieces.slice(0, this.#piece).join('');
    const at = before.length + this.#pos;
    return parseErrorAt(this.#pieces.join(''), at, problem, what);
  }

  #skipMisc(): void {
    for (;;) {
      let code = this.#text.charCodeAt(this.#pos);
      while (isSpace(code)) code = this.#text.charCodeAt(++this.#pos);
      if (this.#pos >= this.#text.length && this.#piece + 1 < this.#pieces.length) {
        this.#piece++;
        this.#text = this.#pieces[this.#piece]!;
        this.#pos = 0;
        continue;
      }
      if (code !== LT) return;
      const next = this.#text.charCodeAt(this.#pos + 1);
      if (next !== BANG && next !== QUESTION) return;
      this.#skipMarkup(next);
    }
  }

  #skipMarkup(kind: number): void {
    if (kind === QUESTION) this.#past('?>', 2);
    else if (this.#text.startsWith('<!--', this.#pos)) this.#past('-->', 4);
    else if ('<!--'.startsWith(this.#text.slice(this.#pos))) throw this.#truncated();
    else throw this.fail('not-well-formed', 'document types are not accepted');
  }

  /** Moves behind `mark`, which is sought `skip` characters on, and gives what stood between. */
  #past(mark: string, skip: number): string {
    const start = this.#pos + skip;
    const end = this.#text.indexOf(mark, start);
    if (end === -1) throw this.#truncated();
    this.#pos = end + mark.length;
    return this.#text.slice(start, end);
  }

  #resolve(start: number, end: number): string {
    const raw = this.#text.slice(start, end);
    let amp = raw.indexOf('&');
    if (amp === -1) return raw;
    let out = '';
    let done = 0;
    while (amp !== -1) {
      const semicolon = raw.indexOf(';', amp);
      const name = semicolon === -1 ? '' : raw.slice(amp + 1, semicolon);
      const char = NAMED.get(name) ?? characterReference(name);
      if (char === undefined) {
        this.#pos = start + amp;
        throw this.fail('not-well-formed', 'an & that begins no known entity');
      }
      out += raw.slice(done, amp) + char;
      done = semicolon + 1;
      amp = raw.indexOf('&', done);
    }
    return out + raw.slice(done);
  }

  /** The place behind the start tag whose name ends at `at`. */
  #pastAttributes(at: number): number {
    let end = at;
    // One match per attribute: a repeated group would let a hostile tag exhaust the stack.
    for (ATTRIBUTE.lastIndex = end; ATTRIBUTE.test(this.#text); ) end = ATTRIBUTE.lastIndex;
    TAG_END.lastIndex = end;
    if (!TAG_END.test(this.#text)) throw this.fail('not-well-formed', 'a start tag is incomplete');
    return TAG_END.lastIndex;
  }

  #unexpected(expected: string): XmlRpcParseError {
    const rest = this.#text.slice(this.#pos, this.#pos + 40);
    if (rest === '') return this.#truncated();
    const tag = /^<\/?[\w.:-]*/.exec(rest)?.[0];
    const got = tag === undefined ? 'text' : `${tag}>`;
    return this.fail('not-well-formed', `expected ${expected}, got ${got}`);
  }

  #truncated(): XmlRpcParseError {
    const what = 'the document ends too early';
    const text = this.#pieces.join('');
    return parseErrorAt(text, text.length, 'not-well-formed', what);
  }
}

function characterReference(name: string): string | undefined {
  const match = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (match === null || name.startsWith('#X')) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const legal =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return legal ? String.fromCodePoint(code) : undefined;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9;
}

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === 46 ||
    code === 95 ||
    code === 45 ||
    code === 58
  );
}
