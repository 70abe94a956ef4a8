import type { Step } from './pipeline.js';

/** Sends `authorization` with every attempt. */
export function auth(authorization: string): Step {
  return (call, next) => {
    call.headers.authorization = authorization;
    return next(call);
  };
}

/** The credentials part of HTTP Basic, UTF-8. */
export function basicToken(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}
