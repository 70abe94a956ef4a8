import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../http/command.js';
import { parseJson } from '../../http/json.js';
import { HttpProblem } from '../../http/problem.js';

/** The headers of every answer with a body (recorded). */
export const jsonHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
} as const;

/** An answer for `runCommand`. */
export const answer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer => ({
  status,
  headers: { ...jsonHeaders, ...headers },
  body: JSON.stringify(body),
});

export const sendJson = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.headers(jsonHeaders).send(JSON.stringify(body));

/** `2015-07-08T11:59:24Z`: two clients parse exactly this pattern. */
export const wireDate = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;

/** Ids on the wire are uuids without dashes. */
export const hexOf = (uid: string): string => uid.replaceAll('-', '');

/** The uuid behind 32 hexadecimal digits in any case, or undefined when it is no such id. */
export function uidOf(hex: string): string | undefined {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(hex);
  return match?.slice(1).join('-').toLowerCase();
}

/** A query parameter; names are taken in any case, the first value counts. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (key.toLowerCase() !== wanted) continue;
    const first = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' && first !== '' ? first : undefined;
  }
  return undefined;
}

export const queryFlag = (request: FastifyRequest, name: string): boolean =>
  queryText(request, name)?.toLowerCase() === 'true';

/**
 * The value in a request's body, with the keys of its objects in lower case, since clients write them in any.
 *
 * Forms become flat objects, JSON strings that hold JSON are decoded twice, and no body, `""` and `null` are
 * all undefined (observed clients need each of these).
 *
 * @throws {HttpProblem} `malformed` when it is neither JSON nor a form.
 */
export function readBody(request: FastifyRequest): unknown {
  const { body } = request;
  if (!Buffer.isBuffer(body)) return undefined;
  const text = body.toString('utf8').trim();
  if (text === '') return undefined;
  const isForm = request.sentType.toLowerCase().startsWith('application/x-www-form-urlencoded');
  // A body that begins like JSON is JSON: form encoding would have escaped these characters.
  if (isForm && !/^[{["]/.test(text)) return formOf(text);
  let value = parse(text);
  if (typeof value === 'string') value = value.trim() === '' ? undefined : parse(value);
  return value === null ? undefined : lowerKeys(value);
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new HttpProblem(
      'malformed',
      `The request body is not valid JSON: ${(error as Error).message}`,
    );
  }
}

/** A flat object; a repeated key becomes an array. */
function formOf(text: string): Record<string, unknown> {
  const fields = new Map<string, string | string[]>();
  for (const [key, value] of new URLSearchParams(text)) {
    const name = key.toLowerCase();
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (Array.isArray(before)) before.push(value);
    else fields.set(name, [before, value]);
  }
  return Object.fromEntries(fields);
}

function lowerKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(lowerKeys);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key.toLowerCase();
      // A package's parameters are the user's own data.
      return [name, name === 'parameters' ? inner : lowerKeys(inner)];
    }),
  );
}
