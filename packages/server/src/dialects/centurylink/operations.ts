import type { ExperimentalStatus, OperationStatus, StatusLink } from '@pileus/sdk/centurylink/wire';
import { RefusedError } from '../../inventory/errors.js';
import type { Reader } from '../../store/store.js';
import type { Operation } from '../../store/tables.js';
import { uidOf, wireDate } from './codec.js';
import type { Paths } from './links.js';
import { operationWords } from './views.js';

/** `de1-86050`. */
export const operationId = (locationCode: string, id: number): string =>
  `${locationCode.toLowerCase()}-${id}`;

export const statusLink = (paths: Paths, id: string): StatusLink => ({
  rel: 'status',
  href: paths.status(id),
  id,
});

/**
 * An operation by either of its ids: `de1-86050`, or 32 hexadecimal digits.
 *
 * @throws {RefusedError} `not-found`.
 */
export async function findOperation(
  reader: Reader,
  id: string,
): Promise<{ readonly operation: Operation; readonly locationCode: string }> {
  const uid = uidOf(id);
  const [, code, number] = /^([a-z0-9-]+)-(\d{1,9})$/i.exec(id) ?? [];
  const operation =
    uid !== undefined
      ? await reader.get('operation', { uid })
      : number !== undefined
        ? await reader.get('operation', { id: Number(number) })
        : undefined;
  const location =
    operation?.locationId == null
      ? undefined
      : await reader.get('location', { id: operation.locationId });
  const locationCode = location?.code ?? '';
  if (operation && (uid !== undefined || locationCode === code?.toLowerCase())) {
    return { operation, locationCode };
  }
  throw new RefusedError('not-found', `There is no operation with the id "${id}".`);
}

export const plainStatus = ({ state }: Pick<Operation, 'state'>): OperationStatus => ({
  status: operationWords[state].plain,
});

export const experimentalStatus = (
  operation: Operation,
  locationCode: string,
): ExperimentalStatus => ({
  requestType: 'blueprintOperation',
  status: operationWords[operation.state].experimental,
  summary: { blueprintId: operation.id, locationId: locationCode.toUpperCase(), links: [] },
  source: { userName: operation.createdBy, requestedAt: wireDate(operation.createdAt) },
});
