import { z } from 'zod';
import { RefusedError } from '../inventory/errors.js';
import {
  changeUser,
  createUser,
  removeApiKey,
  rotateApiKey,
  sealSecrets,
} from '../security/users.js';
import type { Reader } from '../store/store.js';
import type { Row } from '../store/tables.js';
import { route } from './route.js';

const role = z.enum(['reader', 'operator', 'admin']);
const oneUser = z.object({ username: z.string() });

const view = ({
  username,
  role: itsRole,
  email,
  disabled,
  passwordHash,
  apiKeyMac,
}: Row<'user'>) => ({
  username,
  role: itsRole,
  email,
  disabled,
  hasPassword: passwordHash !== null,
  hasApiKey: apiKeyMac !== null,
});

/** @throws {RefusedError} `not-found`. */
async function findUser(reader: Pick<Reader, 'get'>, username: string): Promise<Row<'user'>> {
  const user = await reader.get('user', { username });
  if (user) return user;
  throw new RefusedError('not-found', `There is no user "${username}".`, 'username');
}

export const userRoutes = [
  route({
    method: 'GET',
    path: '/users',
    summary: 'Lists the users of the account, without their secrets.',
    tag: 'users',
    role: 'admin',
    handle: async ({ context, principal }) => ({
      users: (await context.store.reader(principal).select('user')).map(view),
    }),
  }),
  route({
    method: 'POST',
    path: '/users',
    summary: 'Creates a user.',
    tag: 'users',
    role: 'admin',
    body: z.object({
      username: z.string(),
      password: z.string().optional(),
      apiKey: z.string().optional(),
      role: role.default('operator'),
      email: z.string().nullable().default(null),
    }),
    handle: async ({ context, principal, body, reply }) => {
      const { password, apiKey, ...user } = body;
      const secrets = await sealSecrets(context.vault, { password, apiKey });
      const id = await context.store.command(principal, (tx) => createUser(tx, user, secrets));
      reply.code(201);
      return view((await context.store.reader(principal).get('user', { id }))!);
    },
  }),
  route({
    method: 'PATCH',
    path: '/users/:username',
    summary: "Changes a user's role, e-mail address, password or whether it is disabled.",
    tag: 'users',
    role: 'admin',
    params: oneUser,
    body: z
      .object({
        role,
        email: z.string().nullable(),
        disabled: z.boolean(),
        password: z.string(),
      })
      .partial(),
    handle: async ({ context, principal, params, body }) => {
      const { password, ...change } = body;
      const secrets = await sealSecrets(context.vault, { password });
      const reader = context.store.reader(principal);
      const { id } = await findUser(reader, params.username);
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      );
      await context.store.command(principal, (tx) => changeUser(tx, id, { ...given, secrets }));
      await context.authenticator.forgetUser(id);
      return view((await reader.get('user', { id }))!);
    },
  }),
  route({
    method: 'POST',
    path: '/users/:username/key',
    summary: 'Gives a user a new API key. The answer is the only time that it is shown here.',
    tag: 'users',
    role: 'admin',
    params: oneUser,
    handle: async ({ context, principal, params }) => {
      const { id } = await findUser(context.store.reader(principal), params.username);
      const apiKey = await context.store.command(principal, (tx) =>
        rotateApiKey(tx, context.vault, id),
      );
      await context.authenticator.forgetUser(id);
      return { username: params.username, apiKey };
    },
  }),
  route({
    method: 'DELETE',
    path: '/users/:username/key',
    summary: 'Takes the API key of a user away, and ends the tokens that were given for it.',
    tag: 'users',
    role: 'admin',
    params: oneUser,
    handle: async ({ context, principal, params }) => {
      const { id } = await findUser(context.store.reader(principal), params.username);
      await context.store.command(principal, (tx) => removeApiKey(tx, id));
      await context.authenticator.forgetUser(id);
      return undefined;
    },
  }),
  route({
    method: 'DELETE',
    path: '/users/:username',
    summary: 'Deletes a user. Nobody can delete himself.',
    tag: 'users',
    role: 'admin',
    params: oneUser,
    handle: async ({ context, principal, params }) => {
      if (params.username === principal.username) {
        throw new RefusedError('invalid', 'You cannot delete the user that you are.', 'username');
      }
      const { id } = await findUser(context.store.reader(principal), params.username);
      await context.store.command(principal, (tx) => tx.delete('user', [id]));
      await context.authenticator.forgetUser(id);
      return undefined;
    },
  }),
];
