/** What stands in the place of a secret. */
export const redacted = '[redacted]';

const secretWords =
  'passw|passphrase|pwd|secret|token|api[-_.]?key|authori[sz]ation|cookie|private[-_.]?key|access[-_.]?key|credential|session[-_.]?id|signature';
const secretKey = new RegExp(secretWords, 'i');

/** `key=value`, `"key": "value"`, `<key>value<` and XML-RPC's `<name>key</name><value>…`. */
const secretPair = new RegExp(
  `((?:${secretWords})[\\w.-]*["']?(?:\\s*[=:]\\s*|</name>\\s*<value>\\s*(?:<\\w+>\\s*)?|>)["']?)([^"'&\\s<,;}]+)`,
  'gi',
);

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Takes secrets out of what people get to see. It works by key (headers, query parameters, JSON
 * keys, XML elements) and by value: the secrets of the client disappear wherever they turn up, also
 * in a message of the server's.
 */
export class Redactor {
  readonly #values: RegExp | undefined;

  /** @param secrets passwords, keys and tokens that the client sends. */
  constructor(secrets: readonly string[] = []) {
    const patterns = new Set<string>();
    for (const secret of secrets.filter((value) => value !== '')) {
      const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
      for (const form of forms) patterns.add(valuePattern(form));
    }
    const longestFirst = [...patterns].sort((a, b) => b.length - a.length);
    this.#values = patterns.size > 0 ? new RegExp(longestFirst.join('|'), 'g') : undefined;
  }

  /** Replaces the client's secrets in any text. */
  text(text: string): string {
    return this.#values ? text.replace(this.#values, redacted) : text;
  }

  /** A copy of the headers with secret ones blanked, keyed as given. */
  headers(headers: Headers): Record<string, string> {
    const copy: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      const text = typeof value === 'string' ? value : value.join(', ');
      copy[name] = secretKey.test(name) ? blankCredentials(text) : this.text(text);
    }
    return copy;
  }

  /** The URL without user, password and secret query values. */
  url(url: string): string {
    const bare = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
    const query = bare.indexOf('?');
    if (query < 0) return this.text(bare);
    const pairs = bare
      .slice(query + 1)
      .split('&')
      .map((pair) => (secretKey.test(keyOf(pair)) ? `${keyOf(pair)}=${redacted}` : pair));
    return this.text(`${bare.slice(0, query)}?${pairs.join('&')}`);
  }

  /** A request or response body: JSON and forms by their keys, anything else by pattern. */
  body(body: string): string {
    return this.text(redactJson(body) ?? redactForm(body) ?? redactPairs(body));
  }
}

/** Short secrets are replaced only where they stand alone, else they would blank half the text. */
function valuePattern(value: string): string {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return value.length < 5 ? `(?<![\\w])${escaped}(?![\\w])` : escaped;
}

/** `Basic abc` keeps its scheme, which helps and harms nobody. */
function blankCredentials(value: string): string {
  const scheme = /^(Basic|Bearer|ApiKey) /i.exec(value);
  return scheme ? `${scheme[1]} ${redacted}` : redacted;
}

function keyOf(pair: string): string {
  const equals = pair.indexOf('=');
  return equals < 0 ? pair : pair.slice(0, equals);
}

function redactJson(body: string): string | undefined {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return JSON.stringify(JSON.parse(body), (key, value: unknown) =>
      key !== '' && secretKey.test(key) && value !== null ? redacted : value,
    );
  } catch {
    return undefined;
  }
}

const redactPairs = (text: string): string => text.replace(secretPair, `$1${redacted}`);

/** A URL-encoded form; values that are texts of their own (JSON, a template) are looked through. */
function redactForm(body: string): string | undefined {
  if (!/^[\w.%-]+=[^\s"<{]*$/.test(body)) return undefined;
  const pairs = body.split('&').map((pair) => {
    const key = keyOf(pair);
    if (secretKey.test(key)) return `${key}=${redacted}`;
    const value = decodeForm(pair.slice(key.length + 1));
    const clean = value === undefined ? undefined : (redactJson(value) ?? redactPairs(value));
    return clean === undefined || clean === value ? pair : `${key}=${encodeURIComponent(clean)}`;
  });
  return pairs.join('&');
}

function decodeForm(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
