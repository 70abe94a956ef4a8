import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import type { BodySecret } from '../dry-run.js';
import { NotFoundError } from '../failure.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import { readSecret } from '../secret.js';
import type { Terminal } from '../terminal.js';
import { type AdminServer, administer } from './server.js';
import type { Role, User } from './wire.js';

const yes = (value: boolean) => (value ? 'yes' : 'no');

const userColumns: readonly RecordColumn<User>[] = [
  { name: 'user', value: ({ username }) => username, flexible: true },
  { name: 'role', value: ({ role }) => role },
  { name: 'password', value: ({ hasPassword }) => yes(hasPassword) },
  { name: 'key', value: ({ hasApiKey }) => yes(hasApiKey) },
  { name: 'disabled', value: ({ disabled }) => yes(disabled) },
  { name: 'email', value: ({ email }) => email, flexible: true, sparse: true },
];

const keyColumns = userColumns.filter(({ name }) => ['user', 'role', 'key'].includes(name));

const usersOf = (server: AdminServer) => server.list<User>(path`/users`, 'users');

/** `users ls`, and `keys ls` without what has nothing to do with keys. */
export const listUsers = (
  what: 'users' | 'keys',
  flags: ShowFlags,
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () =>
        renderRecords(
          await usersOf(server),
          what === 'users' ? userColumns : keyColumns,
          flags,
          terminal,
        ),
      flags.watch,
      terminal,
      server.signal,
    ),
  );

export interface NewUserFlags extends ChangeFlags {
  readonly role: Role;
  readonly email?: string;
  /** False: the user has no password, only a key that is given later. */
  readonly password: boolean;
  readonly passwordStdin?: boolean;
}

async function newPassword(
  username: string,
  flags: { passwordStdin?: boolean },
  terminal: Terminal,
): Promise<BodySecret> {
  const variable = 'PILEUS_NEW_PASSWORD';
  const value = await readSecret(
    {
      what: `New password of ${username}`,
      fromInput: flags.passwordStdin,
      option: '--password-stdin',
      variables: [variable],
      twice: true,
    },
    terminal,
  );
  return { value, variable, what: `the new password of ${username}` };
}

export async function addUser(
  username: string,
  flags: NewUserFlags,
  terminal: Terminal,
): Promise<void> {
  const secret = flags.password ? await newPassword(username, flags, terminal) : undefined;
  const { role, email } = flags;
  const body = { username, role, password: secret?.value, email };
  await administer(
    flags,
    terminal,
    async (server) => {
      const user = await server.send<User>('POST', path`/users`, body);
      terminal.write(await renderRecords([user], userColumns, { ...flags, whole: user }, terminal));
      if (!secret) {
        terminal.note(`Give it a key: pileus admin keys add ${username}`);
      }
    },
    { secrets: secret ? [secret] : [] },
  );
}

export async function setPassword(
  username: string,
  flags: ChangeFlags & { passwordStdin?: boolean },
  terminal: Terminal,
): Promise<void> {
  const secret = await newPassword(username, flags, terminal);
  await changeUser(username, { password: secret.value }, flags, terminal, [secret]);
}

export interface UserChange {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

export const changeUser = (
  username: string,
  change: UserChange,
  flags: ChangeFlags,
  terminal: Terminal,
  secrets: readonly BodySecret[] = [],
): Promise<void> =>
  administer(
    flags,
    terminal,
    async (server) => {
      const user = await server.send<User>('PATCH', path`/users/${username}`, change);
      terminal.write(await renderRecords([user], userColumns, { ...flags, whole: user }, terminal));
    },
    { secrets },
  );

export const removeUser = (
  username: string,
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, async (server) => {
    await confirm(`Remove the user ${username}?`, flags);
    await server.send('DELETE', path`/users/${username}`);
    terminal.note(`Removed ${username}.`);
  });

interface NewKey {
  readonly username: string;
  readonly apiKey: string;
}

/** Prints the key alone, so that a script can take it; for programs with the name of its user. */
export const addKey = (username: string, flags: ChangeFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    if ((await userOf(server, username)).hasApiKey) {
      await confirm(`Replace the key of ${username}? The old one stops working.`, flags);
    }
    const key = await server.send<NewKey>('POST', path`/users/${username}/key`);
    const bare = flags.output === 'table' && flags.columns === undefined;
    const columns: readonly RecordColumn<NewKey>[] = [
      { name: 'user', value: (each) => each.username },
      { name: 'key', value: (each) => each.apiKey },
    ];
    terminal.write(
      bare
        ? `${key.apiKey}\n`
        : await renderRecords([key], columns, { ...flags, whole: key }, terminal),
    );
    terminal.note('It is shown only this once.');
  });

export const removeKey = (
  username: string,
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, async (server) => {
    if (!(await userOf(server, username)).hasApiKey) {
      throw new NotFoundError(`The user ${username} has no key.`);
    }
    await confirm(`End the key of ${username}?`, flags);
    await server.send('DELETE', path`/users/${username}/key`);
    terminal.note(`The key of ${username} works no more.`);
  });

async function userOf(server: AdminServer, username: string): Promise<User> {
  const user = (await usersOf(server)).find((each) => each.username === username);
  if (user) return user;
  throw new NotFoundError(`There is no user "${username}".`);
}
