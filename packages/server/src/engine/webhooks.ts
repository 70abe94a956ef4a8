import { createHmac } from 'node:crypto';
import type { Cancel, Clock } from '../clock.js';
import { and, eq, isPresent } from '../store/predicate.js';
import { type Reader, type Scope, type Store, system } from '../store/store.js';
import type { EventRow, Row } from '../store/tables.js';

/** Turns rows of the event log into the bodies that one kind of webhook sends, by row id. */
export type WebhookTranslator = (
  reader: Reader,
  rows: readonly EventRow[],
) => Promise<ReadonlyMap<number, unknown>>;

/** Sends one body; anything but a 2xx status, or a throw, counts as failed. */
export type WebhookPost = (
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<number>;

export interface WebhookOptions {
  readonly store: Store;
  readonly realClock: Clock;
  readonly random: () => number;
  /** Opens a sealed secret. */
  readonly open: (sealed: string) => string;
  readonly translators: Readonly<Record<string, WebhookTranslator>>;
  readonly post: WebhookPost;
  readonly onError?: (error: unknown) => void;
}

const batch = 200;
/** Real milliseconds after which an unanswered delivery may be tried by another replica. */
const leaseMs = 60_000;
const backoff = { base: 1000, cap: 600_000 };
/** About a day of trying. */
const maxAttempts = 150;

/**
 * Sends events to webhooks, at least once and in order of their ids per webhook as far as deliveries succeed.
 *
 *     event log → (cursor of the webhook) → outbox row → POST → row deleted
 *
 * Cursor and outbox move in one transaction, so a crash neither loses nor skips; a delivery that was not
 * answered is repeated, and its `eventId` tells a receiver that it had it before.
 */
export class WebhookSender {
  readonly #options: WebhookOptions;
  #running = false;
  #working = false;
  #again = false;
  #unsubscribe: () => void = () => {};
  #cancelTimer: Cancel = () => {};
  #idle: (() => void)[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.#unsubscribe = this.#options.store.onCommit(({ events }) => {
      if (events) this.wake();
    });
    this.wake();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#unsubscribe();
    this.#cancelTimer();
    await this.quiet();
  }

  /** Resolves when nothing is being read or sent. */
  async quiet(): Promise<void> {
    while (this.#working) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  wake(): void {
    if (!this.#running) return;
    if (this.#working) this.#again = true;
    else {
      this.#working = true;
      setImmediate(() => void this.#work());
    }
  }

  async #work(): Promise<void> {
    this.#cancelTimer();
    try {
      do {
        this.#again = false;
        const webhooks = await this.#options.store
          .reader(system)
          .select('webhook', { where: eq('disabled', false) });
        for (const webhook of webhooks) while (await this.#collect(webhook)) {}
        // Without a webhook nothing is sent, and nothing is waited for.
        if (webhooks.length === 0) continue;
        while ((await this.#deliver()) > 0) {}
        await this.#arm();
      } while (this.#again && this.#running);
    } catch (error) {
      this.#options.onError?.(error);
      this.#cancelTimer = this.#options.realClock.after(backoff.base, () => this.wake());
    } finally {
      this.#working = false;
      if (this.#again) this.wake();
      if (!this.#working) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Moves a webhook's cursor over the next events. Answers whether there may be more. */
  async #collect({ id, accountId, kind, createdBy }: Row<'webhook'>): Promise<boolean> {
    const { store, translators } = this.#options;
    const scope: Scope = { accountId, actor: createdBy, role: 'reader' };
    const current = await store.reader(system).get('webhook', { id });
    if (!current || current.disabled || !this.#running) return false;
    const rows = await store.eventsAfter(scope, current.cursor, batch);
    const last = rows.at(-1);
    if (!last) return false;
    const bodies =
      (await translators[kind]?.(store.reader(scope), rows)) ?? new Map<number, unknown>();
    await store.command(
      system,
      async (tx) => {
        const webhook = await tx.lock('webhook', id);
        // Another replica was faster.
        if (webhook?.cursor !== current.cursor) return;
        await tx.update('webhook', id, { cursor: last.id });
        if (bodies.size === 0) return;
        await tx.insertMany(
          'outbox',
          [...bodies].map(([eventId, body]) => ({
            accountId,
            webhookId: id,
            eventId,
            attempts: 0,
            dueAt: tx.realNow,
            body: JSON.stringify(body),
          })),
        );
      },
      'background',
    );
    return rows.length === batch;
  }

  /** Sends what is due. Answers how many deliveries succeeded. */
  async #deliver(): Promise<number> {
    const { store, realClock } = this.#options;
    const due = await store.command(
      system,
      async (tx) => {
        const rows = await tx.select('outbox', {
          where: and(isPresent('dueAt'), { op: 'le', field: 'dueAt', value: tx.realNow }),
          limit: 50,
        });
        const held = await tx.lockMany(
          'outbox',
          rows.map((row) => row.id),
        );
        const free = held.filter((row) => row.dueAt !== null && row.dueAt <= tx.realNow);
        await tx.updateMany(
          'outbox',
          free.map(({ id, attempts }) => ({
            id,
            attempts: attempts + 1,
            dueAt: tx.realNow + leaseMs,
          })),
        );
        return free;
      },
      'background',
    );
    let delivered = 0;
    for (const row of due) {
      const webhook = await store.reader(system).get('webhook', { id: row.webhookId });
      const sent = webhook ? await this.#send(webhook, row) : true;
      if (sent) delivered++;
      await store.command(
        system,
        (tx) => {
          if (sent || row.attempts + 1 >= maxAttempts) return tx.delete('outbox', [row.id]);
          const wait = Math.min(backoff.cap, backoff.base * 2 ** Math.min(row.attempts, 20));
          const dueAt = realClock.now() + Math.ceil((0.5 + this.#options.random() / 2) * wait);
          return tx.update('outbox', row.id, { dueAt });
        },
        'background',
      );
    }
    return delivered;
  }

  async #send(webhook: Row<'webhook'>, row: Row<'outbox'>): Promise<boolean> {
    const { open, post } = this.#options;
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8',
      'x-pileus-event-id': String(row.eventId),
    };
    if (webhook.secretEnc !== null) {
      const digest = createHmac('sha256', open(webhook.secretEnc)).update(row.body).digest('hex');
      headers['x-pileus-signature'] = `sha256=${digest}`;
    }
    try {
      const status = await post(webhook.target, headers, row.body);
      return status >= 200 && status < 300;
    } catch {
      return false;
    }
  }

  async #arm(): Promise<void> {
    const { store, realClock } = this.#options;
    const [next] = await store.reader(system).select('outbox', {
      columns: ['dueAt'],
      where: isPresent('dueAt'),
      orderBy: [{ column: 'dueAt' }],
      limit: 1,
    });
    if (!this.#running || next?.dueAt == null) return;
    this.#cancelTimer = realClock.after(Math.max(1, next.dueAt - realClock.now()), () =>
      this.wake(),
    );
  }
}
