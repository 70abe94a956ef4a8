import { basicToken } from '@pileus/sdk/http';
import { succeeded } from './http-json.js';
import type { Visitor } from './other-dialects.js';

/**
 * What a machine costs, by Pileus's own API.
 *
 * @returns US dollars per hour
 */
export async function pricePerHour(visitor: Visitor, uid: string): Promise<number> {
  const { url, username, password, send, signal } = visitor;
  const path = `/pileus/v1/machines/${uid}`;
  const headers = { authorization: `Basic ${basicToken(username, password)}` };
  const reply = succeeded(`GET ${path}`, await send(url + path, { headers, signal }));
  const { price } = reply.body as { price: number };
  return price;
}
