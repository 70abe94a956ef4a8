import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callWith } from './call.test.helper.js';
import { Redactor } from './redact.js';

const call = callWith({
  method: 'POST',
  path: '/a%20b?x=1&token=t0ken',
  headers: { authorization: 'Basic c2VjcmV0', accept: 'application/json' },
  body: `{"name":"it's","password":"hunter22"}`,
  verifyCertificates: false,
  redactor: new Redactor(['hunter22', 'c2VjcmV0']),
});

describe('toCurl', () => {
  it('blanks credentials by default', () => {
    expect(call.toCurl()).toBe(
      [
        "curl --request POST 'http://host.test/a%20b?x=1&token=[redacted]'",
        '--insecure',
        "--header 'authorization: Basic [redacted]'",
        "--header 'accept: application/json'",
        `--data-raw '{"name":"it'\\''s","password":"[redacted]"}'`,
      ].join(' \\\n  '),
    );
  });

  it('gives the shell exactly the request when credentials are asked for', () => {
    const words = call.toCurl({ credentials: true }).replace(/^curl/, "printf '%s\\n'");
    const output = execFileSync('/bin/sh', ['-c', words], { encoding: 'utf8' });
    expect(output.trimEnd().split('\n')).toEqual([
      '--request',
      'POST',
      'http://host.test/a%20b?x=1&token=t0ken',
      '--insecure',
      '--header',
      'authorization: Basic c2VjcmV0',
      '--header',
      'accept: application/json',
      '--data-raw',
      `{"name":"it's","password":"hunter22"}`,
    ]);
  });
});
