import type { LoginReply, UserRole } from '@pileus/sdk/centurylink/wire';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../http/context.js';
import { homeLocation } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { AuthenticationError, type Principal } from '../../security/authenticator.js';
import { parseAuthorization } from '../../security/basic.js';
import { requireRole } from '../../security/roles.js';
import { system } from '../../store/store.js';
import type { Role } from '../../store/tables.js';
import { readBody } from './codec.js';
import { LoginError } from './errors.js';
import { Fields } from './fields.js';

/** A token lasts for 14 days (recorded). */
const tokenSeconds = 14 * 24 * 60 * 60;

const rolesOf: Readonly<Record<Role, readonly UserRole[]>> = {
  reader: ['AccountViewer'],
  operator: ['ServerAdmin'],
  admin: ['AccountAdmin'],
};

/**
 * Exchanges a user name and password for a token.
 *
 * @throws {LoginError} for credentials that are not right.
 */
export async function logIn(context: ServerContext, request: FastifyRequest): Promise<LoginReply> {
  const { authenticator, realClock, store } = context;
  const fields = new Fields(readBody(request));
  const username = fields.requiredText('username');
  const secret = fields.requiredText('password');
  fields.check();
  const principal = await verified(authenticator.verify({ username, secret }, request.ip));
  const location = await homeLocation(store.reader(principal), 'centurylink', 'centurylink');
  const accountAlias = principal.alias.toUpperCase();
  const locationAlias = location.code.toUpperCase();
  const roles = [...rolesOf[principal.role]];
  const bearerToken = await authenticator.issueToken(principal, 'centurylink', tokenSeconds, {
    iss: 'urn:api-tier3',
    aud: 'urn:tier3-users',
    nbf: Math.floor(realClock.now() / 1000),
    role: roles,
    unique_name: principal.username,
    'urn:tier3:account-alias': accountAlias,
    'urn:tier3:location-alias': locationAlias,
  });
  return { userName: username, accountAlias, locationAlias, roles, bearerToken };
}

async function verified(checking: Promise<Principal>): Promise<Principal> {
  try {
    return await checking;
  } catch (error) {
    throw error instanceof AuthenticationError ? new LoginError(error) : error;
  }
}

/** A bearer token on every request but the log-in; the caller then acts for the account in the path. */
export const authenticate =
  (context: ServerContext) =>
  async (request: FastifyRequest): Promise<void> => {
    const credentials = parseAuthorization(request.headers.authorization);
    if (credentials?.scheme !== 'bearer') throw new AuthenticationError('missing');
    const principal = await context.authenticator.verifyToken(credentials.token, 'centurylink');
    const { account } = request.params as { account?: string };
    request.principal =
      account === undefined ? principal : await actingFor(context, principal, account);
    requireRole(request.principal, request.method === 'GET' ? 'reader' : 'operator');
  };

/**
 * The caller as one of the account with `alias`: its own, or one below it.
 *
 * @throws {RefusedError} `forbidden` for any other, whether it exists or not.
 */
async function actingFor(
  { store }: ServerContext,
  principal: Principal,
  alias: string,
): Promise<Principal> {
  const wanted = alias.toUpperCase();
  if (principal.alias.toUpperCase() === wanted) return principal;
  const reader = store.reader(system);
  const found = await reader.get('account', { alias: wanted });
  const seen = new Set<number>();
  for (let each = found; found && each && !seen.has(each.id); ) {
    if (each.id === principal.accountId) {
      return { ...principal, accountId: found.id, alias: found.alias };
    }
    seen.add(each.id);
    each = each.parentId === null ? undefined : await reader.get('account', { id: each.parentId });
  }
  throw new RefusedError('forbidden', `You have no access to the account "${wanted}".`);
}
