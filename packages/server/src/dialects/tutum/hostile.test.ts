import type { List } from '@pileus/sdk/tutum/wire';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaults } from './definition.js';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

const keys = [
  ...['image', 'image_tag', 'name', 'target_num_containers', 'linked_to_service'],
  ...['linked_to_application', 'linked_to_container', '__proto__', 'unknown'],
  ...Object.keys(defaults),
];
const odd = fc.constantFrom(
  'a',
  'nginx',
  '80',
  'ALWAYS',
  '',
  '\0',
  '../..',
  '\ud800',
  'é'.repeat(99),
);
const value = fc.oneof(odd, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(1, 0, -1, 1e308));
const members = fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 });

const filters = [
  ...[
    'uuid',
    'uuid__startswith',
    'name',
    'unique_name',
    'state',
    'stack',
    'stack__name',
    'service',
  ],
  ...['application__name', 'application__state', 'service__stack__name', 'node', 'node_cluster'],
  ...['region', 'node_type', 'docker_version', 'object', 'include_related', 'start_date__gte'],
  ...['end_date__lte', 'limit', 'offset', '', 'a b'],
];

describe('whatever is sent', () => {
  it('to be created is made or refused, and can be listed then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/service/', '/application/'),
        members,
        fc.boolean(),
        async (path, pairs, named) => {
          const text = [
            ...(named ? ['"image":"nginx"'] : []),
            ...pairs.map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`),
          ].join(',');
          const { status } = await plane.call('POST', path, { body: `{${text}}` });
          expect([201, 400, 409]).toContain(status);
          expect((await plane.list(`${path}?limit=1`)).objects.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 150 },
    );
    for (const collection of ['service', 'application', 'container', 'action']) {
      const { meta } = await plane.list(`/${collection}/?limit=1`);
      for (let offset = 0; offset < meta.total_count; offset += 100) {
        await plane.list(`/${collection}/?limit=100&offset=${offset}`);
      }
    }
  });

  it('as a filter finds something, nothing, or is refused', async () => {
    const collections = ['service', 'application', 'container', 'action', 'node', 'nodecluster'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...collections, 'region', 'nodetype', 'provider'),
        fc.array(fc.tuple(fc.constantFrom(...filters), fc.oneof(odd, fc.string())), {
          maxLength: 3,
        }),
        async (collection, query) => {
          const search = new URLSearchParams(query);
          const { status } = await plane.call<List<object>>('GET', `/${collection}/?${search}`);
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('as a path is found or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH'),
        fc.array(
          fc.constantFrom(
            'service',
            'region',
            'start',
            'image',
            '..%2F',
            '%2F',
            '%00',
            '%ZZ',
            '%F0%9F',
            'é',
            '*',
          ),
          {
            maxLength: 4,
          },
        ),
        async (method, parts) => {
          const { status } = await plane.call(method, `/${parts.join('/')}`);
          expect([200, 400, 404, 405]).toContain(status);
        },
      ),
      { numRuns: 100 },
    );
  });
});
