/** CycleCloud's filter language, a dialect of ClassAd expressions. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Literal }
  /** A dotted path; attribute names are matched in any case. */
  | { readonly kind: 'attribute'; readonly path: readonly string[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly all: readonly Expression[] }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly left: Expression; readonly list: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

export type Literal = string | number | boolean | undefined;

/** `is` and `isnt` also stand for `===`, `=?=` and `!==`, `=!=`. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'isnt';

/** The filter cannot be read. `position` counts characters from 1. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
  constructor(
    readonly position: number,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`Filter syntax error at position ${position}: expected ${expected}, found ${found}.`);
  }
}

interface Token {
  readonly kind: 'string' | 'number' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly value: Literal;
  /** Of the first character, from 1. */
  readonly position: number;
}

const pattern =
  /\s+|("(?:\\.|[^"\\])*")|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(=\?=|=!=|===|!==|==|!=|<=|>=|&&|\|\||[<>!(){},.-])/gsy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const position = at + 1;
    if (!match) {
      const found = text[at] === '"' ? 'a string without its end' : JSON.stringify(text[at]);
      throw new FilterSyntaxError(position, 'a name, a value or an operator', found);
    }
    const [whole, quoted, number, word, sign] = match;
    at += whole.length;
    if (quoted !== undefined) {
      const value = quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
      tokens.push({ kind: 'string', text: quoted, value, position });
    } else if (number !== undefined) {
      tokens.push({ kind: 'number', text: number, value: Number(number), position });
    } else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, value: undefined, position });
    } else if (sign !== undefined) {
      tokens.push({ kind: 'sign', text: sign, value: undefined, position });
    }
  }
  tokens.push({ kind: 'end', text: 'the end', value: undefined, position: text.length + 1 });
  return tokens;
}

const comparisons: Readonly<Record<string, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '===': 'is',
  '=?=': 'is',
  is: 'is',
  '!==': 'isnt',
  '=!=': 'isnt',
  isnt: 'isnt',
};

/** Deeper nesting than any person writes is refused, so that no input exhausts the stack. */
const maxDepth = 100;

/** More comparisons, not counting what stands in lists, would keep every other caller waiting. */
const maxComparisons = 2000;

/**
 * Parses a filter.
 *
 *     or         := and ( "||" and )*
 *     and        := not ( "&&" not )*
 *     not        := "!" not | comparison
 *     comparison := value ( operator value | "in" "{" value ( "," value )* "}" )?
 *     value      := string | number | true | false | undefined | path | call | "(" or ")"
 *     call       := name "(" ( or ( "," or )* )? ")"
 *
 * @throws {FilterSyntaxError} with the position of the mistake.
 */
export function parseFilter(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #comparisons = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#peek().kind !== 'end') this.#fail('an operator or the end');
    return expression;
  }

  #or(): Expression {
    const all = [this.#and()];
    while (this.#take('||')) all.push(this.#and());
    return all.length === 1 ? all[0]! : { kind: 'or', all };
  }

  #and(): Expression {
    const all = [this.#not()];
    while (this.#take('&&')) all.push(this.#not());
    return all.length === 1 ? all[0]! : { kind: 'and', all };
  }

  #not(): Expression {
    if (!this.#take('!')) return this.#comparison();
    return this.#nested(() => ({ kind: 'not', of: this.#not() }));
  }

  #comparison(): Expression {
    if (++this.#comparisons > maxComparisons) this.#fail(`at most ${maxComparisons} comparisons`);
    const left = this.#value();
    const token = this.#peek();
    const word = token.kind === 'word' ? token.text.toLowerCase() : token.text;
    if (token.kind === 'word' && word === 'in') {
      this.#next++;
      return { kind: 'in', left, list: this.#list() };
    }
    const operator = token.kind === 'sign' || token.kind === 'word' ? comparisons[word] : undefined;
    if (operator === undefined) return left;
    this.#next++;
    return { kind: 'compare', operator, left, right: this.#value() };
  }

  #list(): Expression[] {
    if (!this.#take('{')) this.#fail('"{"');
    if (this.#take('}')) return [];
    const list = [this.#value()];
    while (this.#take(',')) list.push(this.#value());
    if (!this.#take('}')) this.#fail('"," or "}"');
    return list;
  }

  #value(): Expression {
    const token = this.#peek();
    if (token.kind === 'string' || token.kind === 'number') {
      this.#next++;
      return { kind: 'literal', value: token.value };
    }
    if (token.kind === 'word') return this.#word(token);
    if (this.#take('-')) {
      const number = this.#peek();
      if (number.kind !== 'number') this.#fail('a number');
      this.#next++;
      return { kind: 'literal', value: -(number.value as number) };
    }
    if (!this.#take('(')) this.#fail('a name or a value');
    return this.#nested(() => {
      const inner = this.#or();
      if (!this.#take(')')) this.#fail('")"');
      return inner;
    });
  }

  #word(token: Token): Expression {
    this.#next++;
    switch (token.text.toLowerCase()) {
      case 'true':
        return { kind: 'literal', value: true };
      case 'false':
        return { kind: 'literal', value: false };
      case 'undefined':
        return { kind: 'literal', value: undefined };
    }
    if (this.#take('(')) return this.#call(token.text);
    const path = [token.text];
    while (this.#take('.')) {
      const part = this.#peek();
      if (part.kind !== 'word') this.#fail('an attribute name');
      this.#next++;
      path.push(part.text);
    }
    return { kind: 'attribute', path };
  }

  #call(name: string): Expression {
    return this.#nested(() => {
      const args: Expression[] = [];
      if (this.#take(')')) return { kind: 'call', name, args };
      do args.push(this.#or());
      while (this.#take(','));
      if (!this.#take(')')) this.#fail('"," or ")"');
      return { kind: 'call', name, args };
    });
  }

  #nested<T>(parse: () => T): T {
    if (++this.#depth > maxDepth) this.#fail(`at most ${maxDepth} levels`);
    const result = parse();
    this.#depth--;
    return result;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #take(sign: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'sign' || token.text !== sign) return false;
    this.#next++;
    return true;
  }

  #fail(expected: string): never {
    const { position, text, kind } = this.#peek();
    throw new FilterSyntaxError(position, expected, kind === 'end' ? 'the end' : `"${text}"`);
  }
}
