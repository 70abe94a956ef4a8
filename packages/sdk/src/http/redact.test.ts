import { describe, expect, it } from 'vitest';
import { Redactor } from './redact.js';

describe('Redactor', () => {
  const secret = 'p&ss "w0rd"/+';
  const redactor = new Redactor([secret, 'YWRtaW46eA==']);

  it('replaces the secrets of the client in any text, also encoded', () => {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret)]) {
      const text = redactor.text(`before ${form} after`);
      expect(text).toContain('[redacted]');
      expect(text).not.toContain('w0rd');
      expect(text).toMatch(/^before .* after$/);
    }
  });

  it('replaces a short secret only where it stands alone', () => {
    const short = new Redactor(['ab']);
    expect(short.text('password "ab" about cab')).toBe('password "[redacted]" about cab');
  });

  it('ignores empty secrets', () => {
    expect(new Redactor(['']).text('abc')).toBe('abc');
  });

  it('blanks secret headers by name and keeps the scheme', () => {
    expect(
      redactor.headers({
        Authorization: 'Basic abc123',
        'X-Api-Key': 'k',
        'set-cookie': ['a=1', 'b=2'],
        accept: 'application/json',
        missing: undefined,
      }),
    ).toEqual({
      Authorization: 'Basic [redacted]',
      'X-Api-Key': '[redacted]',
      'set-cookie': '[redacted]',
      accept: 'application/json',
    });
  });

  it.each([
    ['http://user:pass@host/a?b=1', 'http://host/a?b=1'],
    ['https://host/a?token=t&b=1', 'https://host/a?token=[redacted]&b=1'],
    ['https://host/a?api_key=t', 'https://host/a?api_key=[redacted]'],
    ['https://host/mail@x', 'https://host/mail@x'],
  ])('cleans the URL %s', (url, clean) => {
    expect(redactor.url(url)).toBe(clean);
  });

  it('blanks JSON values by key, however deep', () => {
    const body = {
      name: 'n',
      login: { Password: 'x', apiKey: { value: 'y' } },
      list: [{ pwd: 'z' }],
    };
    expect(JSON.parse(redactor.body(JSON.stringify(body)))).toEqual({
      name: 'n',
      login: { Password: '[redacted]', apiKey: '[redacted]' },
      list: [{ pwd: '[redacted]' }],
    });
  });

  it.each([
    ['form', 'user=u&password=hunter22&x=1', 'user=u&password=[redacted]&x=1'],
    [
      'JSON inside a form',
      `name=a+b&parameters=${encodeURIComponent('{"AdminPassword":"hunter22","n":1}')}`,
      `name=a+b&parameters=${encodeURIComponent('{"AdminPassword":"[redacted]","n":1}')}`,
    ],
    [
      'a template inside a form',
      new URLSearchParams({ force: 'true', cluster: 'Password = hunter22\nx = 1' }).toString(),
      `force=true&cluster=${encodeURIComponent('Password = [redacted]\nx = 1')}`,
    ],
    ['a form that is none', 'password=%E0%A4%A&a=%', 'password=[redacted]&a=%'],
    ['XML', '<apiKey>hunter22</apiKey>', '<apiKey>[redacted]</apiKey>'],
    [
      'XML-RPC',
      '<name>apiKey</name>\n<value><string>hunter22</string></value>',
      '<name>apiKey</name>\n<value><string>[redacted]</string></value>',
    ],
    ['broken JSON', '{"password": "hunter22", "a', '{"password": "[redacted]", "a'],
  ])('blanks secrets in %s', (_kind, body, clean) => {
    expect(redactor.body(body)).toBe(clean);
  });
});
