import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags, ShowFlags } from '../cycle/options.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { readSecret } from '../secret.js';
import type { Terminal } from '../terminal.js';
import { administer } from './server.js';
import type { Webhook } from './wire.js';

const columns: readonly RecordColumn<Webhook>[] = [
  { name: 'uid', value: ({ uid }) => uid },
  { name: 'kind', value: ({ kind }) => kind, spare: true },
  { name: 'signed', value: ({ signed }) => (signed ? 'yes' : 'no') },
  { name: 'disabled', value: ({ disabled }) => (disabled ? 'yes' : 'no'), spare: true },
  { name: 'target', value: ({ target }) => target, flexible: true },
];

export const listWebhooks = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const webhooks = await server.list<Webhook>(path`/webhooks`, 'webhooks');
    terminal.write(await renderRecords(webhooks, columns, flags, terminal));
  });

export interface WebhookFlags extends ChangeFlags {
  readonly kind: string;
  readonly secretStdin?: boolean;
}

/** Signs with the secret of `--secret-stdin` or PILEUS_WEBHOOK_SECRET; without one events are sent unsigned. */
export async function addWebhook(
  target: string,
  flags: WebhookFlags,
  terminal: Terminal,
): Promise<void> {
  const variable = 'PILEUS_WEBHOOK_SECRET';
  const secret =
    flags.secretStdin || terminal.env[variable]
      ? await readSecret(
          {
            what: 'Secret of the signatures',
            fromInput: flags.secretStdin,
            option: '--secret-stdin',
            variables: [variable],
          },
          terminal,
        )
      : undefined;
  await administer(
    flags,
    terminal,
    async (server) => {
      const body = { kind: flags.kind, target, secret };
      const webhook = await server.send<Webhook>('POST', path`/webhooks`, body);
      terminal.write(
        await renderRecords([webhook], columns, { ...flags, whole: webhook }, terminal),
      );
    },
    {
      secrets:
        secret === undefined
          ? []
          : [{ value: secret, variable, what: 'the secret of the signatures' }],
    },
  );
}

export const removeWebhook = (uid: string, flags: ChangeFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, async (server) => {
    await confirm(`Remove the webhook ${uid}? What it has not got yet is not sent.`, flags);
    await server.send('DELETE', path`/webhooks/${uid}`);
    terminal.note(`Removed ${uid}.`);
  });
