import type { Action, Container, Node, Service } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
let before: number;
let made: Service[];

beforeAll(async () => {
  plane = await startTutumPlane();
  before = (await plane.list('/service/')).meta.total_count;
  made = [];
  for (let n = 1; n <= 30; n++) {
    const body = { image: 'tutum/hello-world', name: `page-${n}` };
    made.push((await plane.call('POST', '/service/', { body })).body);
  }
});
afterAll(() => plane.close());

const names = (objects: readonly { readonly name: string }[]) => objects.map(({ name }) => name);

describe('pages', () => {
  it('hold 25 objects, in order of creation, and lead to each other', async () => {
    const first = await plane.list('/service/?name__x=y&foo=a%20b');
    expect(first.objects).toHaveLength(25);
    expect(first.meta).toEqual({
      limit: 25,
      offset: 0,
      total_count: before + 30,
      next: '/api/v1/service/?name__x=y&foo=a+b&limit=25&offset=25',
      previous: null,
    });
    const next = await plane.list(first.meta.next!.replace('/api/v1', ''));
    expect(next.meta).toMatchObject({ next: null, offset: 25, total_count: before + 30 });
    expect(next.meta.previous).toContain('offset=0');
    expect(names([...first.objects, ...next.objects]).slice(before)).toEqual(names(made));
  });

  it('hold 100 objects at most', async () => {
    expect((await plane.list('/service/?limit=1000')).meta.limit).toBe(100);
    expect((await plane.list('/service/?limit=0')).meta.limit).toBe(100);
    expect((await plane.list('/service/?limit=2')).objects).toHaveLength(2);
  });

  it('are empty beyond the end', async () => {
    const { objects, meta } = await plane.list('/service/?offset=900');
    expect(objects).toEqual([]);
    expect(meta.total_count).toBe(before + 30);
  });

  it.each(['limit=-1', 'limit=x', 'offset=1e3', 'name=%00'])('refuse %s', async (query) => {
    expect((await plane.call('GET', `/service/?${query}`)).status).toBe(400);
  });

  it('cost the same number of statements, however many objects they hold', async () => {
    const statements = async (path: string) => {
      const before = plane.store.usage.statements;
      await plane.list(path);
      return plane.store.usage.statements - before;
    };
    for (const collection of ['service', 'application', 'container', 'action', 'node']) {
      const one = await statements(`/${collection}/?limit=1`);
      expect(await statements(`/${collection}/?limit=30`)).toBeLessThanOrEqual(one);
      expect(one).toBeLessThanOrEqual(6);
    }
  });

  it('do not repeat credentials', async () => {
    const { meta } = await plane.list('/service/?limit=1&user=me&token=hush');
    expect(meta.next).not.toMatch(/hush|user/);
  });
});

describe('filters of services', () => {
  it('find by uuid and its beginning', async () => {
    const { uuid } = made[6]!;
    expect(names((await plane.list(`/service/?uuid=${uuid}`)).objects)).toEqual(['page-7']);
    const prefix = uuid.slice(0, 8).toUpperCase();
    const found = await plane.list(`/service/?uuid__startswith=${prefix}`);
    expect(names(found.objects)).toEqual(['page-7']);
    const all = (await plane.list('/service/?limit=100')).objects;
    const free = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0')).find(
      (start) => all.every((each) => !each.uuid.startsWith(start)),
    );
    expect((await plane.list(`/service/?uuid__startswith=${free}`)).objects).toEqual([]);
  });

  it('find by exact name', async () => {
    expect(names((await plane.list('/service/?name=page-1')).objects)).toEqual(['page-1']);
    expect((await plane.list('/service/?name=page')).objects).toEqual([]);
    expect((await plane.list('/application/?unique_name=page-2')).objects).toHaveLength(1);
  });

  it('find by the text of the state', async () => {
    const { uuid } = made[0]!;
    await plane.call('POST', `/service/${uuid}/start/`);
    await plane.run(60_000);
    expect(names((await plane.list('/service/?state=Running&name=page-1')).objects)).toEqual([
      'page-1',
    ]);
    const resting = await plane.list('/service/?state=Not%20running&limit=5&offset=5');
    expect(names(resting.objects)).toEqual(names(made.slice(6, 11)));
    expect(resting.meta.total_count).toBe(29);
    expect((await plane.list('/service/?state=Partly%20running')).objects).toEqual([]);
  });

  it('find nothing in a stack that does not exist', async () => {
    expect((await plane.list('/service/?stack__name=prod')).objects).toEqual([]);
    expect((await plane.list('/service/?stack=/api/v1/stack/none/')).objects).toEqual([]);
  });
});

