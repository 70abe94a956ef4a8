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

/**
 * A step that prints a changing request as a `curl` command that works when pasted, instead of sending it; reads
 * go through. The password stays out: the shell takes it from a variable.
 *
 * @param variables those that may hold the password; the first is named when none does
 */
export function dryRunStep(terminal: Terminal, variables: readonly [string, ...string[]]): Step {
  return async (call: HttpCall, next): Promise<HttpResponse> => {
    if (call.method === 'GET') return next(call);
    const { username, password } = credentialsOf(call);
    const variable = variables.find((name) => terminal.env[name] === password) ?? variables[0];
    terminal.write(`${curlOf(call, `${shellWord(`${username}:`)}"$${variable}"`, terminal)}\n`);
    terminal.note(
      terminal.env[variable] === password
        ? `Nothing was sent. The command takes the password from ${variable}, which must be exported.`
        : `Nothing was sent. Before you run it, set ${variable} to the password of ${username}.`,
    );
    throw new DryRun('The request was not sent.');
  };
}

function curlOf(call: HttpCall, user: string, { columns }: Terminal): string {
  const words = ['curl', '--request', call.method, '--user', user];
  const type = call.headers['content-type'];
  if (type !== undefined) words.push('--header', shellWord(`content-type: ${type}`));
  if (call.body !== undefined) words.push('--data-raw', shellWord(call.redactor.text(call.body)));
  words.push(shellWord(call.url));
  if (!call.verifyCertificates) words.push('--insecure');
  return shellCommand(words, columns);
}

/** What the authorization header of the call says. */
function credentialsOf({ headers }: HttpCall): { username: string; password: string } {
  const token = (headers.authorization ?? '').replace(/^Basic /, '');
  const text = Buffer.from(token, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
