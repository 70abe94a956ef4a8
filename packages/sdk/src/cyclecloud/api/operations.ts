import type { CallerOptions } from '../../http/http-client.js';
import type { Session } from '../client.js';
import { OperationStatus } from '../model/index.js';
import { listOperations, operationStatus } from '../operation.js';
import { type Answer, answer } from './call.js';

/** All operations, or the one (if any) that a request id belongs to. */
export const list = (
  session: Session,
  options: CallerOptions & { readonly requestId?: string } = {},
): Answer<OperationStatus[]> =>
  answer(listOperations(session, options, options), (data) =>
    data.map((each) => OperationStatus.fromDict(each)),
  );

/** One operation. */
export const getStatus = (
  session: Session,
  id: string,
  options?: CallerOptions,
): Answer<OperationStatus> =>
  answer(operationStatus(session, id, options), (data) => OperationStatus.fromDict(data));
