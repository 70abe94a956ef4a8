/** A typed client for the SoftLayer API, IBM Cloud's Classic Infrastructure. */
export type { Credentials } from './auth.js';
export type { AccessTokenSource } from './bearer.js';
export { Client, type ClientOptions, type PasswordLogin, type TransportName } from './client.js';
export * from './conditions.js';
export * from './errors.js';
export type * from './generated/services.js';
export type * from './generated/types.js';
export type { PagedOptions } from './iterate.js';
export type * from './methods.js';
export type { Filter, ValueTest } from './object-filter.js';
export type { ListResult } from './result.js';
export type { LocalsOf, MaskTree, Shape, SoftLayer_Entity } from './shape.js';
export type { CallOptions } from './wire-options.js';
