import { readAnswer } from './answer.js';
import { type Queue, QueueError } from './queue.js';

export interface HttpQueueOptions {
  readonly url: string;
  /** May hold secrets: they are not shown. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds. Default 60. */
  readonly timeout?: number;
}

/** A server that answers GET with jobs as JSON. */
export function httpQueue({ url, headers = {}, timeout = 60 }: HttpQueueOptions): Queue {
  const { origin, pathname } = new URL(url);
  // Without user, password and query, which may be secret.
  const shown = `${origin}${pathname}`;
  return {
    name: `http ${shown}`,
    async read(signal) {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeout * 1000)]);
      const text = await get(url, headers, deadline).catch((error: unknown) => {
        if (signal.aborted) throw signal.reason;
        const why = deadline.aborted ? `took longer than ${timeout} s` : reasonOf(error);
        throw new QueueError(`GET ${shown}: ${why}.`);
      });
      return readAnswer(text, shown);
    },
  };
}

async function get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
  const { username, password } = new URL(url);
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const response = await fetch(plain, {
    headers: {
      accept: 'application/json',
      ...(username !== '' && { authorization: `Basic ${basic.toString('base64')}` }),
      ...headers,
    },
    signal,
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`the answer was ${response.status} ${response.statusText}`.trim());
  return text;
}

/** `fetch` says only that it failed; the cause says why. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as {
    cause?: { message?: string; code?: string };
    message: string;
  };
  return cause?.message || cause?.code || message;
}
