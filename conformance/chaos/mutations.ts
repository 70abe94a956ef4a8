export interface Mutation {
  /** Where and how the body differs from a valid one. */
  readonly title: string;
  readonly body: unknown;
}

const deep = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) as unknown;

/** Values that no field expects all of. */
const odd: readonly (readonly [title: string, value: unknown])[] = [
  ['null', null],
  ['true', true],
  ['zero', 0],
  ['a negative number', -1],
  ['a fraction', 1.5],
  ['a huge number', 1e15],
  ['a number beyond integers', 1e308],
  ['NaN in words', 'NaN'],
  ['an empty text', ''],
  ['an object', { nested: { deeply: true } }],
  ['an object that is no text', { toString: 1, valueOf: 1 }],
  ['an empty array', []],
  ['an array of everything', [null, 1, 'a', {}, []]],
  ['arrays in arrays', deep],
  ['100 kB of text', 'x'.repeat(100_000)],
  ['other alphabets', 'ñ\u{1f4a9}\u202e日本\ud800'],
  ['control characters', 'a\u0000b\r\nc\u001b[31m'],
  ['a prototype', '__proto__'],
  ['a path', '../../etc/passwd'],
  ['SQL', "'; DROP TABLE machine; --"],
];

/** A valid body with each of its leaves, and each object and array in it, replaced by every odd value. */
export function* mutationsOf(body: unknown): Generator<Mutation> {
  for (const path of pathsIn(body)) {
    for (const [title, value] of odd) {
      yield { title: `${path.join('.') || 'all'} is ${title}`, body: replaced(body, path, value) };
    }
    if (path.length > 0) yield { title: `${path.join('.')} is absent`, body: removed(body, path) };
  }
}

function* pathsIn(value: unknown, at: readonly string[] = []): Generator<readonly string[]> {
  yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsIn(inner, [...at, key]);
}

function replaced(body: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(body) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}

function removed(body: unknown, [key, ...rest]: readonly string[]): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  if (rest.length > 0) copy[key!] = removed(copy[key!], rest);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key!];
  return copy;
}
