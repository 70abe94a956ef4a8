import { ArgumentError } from './argument-error.js';

declare const brand: unique symbol;

/** A URL path whose variable segments are percent-encoded. Only `path` makes one. */
export type Path = string & { readonly [brand]: 'Path' };

/**
 * Builds a path: ``path`/clusters/${name}/nodes` ``. Each value becomes exactly one segment.
 *
 * @throws ArgumentError when a value is not a string, is empty, is `.` or `..`, or holds half of a
 *   surrogate pair: such a path would name something else than the caller meant.
 */
export function path(parts: TemplateStringsArray, ...segments: string[]): Path {
  let text = parts[0] ?? '';
  for (const [index, segment] of segments.entries()) {
    text += encodeSegment(segment, `${parts[index]}…`) + (parts[index + 1] ?? '');
  }
  return text as Path;
}

function encodeSegment(segment: unknown, where: string): string {
  const refuse = (what: string): never => {
    throw new ArgumentError('path', `The value for \`${where}\` in the path ${what}.`);
  };
  if (typeof segment !== 'string') return refuse(`must be a string, not ${kindOf(segment)}`);
  if (segment === '') return refuse('must not be empty');
  if (segment === '.' || segment === '..') return refuse(`must not be \`${segment}\``);
  try {
    return encodeURIComponent(segment);
  } catch {
    return refuse('is not well-formed Unicode');
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

/** A value of the query string; undefined leaves the parameter out. */
export type QueryValue = string | number | boolean | undefined;

/** `?a=1&b=x`, or an empty string when every value is undefined. */
export function queryString(query: Readonly<Record<string, QueryValue>>): string {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
  }
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
