import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../http/context.js';
import { AuthenticationError, type Principal } from '../../security/authenticator.js';
import { parseAuthorization } from '../../security/basic.js';
import type { Outcome } from './call.js';

/** A portal token is good for this long, in seconds. */
const portalTokenLife = 24 * 3600;

/** The `authenticate` member of an XML-RPC request's headers. */
export interface AuthenticateStruct {
  readonly complexType?: unknown;
  readonly username?: unknown;
  readonly apiKey?: unknown;
  readonly userId?: unknown;
  readonly authToken?: unknown;
}

/**
 * Says who a caller is, by any form that clients send: user and API key or a portal token in the header struct
 * (XML-RPC), HTTP Basic with user and key, with the literal user `apikey` (IBM Cloud), or with user id and
 * portal token, and bearer tokens.
 */
export async function authenticate(
  { authenticator }: ServerContext,
  request: FastifyRequest,
  struct?: AuthenticateStruct,
): Promise<Principal> {
  if (struct?.authToken !== undefined) {
    return byPortalToken(authenticator, struct.userId, textOf(struct.authToken) ?? '');
  }
  if (struct?.apiKey !== undefined) {
    const secret = textOf(struct.apiKey) ?? '';
    return authenticator.verify({ username: textOf(struct.username), secret }, request.ip);
  }
  const given = parseAuthorization(request.headers.authorization);
  if (given?.scheme === 'bearer') return authenticator.verifyToken(given.token, 'softlayer');
  if (given?.scheme !== 'basic') {
    throw new AuthenticationError('missing', 'No valid authentication found.');
  }
  const { username, secret } = given;
  // A portal token is sent as the password of the user's id; it looks like no key and no password.
  if (/^\d+$/.test(username ?? '') && secret.split('.').length === 3) {
    return byPortalToken(authenticator, username, secret);
  }
  return authenticator.verify({ username, secret }, request.ip);
}

/**
 * A portal token counts only together with the id of the user to whom it was given. Once it has expired it is
 * a bad credential like any other: no client fetches another one, as they do for bearer tokens.
 */
async function byPortalToken(
  authenticator: ServerContext['authenticator'],
  userId: unknown,
  token: string,
): Promise<Principal> {
  const principal = await authenticator.verifyToken(token, 'softlayer').catch((error: unknown) => {
    const isExpired = error instanceof AuthenticationError && error.code === 'expired-token';
    throw isExpired ? new AuthenticationError('bad-credentials', error.message) : error;
  });
  if (textOf(userId) === String(principal.userId)) return principal;
  throw new AuthenticationError('bad-credentials', 'The token belongs to another user.');
}

/** What stands for a text: a text or a number. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** A call that needs no caller. */
type OpenCall = (
  context: ServerContext,
  request: FastifyRequest,
  args: readonly unknown[],
) => Promise<Outcome>;

const openCalls: Readonly<Record<string, OpenCall>> = {
  'SoftLayer_User_Customer::getPortalLoginToken': login,
  // Whoever logs in by password may be asked one of them; users of this server have none.
  'SoftLayer_User_Security_Question::getAllObjects': async () => ({ value: [], total: 0 }),
};

/** The call, where it is one that needs no caller (documented). */
export function openCallOf(service: string, method: string): OpenCall | undefined {
  const name = `${service}::${method}`;
  return Object.hasOwn(openCalls, name) ? openCalls[name] : undefined;
}

/** Answers `{ userId, hash }` for a user name and password. */
async function login(
  { authenticator }: ServerContext,
  request: FastifyRequest,
  args: readonly unknown[],
): Promise<Outcome> {
  const [username, secret] = args.map(textOf);
  const principal = await authenticator.verify({ username, secret: secret ?? '' }, request.ip);
  const hash = await authenticator.issueToken(principal, 'softlayer', portalTokenLife);
  return { value: { hash, userId: principal.userId } };
}
