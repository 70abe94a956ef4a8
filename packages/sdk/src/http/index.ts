/** The request pipeline that the clients of all vendors share. */
export { AbortError } from './abort-error.js';
export {
  type ApiPromise,
  apiPromise,
  type ResponseInfo,
  type WithResponse,
} from './api-promise.js';
export { ArgumentError } from './argument-error.js';
export { basicToken } from './auth.js';
export { HttpCall, type Method } from './call.js';
export { CallError } from './call-error.js';
export { type Cancel, type Clock, type Random, realClock, realRandom } from './clock.js';
export { ConnectionError } from './connection-error.js';
export type { CurlOptions } from './curl.js';
export { type ErrorFacts, type ErrorKind, PileusError } from './error.js';
export {
  type CallerOptions,
  HttpClient,
  type HttpClientOptions,
  type RequestSpec,
  type TransportOptions,
} from './http-client.js';
export { HttpError, hasStatus, type VendorMessage } from './http-error.js';
export type { LogEntry, LogOptions } from './log.js';
export { ManualClock, type ManualClockOptions } from './manual-clock.js';
export { type Path, path, type QueryValue } from './path.js';
export {
  compose,
  type HttpResponse,
  type Next,
  type ResponseHeaders,
  type Step,
} from './pipeline.js';
export { Redactor, redacted } from './redact.js';
export { ResponseError } from './response-error.js';
export { sleep } from './sleep.js';
export { TimeoutError } from './timeout-error.js';
export { uuid } from './uuid.js';
