/**
 * The two parts of undici that the pipeline needs, without the other ninety: fetch, the cache, the
 * mocks and websockets make up most of the time that importing undici takes.
 *
 * undici declares types for its whole only, hence the expected errors.
 */
import type { Dispatcher, Agent as UndiciAgent } from 'undici';
// @ts-expect-error TS7016: a part of undici has no declaration file.
import requestPart from 'undici/lib/api/api-request.js';
// @ts-expect-error TS7016: a part of undici has no declaration file.
import AgentPart from 'undici/lib/dispatcher/agent.js';

/** Pools connections by origin. */
export const Agent: typeof UndiciAgent = AgentPart;

/** undici's `request` through a given dispatcher. */
export const request: (
  this: Dispatcher,
  options: Dispatcher.RequestOptions,
) => Promise<Dispatcher.ResponseData> = requestPart;
