import type { Action, Container, Service } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

const actionUri = /^\/api\/v1\/action\/[0-9a-f-]{36}\/$/;
const pathOf = (uri: unknown) => String(uri).replace('/api/v1', '');
const boot = 60_000;

async function create(body: object): Promise<Service> {
  const { status, body: service } = await plane.call('POST', '/service/', { body });
  expect(status).toBe(201);
  return service;
}

describe('the life of a service', () => {
  it('is created without running', async () => {
    const { status, body, headers } = await plane.call('POST', '/service/', {
      body: { image: 'tutum/hello-world', name: 'w', target_num_containers: 2 },
    });
    expect(status).toBe(201);
    expect(headers['x-tutum-action-uri']).toMatch(actionUri);
    expect(body).toMatchObject({
      state: 'Not running',
      name: 'w',
      image_name: 'tutum/hello-world:latest',
      image_tag: '/api/v1/image/tutum/hello-world/tag/latest/',
      synchronized: true,
      containers: [],
      target_num_containers: 2,
      current_num_containers: 0,
      deployed_datetime: null,
    });
    expect(body.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    const action = await plane.call<Action>('GET', pathOf(headers['x-tutum-action-uri']));
    expect(action.body).toMatchObject({
      action: 'Service Create',
      object: body.resource_uri,
      method: 'POST',
      path: '/api/v1/service/',
      state: 'Success',
      user_agent: 'python-tutum/v1.0',
      is_user_action: true,
    });
    expect(action.body.start_date).toMatch(/^\w{3}, \d{1,2} \w{3} \d{4} [\d:]{8} \+0000$/);
  });

  it('starts, stops, starts the same containers again and is deleted', async () => {
    const { uuid } = await create({
      image: 'tutum/hello-world',
      name: 'life',
      target_num_containers: 2,
    });
    const started = await plane.call('POST', `/service/${uuid}/start/`, {
      body: '',
      type: 'application/json',
    });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({ state: 'Starting', current_num_containers: 2 });
    expect(started.body.containers).toHaveLength(2);
    expect(started.headers['x-tutum-action-uri']).toMatch(actionUri);

    const again = await plane.call('POST', `/service/${uuid}/start/`);
    expect(again.status).toBe(400);

    const action = pathOf(started.headers['x-tutum-action-uri']);
    expect((await plane.call<Action>('GET', action)).body.state).toMatch(/^(Pending|In progress)$/);
    await plane.run(boot);
    expect((await plane.call<Action>('GET', action)).body).toMatchObject({
      action: 'Service Start',
      state: 'Success',
      end_date: expect.any(String),
    });
    const running = (await plane.call('GET', `/service/${uuid}/`)).body;
    expect(running).toMatchObject({
      state: 'Running',
      current_num_containers: 2,
      running_num_containers: 2,
      stopped_num_containers: 0,
      started_datetime: expect.any(String),
    });
    const { objects } = await plane.list<Container>(`/container/?service=/api/v1/service/${uuid}/`);
    expect(objects.map(({ name }) => name)).toEqual(['life-1', 'life-2']);

    const stopped = await plane.call('POST', `/service/${uuid}/stop/`, { body: '{}' });
    expect(stopped).toMatchObject({ status: 202, body: { state: 'Stopping' } });
    await plane.run(boot);
    const resting = (await plane.call('GET', `/service/${uuid}/`)).body;
    expect(resting).toMatchObject({ state: 'Stopped', stopped_num_containers: 2 });
    expect(resting.containers).toEqual(running.containers);
    const container = (await plane.call<Container>('GET', pathOf(running.containers[0]))).body;
    expect(container).toMatchObject({
      state: 'Stopped',
      exit_code: 0,
      exit_code_msg: 'Exit code 0 (Success)',
    });

    const restarted = await plane.call('POST', `/service/${uuid}/start/`, {
      body: `uuid=${uuid}`,
      type: 'application/json',
    });
    expect(restarted).toMatchObject({ status: 202, body: { containers: running.containers } });
    await plane.run(boot);

    const deleted = await plane.call('DELETE', `/service/${uuid}/`);
    expect(deleted).toMatchObject({ status: 202, body: { state: 'Terminating' } });
    expect((await plane.call('DELETE', `/service/${uuid}/`)).status).toBe(400);
    await plane.run(boot);
    const gone = (await plane.call('GET', `/service/${uuid}/`)).body;
    expect(gone).toMatchObject({
      state: 'Terminated',
      containers: [],
      destroyed_datetime: expect.any(String),
    });
    expect((await plane.call<Container>('GET', pathOf(running.containers[0]))).body.state).toBe(
      'Terminated',
    );
    expect((await plane.call('POST', `/service/${uuid}/start/`)).status).toBe(400);
  });

  it('is listed for five minutes after its end; its detail remains', async () => {
    const { uuid } = await create({ image: 'tutum/hello-world', name: 'brief' });
    await plane.call('DELETE', `/service/${uuid}/`);
    await plane.settle();
    const listed = async () => (await plane.list(`/service/?uuid=${uuid}`)).meta.total_count;
    expect(await listed()).toBe(1);
    await plane.run(5 * 60_000 + 1000);
    expect(await listed()).toBe(0);
    expect((await plane.call('GET', `/service/${uuid}/`)).body.state).toBe('Terminated');
  });

  it('is seen by clients of the first generation too', async () => {
    const { uuid } = await create({ image: 'nginx:1.9', name: 'both' });
    const { status, body } = await plane.call('GET', `/application/${uuid}/`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      resource_uri: `/api/v1/application/${uuid}/`,
      unique_name: 'both',
      image_name: 'nginx:1.9',
      container_size: 'XS',
    });
  });

  it('takes two starts at once for one', async () => {
    const { uuid } = await create({ image: 'tutum/hello-world', name: 'race' });
    const answers = await Promise.all([
      plane.call('POST', `/service/${uuid}/start/`),
      plane.call('POST', `/service/${uuid}/start/`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 400]);
    expect((await plane.call('GET', `/service/${uuid}/`)).body.containers).toHaveLength(1);
  });
});

describe('what a service is created from', () => {
  it('has the name of its image when none is given, numbered when it is taken', async () => {
    expect((await create({ image: 'tutum/unnamed:v2' })).name).toBe('unnamed');
    expect((await create({ image: 'tutum/unnamed:v2' })).name).toBe('unnamed-2');
  });

  it('refuses a given name that is taken', async () => {
    await create({ image: 'tutum/hello-world', name: 'taken' });
    const { status } = await plane.call('POST', '/service/', {
      body: { image: 'tutum/hello-world', name: 'taken' },
    });
    expect(status).toBe(409);
  });

  it('reads ports and tags as old clients write them', async () => {
    const service = await create({
      image: 'tutum/hello-world',
      name: 'loose',
      container_ports: [
        { protocol: 'tcp', inner_port: '80', outer_port: '8080', published: true },
        { protocol: 'udp', inner_port: 53 },
      ],
      tags: ['a', { name: 'b' }],
      autodestroy: 'ON_FAILURE',
      target_num_containers: '2',
      working_dir: '',
      memory: null,
    });
    expect(service.container_ports).toEqual([
      {
        protocol: 'tcp',
        inner_port: 80,
        outer_port: 8080,
        port_name: 'http',
        endpoint_uri: expect.stringMatching(/^http:\/\/loose\..*:8080\/$/),
        published: true,
      },
      expect.objectContaining({ inner_port: 53, outer_port: null, published: false }),
    ]);
    expect(service).toMatchObject({
      tags: [{ name: 'a' }, { name: 'b' }],
      autodestroy: 'ON_FAILURE',
      target_num_containers: 2,
      working_dir: null,
    });
  });

  it('links to other services by name or URI, seen from both ends', async () => {
    const db = await create({ image: 'mysql', name: 'db' });
    const web = await create({
      image: 'nginx',
      name: 'linked',
      linked_to_service: [{ to_service: 'db', name: 'database' }, { to_service: db.resource_uri }],
    });
    expect(web.linked_to_service).toEqual([
      { from_service: web.resource_uri, name: 'database', to_service: db.resource_uri },
      { from_service: web.resource_uri, name: 'db', to_service: db.resource_uri },
    ]);
    const target = (await plane.call('GET', pathOf(db.resource_uri))).body;
    expect(target.linked_from_service).toHaveLength(2);
  });

  const image = 'tutum/hello-world';
  it.each([
    ['no image', {}],
    ['an image that is no name', { image: 'Not An Image' }],
    ['an image of another type', { image: { name: 'x' } }],
    ['a policy that contradicts another', { image, autorestart: 'ALWAYS', autodestroy: 'ALWAYS' }],
    ['an unknown word', { image, autorestart: 'SOMETIMES' }],
    ['a port out of range', { image, container_ports: [{ protocol: 'tcp', inner_port: 70_000 }] }],
    ['an unknown protocol', { image, container_ports: [{ protocol: 'icmp', inner_port: 1 }] }],
    ['ports that are no list', { image, container_ports: 'all' }],
    ['a link to nothing', { image, linked_to_service: [{ to_service: 'nowhere' }] }],
    ['volumes of nothing', { image, bindings: [{ volumes_from: 'nowhere' }] }],
    ['no containers', { image, target_num_containers: 0 }],
    ['a huge count', { image, target_num_containers: 1e9 }],
    ['an odd name', { image, name: '../../etc/passwd' }],
    ['a name with NUL', { image, name: 'a\0b' }],
    ['a variable without a name', { image, container_envvars: [{ value: 'x' }] }],
  ])('refuses %s and changes nothing', async (_what, body) => {
    const before = (await plane.list('/service/')).meta.total_count;
    for (const path of ['/service/', '/application/']) {
      expect((await plane.call('POST', path, { body })).status).toBe(400);
    }
    expect((await plane.list('/service/')).meta.total_count).toBe(before);
  });

  it.each(['not json', '[]', '"text"', '{"image":', 'null', '\0'])(
    'refuses the body %j',
    async (body) => {
      const { status } = await plane.call('POST', '/service/', { body, type: 'application/json' });
      expect(status).toBe(400);
    },
  );

  it('refuses a body of 5 MB', async () => {
    const { status } = await plane.call('POST', '/service/', { body: 'x'.repeat(5 * 1024 * 1024) });
    expect(status).toBe(413);
  });
});

describe('what an action keeps of its call', () => {
  it('holds no value of an environment variable', async () => {
    const { headers } = await plane.call('POST', '/service/', {
      body: {
        image: 'mysql',
        name: 'secretive',
        container_envvars: [{ key: 'PLAIN', value: 'hunter2-value' }],
        registry_password: 'hunter3-value',
      },
    });
    const { body } = await plane.call<Action>('GET', pathOf(headers['x-tutum-action-uri']));
    expect(body.body).toContain('"image":"mysql"');
    expect(body.body).toContain('PLAIN');
    expect(body.body).not.toMatch(/hunter/);
  });
});
