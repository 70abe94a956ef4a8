import { ConflictError, StoreUnavailableError } from './store.js';

interface Failure extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly table?: string;
  readonly constraint?: string;
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What the driver says, without a code, when a connection breaks or cannot be had. */
const brokenConnection =
  /^Connection terminated|timeout exceeded when trying to connect|not queryable/;

const codeOf = (error: unknown): string => (error as Failure | undefined)?.code ?? '';

/** The connection is gone, or the server is going or not ready: what was not committed is undone. */
export const isLost = (error: unknown): boolean =>
  /^(08|57P)/.test(codeOf(error)) ||
  networkCodes.has(codeOf(error)) ||
  (error instanceof Error && codeOf(error) === '' && brokenConnection.test(error.message));

/** Serialization failure or deadlock: the same command may succeed when run again. */
export const isContention = (error: unknown): boolean =>
  codeOf(error) === '40001' || codeOf(error) === '40P01';

/** An error of the driver as one of the store's; others stay as they are. */
export const translated = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  if (error.message.startsWith('Cannot use a pool after calling end')) {
    return new StoreUnavailableError('The store is closed.');
  }
  const { code = '', detail = '', table = '', constraint = '' } = error as Failure;
  if (code === '23505') {
    // The detail also tells the values, which may be secret.
    const columns = /^Key \((.*?)\)=/.exec(detail)?.[1];
    const taken =
      columns
        ?.split(', ')
        .map((column) => `${table}.${column.replaceAll('"', '')}`)
        .join(', ') ?? constraint;
    return new ConflictError(`A value of ${taken} is taken.`, taken);
  }
  if (isLost(error) || isContention(error) || /^(53|57|58)/.test(code)) {
    const message = `The database cannot be used now: ${error.message}`;
    return new StoreUnavailableError(message, { cause: error });
  }
  return error;
};