describe('filters of containers', () => {
  let service: Service;
  let containers: readonly Container[];
  beforeAll(async () => {
    const body = { image: 'tutum/hello-world', name: 'many', target_num_containers: 3 };
    service = (await plane.call('POST', '/service/', { body })).body;
    await plane.call('POST', `/service/${service.uuid}/start/`);
    await plane.run(60_000);
    containers = (await plane.list<Container>('/container/?service__name=many')).objects;
  });
  const found = async (query: string) =>
    names((await plane.list<Container>(`/container/?${query}`)).objects);

  it('find by service, node and state together', async () => {
    const all = ['many-1', 'many-2', 'many-3'];
    expect(names(containers)).toEqual(all);
    const of = `service=${service.resource_uri}`;
    expect(await found(of)).toEqual(all);
    expect(await found(`${of}&state=Running`)).toEqual(all);
    expect(await found(`${of}&state=Stopped`)).toEqual([]);
    expect(await found(`application__uuid__startswith=${service.uuid.slice(0, 8)}`)).toEqual(all);
    const { node } = containers[0]!;
    const there = containers.filter((container) => container.node === node).length;
    expect(await found(`${of}&node=${node}`)).toHaveLength(there);
    expect(await found('node=/api/v1/node/none/')).toEqual([]);
  });

  it('find by the name that is shown', async () => {
    expect(await found('name=many-2')).toEqual(['many-2']);
    expect(await found('unique_name=many-2')).toEqual(['many-2']);
    expect(await found('name=many')).toEqual([]);
  });

  it('lead to nodes that are listed', async () => {
    const nodes = (await plane.list<Node>('/node/?limit=100')).objects;
    const uris = nodes.map(({ resource_uri }) => resource_uri);
    for (const { node } of containers) expect(uris).toContain(node);
  });
});

describe('filters of actions', () => {
  it('find those of an object, newest first, in whatever words its URI is written', async () => {
    const { uuid } = made[0]!;
    for (const uri of [`/api/v1/service/${uuid}/`, `/api/v1/application/${uuid}/`]) {
      const { objects } = await plane.list<Action>(`/action/?object=${uri}`);
      expect(objects.map(({ action }) => action)).toEqual(['Service Start', 'Service Create']);
    }
    const related = await plane.list<Action>(
      `/action/?object=/api/v1/service/${uuid}/&include_related=True`,
    );
    expect(related.meta.total_count).toBe(2);
  });

  it('find by state and date', async () => {
    const { meta, objects } = await plane.list<Action>('/action/?state=Success&limit=1');
    expect(meta.total_count).toBeGreaterThan(30);
    const [{ start_date, uuid }] = objects as [Action];
    const since = encodeURIComponent(start_date);
    const found = await plane.list<Action>(
      `/action/?uuid=${uuid}&start_date__gte=${since}&start_date__lte=${since}`,
    );
    expect(found.objects).toEqual(objects);
    const never = encodeURIComponent('Sun, 6 Apr 2014 17:59:42 +0000');
    expect((await plane.list(`/action/?end_date__lte=${never}`)).objects).toEqual([]);
    expect((await plane.call('GET', '/action/?start_date__gte=yesterday')).status).toBe(400);
  });
});
