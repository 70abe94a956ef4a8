import type { Uri } from '@pileus/sdk/tutum/wire';
import type { Row } from '../../store/tables.js';

/** Path-only, never absolute: clients prepend their own base. */
export const uriOf = (resource: string, ...key: readonly string[]): Uri =>
  `/api/v1/${resource}/${key.join('/')}/`;

/** The one row of a service is an application to clients of the first generation. */
export const serviceUri = ({ generation, uid }: Pick<Row<'service'>, 'generation' | 'uid'>): Uri =>
  uriOf(generation === 1 ? 'application' : 'service', uid);

/** The last part of a URI, with or without the final slash; of a bare key, the key. */
export const keyIn = (uri: string): string => uri.replace(/\/+$/, '').split('/').at(-1) ?? '';
