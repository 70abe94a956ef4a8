import type { Action, Container, Service } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

async function launch(resource: 'application' | 'service', name: string): Promise<Service> {
  const body = { image: 'nginx', name, target_num_containers: 2 };
  const { uuid } = (await plane.call('POST', `/${resource}/`, { body })).body;
  if (resource === 'service') await plane.call('POST', `/service/${uuid}/start/`);
  await plane.run(60_000);
  return (await plane.call('GET', `/service/${uuid}/`)).body;
}

const serviceNow = async ({ uuid }: Service) => (await plane.call('GET', `/service/${uuid}/`)).body;

describe('one container of a service', () => {
  it('stops and starts on its own; the service runs partly meanwhile', async () => {
    const service = await launch('service', 'alone');
    const path = service.containers[0]!.replace('/api/v1', '');
    const stopped = await plane.call<Container>('POST', `${path}stop/`, { body: 'uuid=1' });
    expect(stopped).toMatchObject({ status: 202, body: { state: 'Stopping' } });
    await plane.run(60_000);
    expect((await plane.call<Container>('GET', path)).body).toMatchObject({
      state: 'Stopped',
      exit_code: 0,
      exit_code_msg: expect.stringContaining('Exit code'),
    });
    expect(await serviceNow(service)).toMatchObject({
      state: 'Partly running',
      running_num_containers: 1,
      stopped_num_containers: 1,
    });
    const again = await plane.call('POST', `${path}stop/`);
    expect(again.status).toBe(400);
    const started = await plane.call<Container>('POST', `${path}start/`);
    expect(started).toMatchObject({ status: 202, body: { state: 'Starting' } });
    await plane.run(60_000);
    expect((await serviceNow(service)).state).toBe('Running');

    const own = await plane.list<Action>(`/action/?object=/api/v1${path}`);
    expect(own.objects.map(({ action }) => action)).toEqual(['Container Start', 'Container Stop']);
    const related = await plane.list<Action>(
      `/action/?object=${service.resource_uri}&include_related=true`,
    );
    expect(related.objects.map(({ action }) => action)).toEqual([
      'Container Start',
      'Container Stop',
      'Service Start',
      'Service Create',
    ]);
  });

  it.each([
    ['service', 2],
    ['application', 1],
  ] as const)('goes; its %s then wants %d', async (resource, target) => {
    const service = await launch(resource, `less-${resource}`);
    const path = service.containers[1]!.replace('/api/v1', '');
    const deleted = await plane.call<Container>('DELETE', path);
    expect(deleted).toMatchObject({ status: 202, body: { state: 'Terminating' } });
    await plane.run(60_000);
    expect(await serviceNow(service)).toMatchObject({
      target_num_containers: target,
      current_num_containers: 1,
      containers: [service.containers[0]],
    });
    expect((await plane.call('DELETE', path)).status).toBe(400);
    expect((await plane.call('POST', `${path}start/`)).status).toBe(400);
  });
});
