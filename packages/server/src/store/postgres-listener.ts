import type { Client } from 'pg';
import type { Cancel, Clock } from '../clock.js';

/** The channel on which replicas that share a database tell each other. */
export const channel = 'pileus';

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/**
 * The one connection that listens. When it breaks it comes back, after ever longer delays, and tells
 * that something may have been missed.
 */
export class PostgresListener {
  readonly #connect: () => Client;
  readonly #realClock: Clock;
  readonly #onMessage: (payload: string) => void;
  readonly #onMissed: () => void;
  #client: Client | undefined;
  #delay = firstDelayMs;
  #retry: Cancel | undefined;
  #closed = false;

  constructor(options: {
    /** Makes a client that is not connected yet. */
    readonly connect: () => Client;
    readonly realClock: Clock;
    readonly onMessage: (payload: string) => void;
    readonly onMissed: () => void;
  }) {
    this.#connect = options.connect;
    this.#realClock = options.realClock;
    this.#onMessage = options.onMessage;
    this.#onMissed = options.onMissed;
  }

  /** Starts to listen. Throws when the first attempt fails. */
  async open(): Promise<void> {
    const client = this.#connect();
    this.#client = client;
    client.on('notification', ({ payload }) => this.#onMessage(payload ?? ''));
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    this.#delay = firstDelayMs;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.();
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  #lost(client: Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    this.#retry = this.#realClock.after(this.#delay, () => void this.#reopen());
    this.#delay = Math.min(this.#delay * 2, longestDelayMs);
  }

  async #reopen(): Promise<void> {
    try {
      await this.open();
      this.#onMissed();
    } catch {
      if (this.#client) this.#lost(this.#client);
    }
  }
}
