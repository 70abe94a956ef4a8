import type { Step } from '../http/pipeline.js';
import { faultOf } from './fault.js';

/**
 * Gives an access token. It is called before the first request, and again, with `expired` true, when the
 * API says that the token has expired.
 */
export type AccessTokenSource = (state: { readonly expired: boolean }) => string | Promise<string>;

/** Signs every attempt with a token from a source; a call that meets an expired one is sent once more. */
export function bearer(source: AccessTokenSource): Step {
  let token: Promise<string> | undefined;
  const ask = (expired: boolean): Promise<string> => {
    const asked = Promise.resolve(source({ expired }));
    token = asked;
    // A source that failed is asked again by the next call.
    asked.catch(() => {
      if (token === asked) token = undefined;
    });
    return asked;
  };
  return async (call, next) => {
    const used = token ?? ask(false);
    call.headers.authorization = `Bearer ${await used}`;
    const response = await next(call);
    const code = faultOf(response)?.faultCode ?? '';
    if (!code.endsWith('Authentication_AccessTokenValidation')) return response;
    // Of several calls that learn it together the first one asks.
    const fresh = token === used || token === undefined ? ask(true) : token;
    call.headers.authorization = `Bearer ${await fresh}`;
    return next(call);
  };
}
