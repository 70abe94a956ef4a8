import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../http/context.js';
import { AuthenticationError } from '../../security/authenticator.js';
import { parseAuthorization } from '../../security/basic.js';
import { requireRole } from '../../security/roles.js';

/** HTTP Basic on every request; there is no session (documented). */
export const authenticate =
  ({ authenticator }: ServerContext) =>
  async (request: FastifyRequest): Promise<void> => {
    const credentials = parseAuthorization(request.headers.authorization);
    if (credentials?.scheme !== 'basic') {
      throw new AuthenticationError('missing', 'Authentication is required: send HTTP Basic.');
    }
    const { username, secret } = credentials;
    request.principal = await authenticator.verify({ username, secret }, request.ip);
    requireRole(request.principal, request.method === 'GET' ? 'reader' : 'operator');
  };
