import type { HttpCall, HttpResponse, Step } from '@pileus/sdk/http';
import { shellCommand, shellWord } from './present/shell-text.js';
import type { Terminal } from './terminal.js';

/** Thrown in the place of an answer: the request was shown and not sent. */
export class DryRun extends Error {
  override readonly name = 'DryRun';
}

/** Whether a request was only shown: the client may have wrapped what the step threw. */
export function wasDryRun(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof DryRun || wasDryRun(error.cause);
}

interface Variable {
  readonly value: string;
  /** Of the environment, where it may be, and from which a shell is to take it. */
  readonly variable: string;
}

/** A secret that the body of a request carries. */
export interface BodySecret extends Variable {
  /** What it is: `the new password of ann`. */
  readonly what: string;
}

/**
 * A step that prints a changing request as a `curl` command that works when pasted, instead of sending it; reads
 * go through. Secrets stay out: the shell takes them from variables.
 *
 * @param variables those that may hold the password; the first is named when none does
 * @param secrets that bodies of requests carry as JSON
 */
export function dryRunStep(
  terminal: Terminal,
  variables: readonly [string, ...string[]],
  secrets: readonly BodySecret[] = [],
): Step {
  return async (call: HttpCall, next): Promise<HttpResponse> => {
    if (call.method === 'GET') return next(call);
    const { username, password } = credentialsOf(call);
    const variable = variables.find((name) => terminal.env[name] === password) ?? variables[0];
    const user = `${shellWord(`${username}:`)}"$${variable}"`;
    const inBody = secrets.length > 0 ? [...secrets, { value: password, variable }] : [];
    terminal.write(`${curlOf(call, user, inBody, terminal)}\n`);
    const notes = [
      terminal.env[variable] === password
        ? `The command takes the password from ${variable}, which must be exported.`
        : `Before you run it, set ${variable} to the password of ${username}.`,
      ...secrets.map((secret) =>
        terminal.env[secret.variable] === secret.value
          ? `It takes ${secret.what} from ${secret.variable}.`
          : `Set ${secret.variable} to ${secret.what}.`,
      ),
    ];
    terminal.note(['Nothing was sent.', ...notes].join(' '));
    throw new DryRun('The request was not sent.');
  };
}

function curlOf(
  call: HttpCall,
  user: string,
  secrets: readonly Variable[],
  { columns }: Terminal,
): string {
  const words = ['curl', '--request', call.method, '--user', user];
  const type = call.headers['content-type'];
  if (type !== undefined) words.push('--header', shellWord(`content-type: ${type}`));
  if (call.body !== undefined) words.push('--data-raw', bodyWord(call, call.body, secrets));
  words.push(shellWord(call.url));
  if (!call.verifyCertificates) words.push('--insecure');
  return shellCommand(words, columns);
}

/** The body as a word of the shell, with variables in the place of `secrets`, if it carries any. */
function bodyWord({ redactor }: HttpCall, body: string, secrets: readonly Variable[]): string {
  if (secrets.length === 0) return shellWord(redactor.text(body));
  // One character each, of those that no text has: no secret can be a part of the mark of another.
  const marks = secrets.map((secret, i) => ({ ...secret, mark: String.fromCharCode(0xe000 + i) }));
  // Among the values alone: a secret may be a word that is a key, too.
  const marked = JSON.stringify(JSON.parse(body), (_key, value) =>
    typeof value === 'string'
      ? marks.reduce((text, secret) => text.replaceAll(secret.value, secret.mark), value)
      : value,
  );
  return marked
    .split(new RegExp(`(${marks.map(({ mark }) => mark).join('|')})`))
    .map((piece) => {
      const secret = marks.find(({ mark }) => mark === piece);
      if (secret) return fromVariable(secret);
      return piece === '' ? '' : shellWord(piece);
    })
    .join('');
}

/** What JSON would have escaped must be escaped by the shell. */
const fromVariable = ({ variable, value }: Variable): string =>
  /["\\]/.test(value) ? `"$(printf %s "$${variable}" | sed 's/["\\]/\\\\&/g')"` : `"$${variable}"`;

/** What the authorization header of the call says. */
function credentialsOf({ headers }: HttpCall): { username: string; password: string } {
  const token = (headers.authorization ?? '').replace(/^Basic /, '');
  const text = Buffer.from(token, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
