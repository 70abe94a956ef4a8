import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../failure.js';
import { controlPlaneOptions, isLoopback, type ServeFlags } from './serve-options.js';

const flags: ServeFlags = {
  host: '127.0.0.1',
  port: 0,
  world: 'demo',
  logLevel: 'warn',
  output: 'text',
};

const optionsOf = (changes: Partial<ServeFlags>, env = {}) =>
  controlPlaneOptions({ ...flags, ...changes }, env);

describe('controlPlaneOptions', () => {
  it('passes only what was given', () => {
    expect(optionsOf({})).toEqual({ host: '127.0.0.1', port: 0, world: 'demo', logLevel: 'warn' });
  });

  it('lets the clock of the world stand still', () => {
    expect(optionsOf({ speed: 0 }).speed).toBe(0);
  });

  it('takes the administrator from the environment', () => {
    const env = { PILEUS_ADMIN_USER: 'ann', PILEUS_ADMIN_API_KEY: 'k', PILEUS_ADMIN_PASSWORD: '' };
    expect(optionsOf({}, env).admin).toEqual({ username: 'ann', apiKey: 'k' });
  });

  it('makes folders and world files independent of the working directory', () => {
    expect(optionsOf({ data: 'state', world: 'w.yaml' })).toMatchObject({
      data: resolve('state'),
      world: resolve('w.yaml'),
    });
  });

  it('refuses other machines without TLS, and says why', () => {
    expect(() => optionsOf({ host: '0.0.0.0' })).toThrow(UsageError);
    expect(() => optionsOf({ host: '0.0.0.0' })).toThrow(/in the clear.*--tls auto/);
  });

  it.each([{ tls: 'auto' }, { tlsCert: 'c.pem', tlsKey: 'k.pem' }, { insecure: true }])(
    'serves other machines with %j',
    (changes) => {
      expect(optionsOf({ host: '0.0.0.0', ...changes }).host).toBe('0.0.0.0');
    },
  );

  it.each([
    [{ tls: 'yes' }, /only the word auto/],
    [{ tlsCert: 'c.pem' }, /needs --tls-key/],
    [{ tlsKey: 'k.pem' }, /needs --tls-cert/],
    [{ publicUrl: 'ftp://x' }, /http or https/],
  ] satisfies [Partial<ServeFlags>, RegExp][])('refuses %j', (changes, message) => {
    expect(() => optionsOf(changes)).toThrow(message);
  });

  it('does not repeat a database address, which may hold a password', () => {
    const refused = () => optionsOf({ database: 'mysql://u:secret@host/db' });
    expect(refused).toThrow(UsageError);
    expect(refused).not.toThrow(/secret/);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.example.com', false],
  ['192.168.1.5', false],
])('knows whether %s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
