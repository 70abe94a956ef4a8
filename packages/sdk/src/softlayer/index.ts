/** A typed client for the SoftLayer API, IBM Cloud's Classic Infrastructure. */
export type { Credentials } from './auth.js';
export { Client, type ClientOptions, type TransportName } from './client.js';
export * from './errors.js';
export type { ListResult } from './result.js';
export type { CallOptions } from './wire-options.js';
