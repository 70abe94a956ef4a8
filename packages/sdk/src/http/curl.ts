import type { HttpCall } from './call.js';

export interface CurlOptions {
  /** True: prints the credentials, so that the command can be run. Default false. */
  readonly credentials?: boolean;
}

/** A request as a `curl` command for a POSIX shell. Secrets are blanked unless asked for. */
export function toCurl(
  call: Pick<
    HttpCall,
    'method' | 'origin' | 'path' | 'headers' | 'body' | 'verifyCertificates' | 'redactor'
  >,
  options: CurlOptions = {},
): string {
  const open = options.credentials === true;
  const url = call.origin + call.path;
  const words = [`curl --request ${call.method} ${quote(open ? url : call.redactor.url(url))}`];
  if (!call.verifyCertificates) words.push('--insecure');
  const headers = open ? call.headers : call.redactor.headers(call.headers);
  for (const [name, value] of Object.entries(headers)) {
    words.push(`--header ${quote(`${name}: ${value}`)}`);
  }
  if (call.body !== undefined) {
    words.push(`--data-raw ${quote(open ? call.body : call.redactor.body(call.body))}`);
  }
  return words.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
