import { describe, expect, it } from 'vitest';
import { callWith, responseWith } from './call.test.helper.js';
import { type LogEntry, log } from './log.js';
import { ManualClock } from './manual-clock.js';
import type { Next } from './pipeline.js';
import { Redactor } from './redact.js';

const secret = 'correct horse';

async function entriesOf(next: (clock: ManualClock) => Next, bodies: boolean): Promise<LogEntry[]> {
  const clock = new ManualClock();
  const entries: LogEntry[] = [];
  const call = callWith({
    method: 'POST',
    path: `/login?key=${encodeURIComponent(secret)}`,
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ user: 'admin', password: secret }),
    redactor: new Redactor([secret]),
  });
  call.attempts = 1;
  const step = log({ write: (entry) => entries.push(entry), bodies }, clock);
  await step(call, next(clock)).catch(() => {});
  return entries;
}

const answering = (clock: ManualClock) => async () => {
  clock.advance(25);
  return responseWith(200, { 'set-cookie': 'id=9' }, JSON.stringify({ echo: secret, ok: true }));
};

describe('log', () => {
  it('writes one entry before and one after the attempt, tied by the call number', async () => {
    const entries = await entriesOf(answering, false);
    expect(entries).toMatchObject([
      { event: 'request', call: 1, attempt: 1, method: 'POST', operation: 'getThing' },
      { event: 'response', call: 1, attempt: 1, status: 200, took: 25 },
    ]);
    expect(entries.some((entry) => 'body' in entry)).toBe(false);
  });

  it('writes bodies only when asked, and never a secret', async () => {
    const entries = await entriesOf(answering, true);
    expect(entries).toMatchObject([
      { body: '{"user":"admin","password":"[redacted]"}' },
      { body: '{"echo":"[redacted]","ok":true}', headers: { 'set-cookie': '[redacted]' } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/horse|id=9/);
  });

  it('writes a failure and passes it on', async () => {
    const error = new Error('broken');
    const entries = await entriesOf(() => () => Promise.reject(error), false);
    expect(entries[1]).toMatchObject({ event: 'failure', error });
  });
});
