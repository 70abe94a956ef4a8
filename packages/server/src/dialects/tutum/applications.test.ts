import type { Action, Application, Container } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

const boot = 60_000;
const create = (body: object) => plane.call<Application>('POST', '/application/', { body });

describe('the story of the first page of the Python library', () => {
  const known = 'fee900c6-97da-46b3-a21c-e2b50ed07015';

  it('lists all applications and fetches the known one', async () => {
    const { objects } = await plane.list<Application>('/application/');
    expect(objects.map(({ uuid }) => uuid)).toContain(known);
    const { status, body } = await plane.call<Application>('GET', `/application/${known}/`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      uuid: known,
      resource_uri: `/api/v1/application/${known}/`,
      state: 'Running',
    });
    expect(body.current_num_containers).toBe(body.containers.length);
  });

  it('creates and launches one, refreshes it until it runs, stops, starts and deletes it', async () => {
    const { status, body, headers } = await create({
      image: 'tutum/hello-world',
      name: 'story',
      target_num_containers: 2,
      container_size: 'XS',
      container_ports: [{ protocol: 'tcp', inner_port: 80 }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'Starting',
      name: 'story',
      unique_name: 'story',
      container_size: 'XS',
      target_num_containers: 2,
      current_num_containers: 2,
      running_num_containers: 0,
      container_ports: [{ protocol: 'tcp', inner_port: 80, outer_port: null }],
      public_dns: expect.stringMatching(/^story-admin\./),
      web_public_dns: expect.stringMatching(/^story-admin\.web\./),
      entrypoint: '',
      run_command: '',
      autorestart: 'OFF',
      autoreplace: 'OFF',
      autodestroy: 'OFF',
      roles: [],
      linked_to_application: [],
    });
    expect(body.containers).toHaveLength(2);
    const uri = `/application/${body.uuid}/`;
    const actionPath = String(headers['x-tutum-action-uri']).replace('/api/v1', '');

    const actions = await plane.list<Action>(`/action/?object=${body.resource_uri}`);
    expect(actions.objects.map(({ action }) => action)).toEqual(['Application Create']);
    await plane.run(boot);
    expect((await plane.call<Action>('GET', actionPath)).body).toMatchObject({
      action: 'Application Create',
      object: body.resource_uri,
      state: 'Success',
    });
    expect((await plane.call<Application>('GET', uri)).body).toMatchObject({
      state: 'Running',
      running_num_containers: 2,
      deployed_datetime: expect.stringMatching(/^\w{3}, \d/),
    });

    expect((await plane.call('POST', `${uri}stop/`)).body.state).toBe('Stopping');
    await plane.run(boot);
    expect((await plane.call('GET', uri)).body.state).toBe('Stopped');
    expect((await plane.call('POST', `${uri}stop/`)).status).toBe(400);
    expect((await plane.call('POST', `${uri}start/`)).body.state).toBe('Starting');
    await plane.run(boot);
    expect((await plane.call('GET', uri)).body.state).toBe('Running');
    const deleted = await plane.call('DELETE', uri);
    expect(deleted).toMatchObject({ status: 202, body: { state: 'Terminating' } });
    await plane.run(boot);
    expect((await plane.call('GET', uri)).body.state).toBe('Terminated');
  });
});

describe('applications', () => {
  it('may share a name; the unique name tells them apart', async () => {
    const first = (await create({ image: 'tutum/twin' })).body;
    const second = (await create({ image_tag: 'tutum/twin' })).body;
    expect([first.name, second.name]).toEqual(['twin', 'twin']);
    expect([first.unique_name, second.unique_name]).toEqual(['twin', 'twin-2']);
  });

  it('show their containers in the words of the first generation', async () => {
    const { uuid, resource_uri } = (
      await create({ image: 'tutum/hello-world', name: 'x', target_num_containers: 2 })
    ).body;
    const { objects } = await plane.list<Container>('/container/?application__name=x');
    expect(objects.map(({ unique_name }) => unique_name)).toEqual(['x-1', 'x-2']);
    for (const container of objects) {
      expect(container).toMatchObject({ name: 'x', application: resource_uri, state: 'Starting' });
    }
    expect((await plane.list(`/container/?application__uuid=${uuid}`)).objects).toHaveLength(2);
    expect(
      (await plane.list('/container/?application__state=Starting&name=x')).objects,
    ).toHaveLength(2);
    expect((await plane.list('/container/?unique_name=x-2')).objects).toHaveLength(1);
  });

  it('are seen by clients of the second generation too', async () => {
    const { uuid } = (await create({ image: 'tutum/hello-world', name: 'seen' })).body;
    const { status, body } = await plane.call('GET', `/service/${uuid}/`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'seen',
      state: 'Starting',
      resource_uri: `/api/v1/service/${uuid}/`,
    });
    await plane.run(boot);
    expect((await plane.call('POST', `/service/${uuid}/stop/`)).status).toBe(202);
  });

  it('take links as bare URIs', async () => {
    const db = (await create({ image: 'tutum/mysql', name: 'store' })).body;
    const web = (await create({ image: 'nginx', linked_to_application: [db.resource_uri] })).body;
    expect(web.linked_to_application).toEqual([{ to_application: db.resource_uri, name: 'store' }]);
    const target = await plane.call<Application>('GET', `/application/${db.uuid}/`);
    expect(target.body.linked_from_application).toEqual([
      { from_application: web.resource_uri, name: 'store' },
    ]);
  });

  it('are not made when their containers do not fit', async () => {
    const { status } = await create({
      image: 'nginx',
      name: 'huge',
      target_num_containers: 100_000,
    });
    expect(status).toBe(400);
    expect((await plane.list('/application/?name=huge')).objects).toEqual([]);
  });
});
