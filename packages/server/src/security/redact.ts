/** What stands in the place of a secret. */
export const redacted = '[redacted]';

/**
 * Names of headers, fields, query parameters and variables that hold secrets, whatever their case
 * and separators: `sourceServerPassword`, `X-Auth-Token`, `DB_PASS`, `apiKeyEnc`.
 */
const secretName = new RegExp(
  [
    'passw(?:or)?d|passphrase|passwd|pwd|(?:^|[_-])pass(?:$|[_-])|pass$',
    'secret|token|authori[sz]ation|cookie|credential|signature|userdata',
    '(?:api|access|private|encryption|signing)[-_. ]?key|_key$',
    '^authenticate$|^hash$',
  ].join('|'),
  'i',
);

/** Names that look like the above and hold none. */
const harmless = /^(?:public|ssh)[-_. ]?key|nextToken$|tokenType$|^token_?kind$|idempotency-key/i;

/** Whether what is stored under this name must not be seen. */
export const isSecretName = (name: string): boolean =>
  secretName.test(name) && !harmless.test(name);

const deepest = 32;

/**
 * A copy of a value without its secrets, for logs and stored requests: what has a secret's name at
 * any depth is replaced, so are the `value` beside a secret `name` or `key`, credentials in texts
 * (`Basic ...`, `?token=...`, JSON and XML members) and bytes. Never throws.
 */
export function redact(value: unknown): unknown {
  return copied(value, new Set());
}

function copied(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value) || above.size > deepest) return '[circular or too deep]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return value;
  const inside = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => copied(item, inside));
  if (value instanceof Map) return copied(Object.fromEntries(value), inside);
  if (value instanceof Set) return copied([...value], inside);
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return copied(
      { ...value, name, message, stack, ...(cause !== undefined && { cause }) },
      inside,
    );
  }
  return copiedMembers(value as Record<string, unknown>, inside);
}

function copiedMembers(
  value: Record<string, unknown>,
  inside: ReadonlySet<object>,
): Record<string, unknown> {
  const label = value.name ?? value.key ?? value.Name ?? value.Key;
  const isNamedPair =
    typeof label === 'string' && isSecretName(label) && ('value' in value || 'Value' in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isNamedPair) return [name, /^value$/i.test(name) ? redacted : copied(member, inside)];
      const hide = isSecretName(name) && member !== null && member !== undefined;
      return [name, hide && typeof member !== 'boolean' ? redacted : copied(member, inside)];
    }),
  );
}

const words =
  '(?:passw(?:or)?d|passphrase|passwd|pwd|secret|token|api[-_.]?key|authori[sz]ation|credential|' +
  '(?<=[?&])(?:auth|key|sid))[\\w.-]{0,64}';

/** `key=value`, `"key": "value"`, `<key>value<` and XML-RPC's `<name>key</name><value><string>value<`. */
const pairs = new RegExp(
  `(${words}\\\\?["']?(?:\\s*[=:]\\s*|</name>\\s*<value>\\s*(?:<\\w+>\\s*)?|>))` +
    '(?:\\\\?"(?:[^"\\\\]|\\\\.)*"|[^"\'&\\s<,;}\\]]+)',
  'gi',
);

/** The look-ahead tells credentials from prose ("Basic authentication is required"). */
const schemes =
  /\b([Bb]asic|BASIC|[Bb]earer|BEARER|[Aa]pi[Kk]ey|APIKEY|TutumAgentToken)( +|%20)(?=\S*[\d=:+/A-Z]|\S{24})[^\s,;&<\]}]+/g;
const userInUrl = /(:\/\/)[^/?#\s@]{1,1024}@/g;
const privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]*/g;

/** The same for a text: a URL, a message, a body of any form. */
export function redactText(text: string): string {
  return text
    .replace(userInUrl, `$1${redacted}@`)
    .replace(privateKey, `$1${redacted}`)
    .replace(schemes, `$1$2${redacted}`)
    .replace(pairs, `$1${redacted}`);
}

/** A line of a JSON log, redacted member by member. */
export function redactLine(line: string): string {
  try {
    return `${JSON.stringify(redact(JSON.parse(line)))}\n`;
  } catch {
    return redactText(line);
  }
}
