import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { ReadableStream } from 'node:stream/web';
import { basicToken, type Clock, realClock, sleep } from '@pileus/sdk/http';
import { ServerSentEventTransformStream } from 'parse-sse';
import type { AdminSettings } from './settings.js';
import type { Event } from './wire.js';

export interface StreamOptions {
  readonly settings: AdminSettings;
  /** Id of the last event that is known already. */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Told when the connection is lost, with the seconds until the next attempt. */
  readonly onLost: (reason: string, pause: number) => void;
  readonly clock?: Clock;
}

/** The server does not stream events to us, and will not if asked again. */
export class StreamRefusedError extends Error {
  override readonly name = 'StreamRefusedError';
  /** The HTTP status; `exitCodeOf` reads it. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const firstPause = 1;
const longestPause = 30;
/** The server sends a comment every 30 s: longer silence is a dead connection. */
const longestSilence = 75_000;

/**
 * Events as they happen, after one that is known, until the signal aborts. A connection that breaks is made again
 * and goes on after the last event that came, by `Last-Event-ID`; pauses double up to 30 s.
 *
 * @throws StreamRefusedError when the server refuses, and the error of the very first connection
 */
export async function* streamEvents(options: StreamOptions): AsyncGenerator<Event> {
  const { signal, onLost, clock = realClock } = options;
  let { after } = options;
  let connected = false;
  let pause = firstPause;
  while (!signal.aborted) {
    let reason = 'the server ended it';
    try {
      const text = ReadableStream.from(
        connection({ ...options, after, clock }, () => {
          connected = true;
        }),
      );
      for await (const { data } of text.pipeThrough(new ServerSentEventTransformStream())) {
        const event = JSON.parse(data) as Event;
        pause = firstPause;
        after = event.id;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof StreamRefusedError || !connected) throw error;
      reason = error instanceof Error ? error.message : String(error);
    }
    if (signal.aborted) return;
    onLost(reason, pause);
    try {
      await sleep(clock, pause * 1000, signal);
    } catch {
      return;
    }
    pause = Math.min(pause * 2, longestPause);
  }
}

/** Text of the stream as it arrives. */
async function* connection(
  options: StreamOptions & { readonly clock: Clock },
  onConnected: () => void,
): AsyncGenerator<string> {
  const { settings, after, signal, clock } = options;
  const url = new URL(`${settings.url.replace(/\/+$/, '')}/pileus/v1/events`);
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = open(url, {
    signal,
    headers: {
      accept: 'text/event-stream',
      authorization: `Basic ${basicToken(settings.username, settings.secret)}`,
      'last-event-id': String(after),
    },
    ...(settings.verifyCertificates === false && { rejectUnauthorized: false }),
  });
  let cancel = () => {};
  let silence: Error | undefined;
  const watch = () => {
    cancel();
    cancel = clock.setTimer(
      longestSilence,
      () => {
        silence = new Error(`nothing came for ${longestSilence / 1000} s`);
        request.destroy(silence);
      },
      { background: true },
    );
  };
  try {
    watch();
    request.end();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    response.setEncoding('utf8');
    const status = response.statusCode ?? 0;
    if (status !== 200) await refuse(status, response);
    onConnected();
    for await (const chunk of response) {
      watch();
      yield chunk as string;
    }
  } catch (error) {
    throw silence ?? error;
  } finally {
    cancel();
    request.destroy();
  }
}

/** @throws StreamRefusedError for a refusal; Error for a server that cannot at the moment */
async function refuse(status: number, body: AsyncIterable<string>): Promise<never> {
  let text = '';
  for await (const chunk of body) text += chunk;
  const message = messageOf(text) ?? `The server answered ${status} instead of its events.`;
  if (status >= 500 || status === 429) throw new Error(message);
  throw new StreamRefusedError(status, message);
}

function messageOf(body: string): string | undefined {
  try {
    const message: unknown = JSON.parse(body)?.error?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
