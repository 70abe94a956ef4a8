import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;

describe('the event stream', () => {
  let plane: TestPlane;
  beforeAll(async () => {
    plane = await startTestPlane({}, { listen: true });
  });
  afterAll(() => plane.close());

  const open = async (headers: Record<string, string> = {}) => {
    const {
      body,
      statusCode,
      headers: answered,
    } = await request(`${plane.url}/pileus/v1/events`, {
      headers: { authorization, accept: 'text/event-stream', ...headers },
    });
    expect(statusCode).toBe(200);
    expect(answered['content-type']).toBe('text/event-stream');
    let text = '';
    const frames = body[Symbol.asyncIterator]();
    return {
      /** Reads until `word` has come. */
      async until(word: string): Promise<string> {
        while (!text.includes(word)) {
          const { value, done } = await frames.next();
          if (done) break;
          text += value.toString();
        }
        return text;
      },
      close: () => body.destroy(),
    };
  };
  const scale = (total: number) =>
    request(`${plane.url}/clusters/test-cluster-1/scale/execute?totalNodeCount=${total}`, {
      method: 'POST',
      headers: { authorization },
    });

  it('sends what happens as it happens, and after Last-Event-ID only what came later', async () => {
    const stream = await open({ 'last-event-id': '0' });
    await scale(1);
    await stream.until('event: machine.queued');
    await plane.run(5000);
    const text = await stream.until('event: machine.running');
    stream.close();
    const frames = text.split('\n\n').filter((frame) => frame.startsWith('id: '));
    const ids = frames.map((frame) => Number(/^id: (\d+)/.exec(frame)![1]));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));

    const resumed = await open({ 'last-event-id': String(ids.at(-1)) });
    await scale(2);
    const later = await resumed.until('event: machine.queued');
    resumed.close();
    for (const id of later.matchAll(/^id: (\d+)/gm)) {
      expect(Number(id[1])).toBeGreaterThan(ids.at(-1)!);
    }
    const [, data] = /^data: (.*)$/m.exec(later)!;
    expect(JSON.parse(data!)).toMatchObject({ kind: expect.any(String), actor: 'admin' });
  });
});
