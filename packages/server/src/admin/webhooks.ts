import { z } from 'zod';
import { RefusedError } from '../inventory/errors.js';
import { eq } from '../store/predicate.js';
import type { Row } from '../store/tables.js';
import { route } from './route.js';

const view = ({ uid, kind, target, secretEnc, disabled }: Row<'webhook'>) => ({
  uid,
  kind,
  target,
  signed: secretEnc !== null,
  disabled,
});

export const webhookRoutes = [
  route({
    method: 'GET',
    path: '/webhooks',
    summary: 'Lists webhooks, without their secrets.',
    tag: 'events',
    role: 'admin',
    handle: async ({ context, principal }) => ({
      webhooks: (await context.store.reader(principal).select('webhook')).map(view),
    }),
  }),
  route({
    method: 'POST',
    path: '/webhooks',
    summary:
      'Sends events from now on to a URL, at least once each, signed when a secret is given.',
    tag: 'events',
    role: 'admin',
    body: z.object({
      kind: z
        .enum(['cyclecloud'])
        .describe("Whose event types are sent: CycleCloud's Event Grid form."),
      target: z.url({ protocol: /^https?$/ }).describe('Answers 2xx when it has taken an event.'),
      secret: z.string().min(8).max(200).optional().describe('Key of the HMAC-SHA-256 signature.'),
    }),
    handle: async ({ context, principal, body, reply }) => {
      const [latest] = await context.store.eventsBefore(principal, Number.MAX_SAFE_INTEGER, 1);
      const row = await context.store.command(principal, async (tx) => {
        const id = await tx.insert('webhook', {
          kind: body.kind,
          target: body.target,
          secretEnc: body.secret === undefined ? null : context.vault.seal(body.secret),
          cursor: latest?.id ?? 0,
        });
        return (await tx.get('webhook', { id }))!;
      });
      reply.code(201);
      return view(row);
    },
  }),
  route({
    method: 'DELETE',
    path: '/webhooks/:uid',
    summary: 'Stops sending to a webhook.',
    tag: 'events',
    role: 'admin',
    params: z.object({ uid: z.string() }),
    handle: ({ context, principal, params }) =>
      context.store.command(principal, async (tx) => {
        // Held: the sender queues nothing for it from now on.
        const webhook = await tx.lock('webhook', { uid: params.uid.toLowerCase() });
        if (!webhook)
          throw new RefusedError('not-found', `There is no webhook ${params.uid}.`, 'uid');
        const queued = await tx.select('outbox', {
          columns: ['id'],
          where: eq('webhookId', webhook.id),
        });
        await tx.delete(
          'outbox',
          queued.map(({ id }) => id),
        );
        await tx.delete('webhook', [webhook.id]);
        return undefined;
      }),
  }),
];
