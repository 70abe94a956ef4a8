import { realClock } from '@pileus/sdk/http';
import { authorization } from './child-server.js';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One call, as the administrator unless a bearer token is given; undefined when no answer came because the server went away. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: token === undefined ? authorization : `Bearer ${token}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The same, from a server that must be there. */
export async function expectAnswer(
  ...[url, method, path, body, token]: Parameters<typeof call>
): Promise<Answer> {
  const answer = await call(url, method, path, body, token);
  if (answer) return answer;
  throw new Error(`${method} ${path}: the server at ${url} did not answer.`);
}

/** Real time, because children live in it. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => realClock.setTimer(ms, resolve));

/** Asks until the answer is not undefined. @throws when that takes longer than `withinMs` */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = realClock.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (realClock.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await pause(100);
  }
}
