import { describe, expect, it } from 'vitest';
import type { HttpCall } from '../http/call.js';
import type { Received } from '../http/loopback.test.helper.js';
import { type Client, connect, fault, success } from './softlayer.test.helper.js';

/** Objects 1 to `total`, and what a page of them holds; null: the total is not told. */
const pages =
  (total: number, told: number | null = total) =>
  ({ url }: Received) => {
    const [offset = 0, limit = 0] = (query(url, 'resultLimit') ?? '0,0').split(',').map(Number);
    const ids = Array.from({ length: total }, (_, i) => ({ id: i + 1 }));
    return success(
      'rest',
      ids.slice(offset, limit === 0 ? undefined : offset + limit),
      told ?? undefined,
    );
  };

const query = (url: string, name: string) => new URL(url, 'http://x').searchParams.get(name);
const limits = (received: readonly Received[]) =>
  received.map(({ url }) => query(url, 'resultLimit'));

type Options = Parameters<Client['Account']['getVirtualGuests']['iterate']>[0] & object;

async function idsOf(client: Client, options: Options = {}): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of client.Account.getVirtualGuests.iterate(options)) ids.push(id!);
  return ids;
}

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, i) => i + from);

describe('iterate', () => {
  it('gives all objects once and in order, a page a call, ordered by id', async () => {
    const { client, server } = await connect('rest', pages(250));
    expect(await idsOf(client)).toEqual(upTo(250));
    expect(limits(server.received)).toEqual(['0,100', '100,100', '200,100']);
    const filter =
      '{"virtualGuests":{"id":{"operation":"orderBy","options":[{"name":"sort","value":["ASC"]}]}}}';
    expect(query(server.received[2]!.url, 'objectFilter')).toBe(filter);
  });

  it.each([1, 2, 4, 50])('gives the same with %i calls at once', async (concurrency) => {
    const { client, server } = await connect('rest', pages(31));
    expect(await idsOf(client, { concurrency, pageSize: 3 })).toEqual(upTo(31));
    expect(server.received).toHaveLength(11);
  });

  it('keeps the order when answers overtake each other', async () => {
    const held: (() => void)[] = [];
    const { client, server } = await connect('rest', pages(6), {
      steps: [
        async (call, next) => {
          const response = await next(call);
          if (call.path.includes('=2%2C2'))
            await new Promise<void>((resolve) => held.push(resolve));
          if (call.path.includes('=4%2C2')) held.pop()!();
          return response;
        },
      ],
    });
    expect(await idsOf(client, { concurrency: 4, pageSize: 2 })).toEqual(upTo(6));
    expect(server.received).toHaveLength(3);
  });

  it('begins and ends where it is told', async () => {
    const { client, server } = await connect('rest', pages(100));
    expect(await idsOf(client, { offset: 10, limit: 25, pageSize: 10 })).toEqual(upTo(25, 11));
    expect(limits(server.received)).toEqual(['10,10', '20,10', '30,10']);
    expect(await idsOf(client, { offset: 95, limit: 25, pageSize: 10 })).toEqual(upTo(5, 96));
  });

  it.each([
    [0, ['0,5']],
    [4, ['0,5']],
    [10, ['0,5', '5,5', '10,5']],
    [12, ['0,5', '5,5', '10,5']],
  ])('of %i objects goes on to a short page when nobody tells the total', async (total, asked) => {
    const { client, server } = await connect('rest', pages(total, null));
    expect(await idsOf(client, { pageSize: 5, concurrency: 3 })).toEqual(upTo(total));
    expect(limits(server.received)).toEqual(asked);
  });

  it('ends when a server passes over the limits', async () => {
    const { client, server } = await connect('rest', () =>
      success(
        'rest',
        upTo(9).map((id) => ({ id })),
      ),
    );
    expect(await idsOf(client, { pageSize: 5 })).toEqual(upTo(9));
    expect(server.received).toHaveLength(1);
  });

  it('follows a total that grows, and stops when it was too high', async () => {
    let total = 4;
    const growing = await connect('rest', (request) => pages(total++)(request));
    expect(await idsOf(growing.client, { pageSize: 2 })).toEqual(upTo(6));
    const lying = await connect('rest', pages(3, 1000));
    expect(await idsOf(lying.client, { pageSize: 2 })).toEqual(upTo(3));
    expect(lying.server.received).toHaveLength(3);
  });

  it('stops what is under way when the loop is left', async () => {
    const calls: HttpCall[] = [];
    const { client } = await connect(
      'rest',
      (request, i) => (i < 2 ? pages(100)(request) : 'hang'),
      {
        steps: [
          (call, next) => {
            calls.push(call);
            return next(call);
          },
        ],
      },
    );
    const list = client.Account.getVirtualGuests;
    const seen: number[] = [];
    for await (const { id } of list.iterate({ pageSize: 2, concurrency: 3 })) {
      seen.push(id);
      if (id === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(calls.map(({ stop }) => stop.aborted)).toEqual([false, false, true, true, true]);
  });

  it('passes on a failure of any page, after the objects before it', async () => {
    const { client } = await connect('rest', (request, i) =>
      i === 1 ? fault('rest', 'SoftLayer_Exception', 'no') : pages(10)(request),
    );
    const seen: number[] = [];
    const walk = async () => {
      for await (const { id } of client.Account.getVirtualGuests.iterate({
        pageSize: 2,
        concurrency: 1,
      })) {
        seen.push(id);
      }
    };
    await expect(walk()).rejects.toThrow('no');
    expect(seen).toEqual([1, 2]);
  });

  it('stops with the signal of the caller', async () => {
    const { client } = await connect('rest', pages(10));
    const controller = new AbortController();
    const walk = async () => {
      for await (const _ of client.Account.getVirtualGuests.iterate({
        pageSize: 2,
        signal: controller.signal,
      })) {
        controller.abort();
      }
    };
    await expect(walk()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('leaves an order or a test of the id as it is', async () => {
    const { client, server } = await connect('rest', pages(1));
    const { ascending, gt } = await import('./conditions.js');
    await idsOf(client, { filter: { hostname: ascending() } });
    await idsOf(client, { filter: { id: gt(5) } });
    await idsOf(client, { filter: { virtualGuests: { hostname: 'x' } } });
    for await (const _ of client.iterate('Account', 'getVirtualGuests', [], {
      filter: { a: 'x' },
    }));
    const idOf = (i: number) => query(server.received[i]!.url, 'objectFilter');
    expect(idOf(0)).not.toContain('"id"');
    expect(idOf(1)).toBe('{"virtualGuests":{"id":{"operation":"> 5"}}}');
    expect(idOf(2)).toMatch(
      /^\{"virtualGuests":\{"hostname":\{"operation":"_= x"\},"id":\{"operation":"orderBy"/,
    );
    expect(idOf(3)).toMatch(/^\{"a":\{"operation":"_= x"\},"id":\{"operation":"orderBy"/);
  });

  it.each([{ pageSize: 1 }, { pageSize: 2.5 }, { concurrency: 0 }, { limit: -1 }, { offset: -1 }])(
    'refuses %j before anything is sent',
    async (options) => {
      const { client, server } = await connect('rest', pages(1));
      await expect(idsOf(client, options)).rejects.toThrow(Object.keys(options)[0]);
      expect(server.received).toHaveLength(0);
    },
  );
});
