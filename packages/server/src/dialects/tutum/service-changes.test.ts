import type { Action, Application, Container, Service } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

async function running(name: string, count: number): Promise<Service> {
  const body = { image: 'nginx', name, target_num_containers: count };
  const { uuid } = (await plane.call('POST', '/service/', { body })).body;
  await plane.call('POST', `/service/${uuid}/start/`);
  await plane.run(60_000);
  return now(uuid);
}

const now = async (uuid: string) => (await plane.call('GET', `/service/${uuid}/`)).body;
const change = (uuid: string, body: unknown) => plane.call('PATCH', `/service/${uuid}/`, { body });

describe('scaling', () => {
  it('adds what is missing and leaves the others alone; scale/ after it changes nothing', async () => {
    const { uuid, containers } = await running('up', 2);
    const patched = await change(uuid, { target_num_containers: 3 });
    expect(patched).toMatchObject({
      status: 202,
      body: { state: 'Scaling', target_num_containers: 3, synchronized: true },
    });
    expect((await plane.call('POST', `/service/${uuid}/scale/`)).status).toBe(400);
    await plane.run(60_000);
    const grown = await now(uuid);
    expect(grown).toMatchObject({ state: 'Running', running_num_containers: 3 });
    expect(grown.containers.slice(0, 2)).toEqual(containers);
    const added = grown.containers[2]!.replace('/api/v1', '');
    expect((await plane.call<Container>('GET', added)).body.name).toBe('up-3');

    const scaled = await plane.call('POST', `/service/${uuid}/scale/`);
    expect(scaled).toMatchObject({ status: 202, body: { containers: grown.containers } });
    const action = String(scaled.headers['x-tutum-action-uri']).replace('/api/v1', '');
    expect((await plane.call<Action>('GET', action)).body).toMatchObject({
      action: 'Service Scale',
      state: 'Success',
    });
  });

  it('removes the highest numbers', async () => {
    const { uuid, containers } = await running('down', 3);
    expect((await change(uuid, { target_num_containers: '1' })).body.state).toBe('Scaling');
    await plane.run(60_000);
    expect(await now(uuid)).toMatchObject({ state: 'Running', containers: [containers[0]] });
  });

  it('waits for the start where nothing runs yet', async () => {
    const body = { image: 'nginx', name: 'later' };
    const { uuid } = (await plane.call('POST', '/service/', { body })).body;
    const patched = await change(uuid, { target_num_containers: 2 });
    expect(patched).toMatchObject({
      status: 202,
      body: { state: 'Not running', target_num_containers: 2, containers: [] },
    });
    await plane.call('POST', `/service/${uuid}/start/`);
    expect((await now(uuid)).containers).toHaveLength(2);
  });

  it('scales applications by PATCH', async () => {
    const body = { image: 'nginx', name: 'app', target_num_containers: 1 };
    const { uuid } = (await plane.call('POST', '/application/', { body })).body;
    await plane.run(60_000);
    const patched = await plane.call<Application>('PATCH', `/application/${uuid}/`, {
      body: { target_num_containers: 3 },
    });
    expect(patched).toMatchObject({ status: 202, body: { state: 'Scaling' } });
    await plane.run(60_000);
    expect(await now(uuid)).toMatchObject({ state: 'Running', running_num_containers: 3 });
  });
});

describe('a change of the definition', () => {
  it('waits for a redeployment: the containers stay and are out of step', async () => {
    const { uuid, containers } = await running('redefined', 1);
    const variables = [{ key: 'A', value: '1' }];
    const patched = await change(uuid, { container_envvars: variables, image: 'nginx:2' });
    expect(patched).toMatchObject({
      status: 202,
      body: {
        synchronized: false,
        container_envvars: variables,
        image_name: 'nginx:2',
        containers,
        state: 'Running',
      },
    });
    expect((await change(uuid, { container_envvars: [] })).body.container_envvars).toEqual([]);
  });

  it('keeps what it does not name, and resets what is null or empty', async () => {
    const db = await running('target', 1);
    const body = {
      image: 'nginx',
      name: 'kept',
      run_command: '/run.sh',
      working_dir: '/srv',
      linked_to_service: [{ to_service: 'target' }],
    };
    const { uuid } = (await plane.call('POST', '/service/', { body })).body;
    const patched = await change(uuid, { run_command: '', autorestart: 'ALWAYS', name: 'other' });
    expect(patched.body).toMatchObject({
      run_command: null,
      working_dir: '/srv',
      autorestart: 'ALWAYS',
      name: 'kept',
      synchronized: true,
    });
    expect(patched.body.linked_to_service[0]!.to_service).toBe(db.resource_uri);
    expect((await change(uuid, { linked_to_service: [] })).body.linked_to_service).toEqual([]);
    expect((await change(uuid, '')).status).toBe(202);
    expect((await change(uuid, { autodestroy: 'ALWAYS' })).status).toBe(400);
    expect((await change(uuid, { target_num_containers: 0 })).status).toBe(400);
    expect((await change(uuid, 'not json')).status).toBe(400);
    expect(await now(uuid)).toMatchObject({ autodestroy: 'OFF', target_num_containers: 1 });
  });

  it('is refused to a service that is gone', async () => {
    const { uuid } = await running('gone', 1);
    await plane.call('DELETE', `/service/${uuid}/`);
    await plane.run(60_000);
    expect((await change(uuid, { run_command: 'x' })).status).toBe(400);
  });
});
