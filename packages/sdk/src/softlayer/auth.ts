import { ArgumentError } from '../http/argument-error.js';
import { basicToken } from '../http/auth.js';
import type { Step } from '../http/pipeline.js';
import { type AccessTokenSource, bearer } from './bearer.js';
import type { AuthenticateHeader } from './wire/protocol.js';

/** Who calls. One of the forms; an access token goes before a portal token before a key. */
export interface Credentials {
  /** Of a classic key, or the literal `apikey` with a key of IBM Cloud. */
  readonly username?: string | undefined;
  readonly apiKey?: string | undefined;
  /** What `User_Customer.getPortalLoginToken` gives. */
  readonly portalToken?: { readonly userId: number; readonly authToken: string } | undefined;
  /** A bearer token of IBM Cloud's IAM, or what gives one. */
  readonly accessToken?: string | AccessTokenSource | undefined;
}

/** How the calls of a client are signed. */
export interface Login {
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The struct that goes with every call over XML-RPC. */
  readonly authenticate?: AuthenticateHeader;
  /** Signs instead of a header that stays the same. */
  readonly step?: Step;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

/**
 * Signs by what there is. Classic keys and portal tokens travel inside the body over XML-RPC and as
 * HTTP Basic over REST; IBM Cloud's keys and tokens in the header over both (observed).
 *
 * @throws ArgumentError when nothing or half of a pair is there.
 */
export function loginOf(credentials: Credentials, transport: 'xmlrpc' | 'rest'): Login {
  const { username, apiKey, portalToken, accessToken } = credentials;
  if (typeof accessToken === 'function') return { step: bearer(accessToken), secrets: [] };
  if (accessToken) return { authorization: `Bearer ${accessToken}`, secrets: [accessToken] };
  if (portalToken) {
    const { userId, authToken } = portalToken;
    const authenticate = { complexType: 'PortalLoginToken', userId, authToken } as const;
    if (transport === 'xmlrpc') return { authenticate, secrets: [authToken] };
    return basic(String(userId), authToken);
  }
  if (!username)
    throw missing('username', 'the user of the API key, or `apikey` for a key of IBM Cloud');
  if (!apiKey) throw missing('apiKey', "the user's API key");
  if (transport === 'rest' || username === 'apikey') return basic(username, apiKey);
  return { authenticate: { username, apiKey }, secrets: [apiKey] };
}

/** No login at all: what a client does that only asks for a portal token. */
export const anonymous: Login = { secrets: [] };

function basic(username: string, secret: string): Login {
  if (username.includes(':')) {
    const message = "The SoftLayer client's `username` must not hold a colon.";
    throw new ArgumentError('username', message, 'SoftLayer');
  }
  const token = basicToken(username, secret);
  return { authorization: `Basic ${token}`, secrets: [secret, token] };
}

const missing = (key: string, what: string): ArgumentError =>
  new ArgumentError(key, `The SoftLayer client needs \`${key}\`: ${what}.`, 'SoftLayer');
