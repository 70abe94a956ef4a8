import { setFlagsFromString } from 'node:v8';
import {
  basicToken,
  type HttpCall,
  HttpClient,
  HttpError,
  type HttpResponse,
  type Method,
  type Path,
  type Step,
} from '@pileus/sdk/http';
import type { ConnectionFlags } from '../cycle/options.js';
import { type BodySecret, dryRunStep, wasDryRun } from '../dry-run.js';
import { InterruptedError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { type AdminSettings, secretVariables, settingsOf } from './settings.js';

type Query = Readonly<Record<string, string | number | undefined>>;

/** The admin API of one server. */
export class AdminServer {
  readonly settings: AdminSettings;
  readonly signal: AbortSignal;
  readonly #http: HttpClient;

  /** @param secrets what requests carry and nothing may show, besides the caller's own */
  constructor(
    settings: AdminSettings,
    signal: AbortSignal,
    steps: readonly Step[] = [],
    secrets: readonly string[] = [],
  ) {
    this.settings = settings;
    this.signal = signal;
    const { url, username, secret, timeout, verifyCertificates } = settings;
    const token = basicToken(username, secret);
    this.#http = new HttpClient({
      vendor: 'Pileus',
      url,
      authorization: `Basic ${token}`,
      secrets: [secret, token, ...secrets],
      timeout,
      verifyCertificates,
      signal,
      steps,
      toError,
    });
  }

  /** One object. */
  get<T>(path: Path, query: Query = {}): Promise<T> {
    return this.#http.request(`GET ${path}`, () => ({
      method: 'GET',
      path: `/pileus/v1${path}` as Path,
      query,
      decode: (json) => json as T,
    }));
  }

  /** The list that an answer has under `key`. */
  async list<T>(path: Path, key: string, query: Query = {}): Promise<T[]> {
    return this.#http.request(`GET ${path}`, () => ({
      method: 'GET',
      path: `/pileus/v1${path}` as Path,
      query,
      decode: (json) => {
        const rows = (json as Record<string, unknown> | null)?.[key];
        if (Array.isArray(rows)) return rows as T[];
        throw new Error(`has no list of ${key}`);
      },
    }));
  }

  /**
   * Changes something.
   *
   * @param replayable whether it may be sent again when its answer is lost. Default: PUT and PATCH, which say how it
   *   shall be.
   */
  send<T>(
    method: Exclude<Method, 'GET' | 'HEAD'>,
    path: Path,
    body?: object,
    replayable = method === 'PUT' || method === 'PATCH',
  ): Promise<T> {
    return this.#http.request(`${method} ${path}`, () => ({
      method,
      path: `/pileus/v1${path}` as Path,
      ...(body !== undefined && { body }),
      replayable,
      jsonOptional: true,
      decode: (json) => json as T,
    }));
  }
}

/** The server's own sentence; a 404 of something else says what was expected. */
function toError(call: HttpCall, response: HttpResponse): HttpError {
  const error = errorOf(response.body);
  if (error) return new HttpError(call, response, error);
  const { status } = response;
  const message = `${call.url} answered ${status} in words that no Pileus server uses: is it one?`;
  return new HttpError(call, response, { message });
}

function errorOf(body: string): { message: string; code?: string } | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown; code?: unknown } };
    if (typeof error?.message !== 'string') return undefined;
    return {
      message: error.message,
      ...(typeof error.code === 'string' && { code: error.code }),
    };
  } catch {
    return undefined;
  }
}

export interface AdministerOptions {
  /** Secrets that the bodies of requests carry, besides the caller's own. */
  readonly secrets?: readonly BodySecret[];
}

/** Runs one command against the server that the flags name, until it ends or the user stops it. */
export async function administer(
  flags: ConnectionFlags & { readonly dryRun?: boolean },
  terminal: Terminal,
  run: (server: AdminServer) => Promise<void>,
  { secrets = [] }: AdministerOptions = {},
): Promise<void> {
  // V8 would optimise the HTTP parser in the background and let the process end only when it is done.
  setFlagsFromString('--liftoff-only');
  const settings = settingsOf(flags, terminal.env);
  const stop = stopRequests();
  try {
    const steps = flags.dryRun ? [dryRunStep(terminal, secretVariables, secrets)] : [];
    const values = secrets.map(({ value }) => value);
    await run(new AdminServer(settings, stop.signal, steps, values));
  } catch (error) {
    if (wasDryRun(error)) return;
    if ((error as { kind?: unknown }).kind !== 'abort') throw error;
    throw new InterruptedError('Interrupted before the server answered.');
  } finally {
    stop.release();
  }
}
