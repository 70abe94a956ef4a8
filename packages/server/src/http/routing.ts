import type { Dialect } from '../store/tables.js';

/** Who answers a path: one of the four vendors' dialects, or the server itself. */
export type Answerer = Exclude<Dialect, 'system'>;

/**
 * The path prefixes of everything that shares the port; the first match wins and CycleCloud, whose API has
 * no prefix, gets the rest.
 */
const prefixes: readonly (readonly [prefix: string, answerer: Answerer])[] = [
  ['/v2-experimental', 'centurylink'],
  ['/v2', 'centurylink'],
  ['/api/v1', 'tutum'],
  ['/api/agent', 'tutum'],
  ['/v1', 'tutum'],
  ['/xmlrpc', 'softlayer'],
  ['/rest', 'softlayer'],
  ['/metadata', 'softlayer'],
  ['/pileus', 'admin'],
  ['/ui', 'admin'],
  ['/healthz', 'admin'],
  ['/readyz', 'admin'],
  ['/metrics', 'admin'],
];

/** `path` without its query. */
export function answererOf(path: string): Answerer {
  if (path === '/' || path === '') return 'admin';
  for (const [prefix, answerer] of prefixes) {
    if (path.length < prefix.length) continue;
    if (path.slice(0, prefix.length).toLowerCase() !== prefix) continue;
    const next = path[prefix.length];
    if (next === undefined || next === '/') return answerer;
  }
  return 'cyclecloud';
}

/**
 * The URL that routes match, from the one that was sent. Old clients double slashes, add or leave out a final
 * one, and CenturyLink's write path words in any case; none of them may be redirected.
 */
export function routedUrl(url: string): string {
  const mark = url.search(/[?#]/);
  const query = mark < 0 ? '' : url.slice(mark);
  let path = mark < 0 ? url : url.slice(0, mark);
  if (path.includes('//')) path = path.replace(/\/{2,}/g, '/');
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
  if (answererOf(path) === 'centurylink') path = path.toLowerCase();
  return path + query;
}
