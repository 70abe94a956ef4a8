import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../http/context.js';
import { AuthenticationError } from '../../security/authenticator.js';
import { parseAuthorization } from '../../security/basic.js';
import { requireRole } from '../../security/roles.js';

/**
 * Sets the caller of a request: `Basic user:key`, `Basic user:password`, `ApiKey user:key` or `ApiKey key`,
 * the scheme in any case and the parts in quotes or without (observed of clients that read `~/.tutum` as it
 * was documented). Whoever may only look is refused everything but GET.
 */
export function authenticate(context: Pick<ServerContext, 'authenticator'>) {
  return async (request: FastifyRequest): Promise<void> => {
    const sent = parseAuthorization(request.headers.authorization);
    if (!sent || sent.scheme === 'bearer') {
      throw new AuthenticationError('missing', 'Send your user name and API key.');
    }
    const username = sent.username || undefined;
    request.principal = await context.authenticator.verify(
      { username, secret: sent.secret },
      request.ip,
    );
    requireRole(request.principal, request.method === 'GET' ? 'reader' : 'operator');
  };
}
