/** What a caller sent in its `Authorization` header. */
export type ParsedAuthorization =
  | {
      readonly scheme: 'basic' | 'apikey';
      /** Absent: the secret is an API key that was sent alone. */
      readonly username: string | undefined;
      readonly secret: string;
    }
  | { readonly scheme: 'bearer'; readonly token: string };

/**
 * Reads an `Authorization` value as generously as the vendors did, and never throws.
 *
 * - `Basic <base64 of user:secret>`, `ApiKey user:key`, `Apikey key`, `Bearer token`; the scheme in
 *   any case (Tutum's clients write both `ApiKey` and `Apikey`)
 * - double quotes around the base64 text, the user or the secret go: clients that read `~/.tutum` as
 *   it was documented send them (observed)
 * - `Bearer Bearer token`: callers who were given the token with its scheme put it behind another one
 *
 * Answers undefined when there is nothing, or nothing that can be read.
 */
export function parseAuthorization(value: string | undefined): ParsedAuthorization | undefined {
  const [, word, rest] = /^\s*([^\s]+)\s+(.*)$/s.exec(value ?? '') ?? [];
  if (word === undefined || rest === undefined) return undefined;
  switch (word.toLowerCase()) {
    case 'basic':
      return basic(rest);
    case 'apikey':
      return apiKey(rest);
    case 'bearer':
      return bearer(rest);
  }
  return undefined;
}

function basic(text: string): ParsedAuthorization | undefined {
  // Two headers that a proxy joined: nobody knows which of them is meant.
  if (text.includes(',')) return undefined;
  const pair = decoded(unquoted(text));
  const colon = pair.indexOf(':');
  if (colon < 0) return undefined;
  return {
    scheme: 'basic',
    username: unquoted(pair.slice(0, colon)) || undefined,
    secret: unquoted(pair.slice(colon + 1)),
  };
}

function apiKey(text: string): ParsedAuthorization | undefined {
  const colon = text.indexOf(':');
  const username = colon < 0 ? undefined : unquoted(text.slice(0, colon).trim()) || undefined;
  const secret = unquoted(text.slice(colon + 1).trim());
  return secret === '' ? undefined : { scheme: 'apikey', username, secret };
}

function bearer(text: string): ParsedAuthorization | undefined {
  const token = unquoted(text.trim().replace(/^(?:bearer(?:\s+|$))+/i, ''));
  return token === '' ? undefined : { scheme: 'bearer', token };
}

/** UTF-8 as RFC 7617 has it, or Latin-1 where that is what it must be (older Python libraries). */
function decoded(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/** Without the pair of quotes around it; without one, as it is. */
function unquoted(text: string): string {
  const inner = text.trim();
  const isQuoted = inner.length >= 2 && inner.startsWith('"') && inner.endsWith('"');
  return isQuoted ? inner.slice(1, -1) : text;
}
