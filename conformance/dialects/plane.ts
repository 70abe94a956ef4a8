import { startTestPlane, type TestPlane, testAdmin } from '@pileus/server/testing';

/** Wire objects and rows are looked at member by member. */
// biome-ignore lint/suspicious/noExplicitAny: what tests assert is the shape itself.
export type Wire = any;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: Wire;
  readonly raw: Buffer;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Sees every account, as the engine does. */
export const system = { accountId: null, actor: 'test', role: 'admin' } as const;

type Parts = NonNullable<Parameters<typeof startTestPlane>[1]>;

/** One control plane, its requests, and the rows behind them. */
export class Plane {
  readonly test: TestPlane;
  readonly #codes = new Map<number, string>();

  private constructor(test: TestPlane) {
    this.test = test;
  }

  /** The demo world; `parts` may replace the driver. */
  static async open(parts: Parts = {}): Promise<Plane> {
    const plane = new Plane(await startTestPlane({}, parts));
    for (const { id, code } of await plane.rows('location')) plane.#codes.set(id, code);
    return plane;
  }

  close(): Promise<void> {
    return this.test.close();
  }

  /** A request with Basic credentials (default: the administrator's), or those that `headers` bring. */
  async send(
    method: Method,
    url: string,
    payload?: Wire,
    headers: Readonly<Record<string, string>> = basic(testAdmin),
  ): Promise<Answer> {
    const answer = await this.test.app.inject({
      method,
      url,
      headers: { ...headers },
      ...(payload !== undefined && {
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
      }),
    });
    const { statusCode: status, rawPayload: raw } = answer;
    const isJson = answer.body !== '' && !String(answer.headers['content-type']).includes('xml');
    return { status, headers: answer.headers, body: isJson ? answer.json() : undefined, raw };
  }

  async rows(table: Wire, query: Wire = {}): Promise<Wire[]> {
    return this.test.store.reader(system).select(table, query) as Promise<Wire[]>;
  }

  /** One row; the test fails when there is none. */
  async row(table: Wire, match: Wire): Promise<Wire> {
    const row = await this.test.store.reader(system).get(table, match);
    if (!row) throw new Error(`No ${table} matches ${JSON.stringify(match)}.`);
    return row;
  }

  machine(uid: string): Promise<Wire> {
    return this.row('machine', { uid });
  }

  /** Writes columns of a machine, whatever the rules say of them. */
  async patch(uid: string, columns: Wire): Promise<void> {
    await this.test.store.command(system, async (tx) => {
      const machine = await tx.get('machine', { uid });
      await tx.update('machine', machine!.id, columns);
    });
  }

  /** The code of a location, in lower case as the inventory has it. */
  codeOf({ locationId }: { readonly locationId: number }): string {
    return this.#codes.get(locationId)!;
  }

  /** How many statements the store ran for what `work` does. */
  async statements(work: () => Promise<unknown>): Promise<number> {
    const before = this.test.store.usage.statements;
    await work();
    return this.test.store.usage.statements - before;
  }
}

export const basic = ({ username, password }: Credentials): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});
