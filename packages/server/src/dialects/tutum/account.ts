import type { Credential } from '@pileus/sdk/tutum/wire';
import { send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { answer } from './codec.js';
import { listQueryOf, pageIn } from './lists.js';

/**
 * `GET /auth/`: the caller's API key, in a list envelope. Until 2015 clients took the key from it; later ones
 * look at the status alone.
 */
export const credential =
  ({ store, vault }: Pick<ServerContext, 'store' | 'vault'>): Handler =>
  async (request, reply) => {
    const principal = principalOf(request);
    const user = await store.reader(principal).get('user', { id: principal.userId });
    const own: Credential = {
      username: principal.username,
      key: user?.apiKeyEnc ? vault.open(user.apiKeyEnc) : '',
    };
    return send(reply, answer(200, pageIn(listQueryOf(request), [own])));
  };
