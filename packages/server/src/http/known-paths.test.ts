import { expect, test } from 'vitest';
import { KnownPaths } from './known-paths.js';

const known = new KnownPaths();
known.add('/a', ['GET']);
known.add('/a/:name', ['DELETE']);
known.add('/a/new', ['POST']);
known.add('/rest/:version/*', ['PUT']);

test.each([
  ['/a', ['GET']],
  ['/a/b', ['DELETE']],
  ['/a/new', ['POST']],
  ['/rest/v3/x', ['PUT']],
  ['/rest/v3/x/y', ['PUT']],
  ['/rest/v3', undefined],
  ['/a/', undefined],
  ['/a/b/c', undefined],
  ['/b', undefined],
  ['/', undefined],
])('the methods of %s are %j', (path, allow) => {
  expect(known.allowed(path)).toEqual(allow);
});
