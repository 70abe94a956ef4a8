import type { Dispatcher } from 'undici';
import { Agent } from './undici.js';

/** Connections to one origin; more calls than that wait for a free one. */
const connections = 64;

let verifying: Dispatcher | undefined;
let trusting: Dispatcher | undefined;

/**
 * The connection pool that all clients with the same TLS options share. It keeps one pool per
 * origin; idle connections close by themselves and do not keep the process alive.
 */
export function sharedAgent(verifyCertificates: boolean): Dispatcher {
  if (verifyCertificates) {
    verifying ??= new Agent({ connections });
    return verifying;
  }
  trusting ??= new Agent({ connections, connect: { rejectUnauthorized: false } });
  return trusting;
}
