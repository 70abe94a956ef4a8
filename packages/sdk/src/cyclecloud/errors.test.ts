import { describe, expect, expectTypeOf, it } from 'vitest';
import { HttpError, hasStatus } from '../http/http-error.js';
import { connect, password } from './cyclecloud.test.helper.js';
import {
  CycleCloudAuthenticationError,
  CycleCloudBadRequestError,
  CycleCloudConflictError,
  CycleCloudError,
  CycleCloudNotFoundError,
  CycleCloudPermissionError,
} from './errors.js';

async function failure(status: number, body: unknown): Promise<unknown> {
  const { client } = await connect(() => ({ status, body }));
  return client.clusters
    .get('c1')
    .getStatus()
    .catch((error: unknown) => error);
}

describe('CycleCloudError', () => {
  it('puts no colon behind a full stop', async () => {
    const error = await failure(401, { Message: 'The password is wrong.', Detail: 'See log.txt' });
    expect(error).toMatchObject({ message: 'The password is wrong: See log.txt' });
  });

  it('says "Message: Detail" and keeps the parts', async () => {
    const Exception = 'com.cyclecomputing.cloud.exceptions.InvalidAttributeException';
    const error = await failure(409, {
      Exception,
      Message: 'MachineType Foo is not recognized',
      Detail: 'See log.txt (request-0042)',
    });
    expect(error).toBeInstanceOf(CycleCloudConflictError);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      name: 'CycleCloudConflictError',
      message: 'MachineType Foo is not recognized: See log.txt (request-0042)',
      exception: Exception,
      code: Exception,
      detail: 'See log.txt (request-0042)',
      vendor: 'CycleCloud',
      operation: 'getStatus',
      method: 'GET',
      status: 409,
      attempts: 1,
    });
    expect((error as CycleCloudError).url).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/clusters\/c1\/status$/,
    );
  });

  it.each([
    ['a message alone', { Message: 'No' }, 'No'],
    ['raw text', 'Bad Gateway\n', 'Bad Gateway'],
    ['JSON of another shape', { error: 'x' }, '{"error":"x"}'],
    ['nothing', '', 'CycleCloud answered 404 to getStatus without a word.'],
    ['parts that are not strings', { Message: 5 }, '{"Message":5}'],
  ])('speaks for %s', async (_what, body, message) => {
    expect(await failure(404, body)).toMatchObject({ message });
  });

  it.each([
    [400, CycleCloudBadRequestError],
    [401, CycleCloudAuthenticationError],
    [403, CycleCloudPermissionError],
    [404, CycleCloudNotFoundError],
    [409, CycleCloudConflictError],
    [418, CycleCloudError],
  ])('has a class for status %i', async (status, ErrorClass) => {
    const error = await failure(status, {});
    expect((error as object).constructor).toBe(ErrorClass);
    expect(error).toMatchObject({ status, kind: 'http', name: ErrorClass.name });
  });

  it('does not repeat a secret that the server echoes', async () => {
    const error = await failure(401, { Message: `bad password ${password}`, Detail: password });
    expect(error).toMatchObject({ message: 'bad password [redacted]: [redacted]' });
    expect(JSON.stringify(error)).not.toContain(password);
  });

  it('knows its status by type', () => {
    expectTypeOf<CycleCloudConflictError['status']>().toEqualTypeOf<409>();
    expectTypeOf<CycleCloudNotFoundError['status']>().toEqualTypeOf<404>();
    const narrow = (error: unknown) => {
      if (hasStatus(error, 404)) expectTypeOf(error.status).toEqualTypeOf<404>();
    };
    narrow(undefined);
  });
});
