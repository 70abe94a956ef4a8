import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestPlane } from '@pileus/server/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { auditCounters, everyone } from './audit.js';
import { errorForms, type Vendor } from './error-forms.js';
import { basic, rowCounts } from './targets.js';

const directory = mkdtempSync(join(tmpdir(), 'pileus-full-'));
const place = join(directory, 'disk');
mkdirSync(place);

/** Variables that take more room than a database keeps in reserve. */
const large = Array.from({ length: 300 }, (_, i) => ({ key: `V${i}`, value: 'x'.repeat(1_000) }));

/** A filesystem of 64 MB, four times the write-ahead log; only the superuser of a machine that lets him may make one. */
const mounted = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', place]);
  rmSync(directory, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a full disk (needs the right to mount)', () => {
  it('refuses with 503, leaves nothing by halves, and goes on when there is room again', async () => {
    const plane = await startTestPlane({ data: join(place, 'data') });
    try {
      const ballast = join(place, 'ballast');
      const fill = () => {
        for (let size = 1 << 20; size >= 4096; size >>= 1) {
          try {
            for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
          } catch {
            // Less may still fit.
          }
        }
      };
      const post = (url: string, body: unknown) =>
        plane.app.inject({
          method: 'POST',
          url,
          headers: { authorization: basic, 'content-type': 'application/json' },
          payload: JSON.stringify(body),
        });
      const create = (count: number, requestId: string) =>
        post('/clusters/test-cluster-1/nodes/create', {
          requestId,
          sets: [{ count, nodearray: 'execute' }],
        });
      expect((await create(10, 'fits')).statusCode).toBe(202);
      await plane.run(5_000);

      fill();
      // What SQLite had reserved before may take a few more.
      let accepted = 0;
      while (accepted < 50 && (await create(200, `fills-${accepted}`)).statusCode === 202)
        accepted++;
      expect(accepted).toBeLessThan(50);
      const before = await rowCounts(plane);
      const asks: readonly (readonly [Vendor, string, unknown])[] = [
        [
          'cyclecloud',
          '/clusters/test-cluster-1/nodes/create',
          { sets: [{ count: 200, nodearray: 'execute' }] },
        ],
        [
          'tutum',
          '/api/v1/service/',
          { image: 'tutum/hello-world', name: 'w', container_envvars: large },
        ],
      ];
      for (const [vendor, url, body] of asks) {
        const answer = await post(url, body);
        const { statusCode: status, body: text } = answer;
        const type = String(answer.headers['content-type']);
        expect({ vendor, status }).toEqual({ vendor, status: 503 });
        expect(errorForms[vendor]({ status, type, text })).toBeUndefined();
      }
      expect(await rowCounts(plane)).toEqual(before);
      // What is stored can be read all the while.
      const read = await plane.app.inject({
        url: '/clusters/test-cluster-1/nodes',
        headers: { authorization: basic },
      });
      expect(read.statusCode).toBe(200);

      rmSync(ballast);
      expect((await create(200, `fills-${accepted}`)).statusCode).toBe(202);
      await plane.run(60_000);
      const reader = plane.store.reader(everyone);
      const nodes = (await reader.select('machine')).filter(({ name }) =>
        name.startsWith('execute-'),
      );
      expect(nodes.length).toBe(10 + 200 * accepted + 200);
      expect(nodes.every(({ state }) => state === 'running')).toBe(true);
      expect(await auditCounters(reader)).toEqual([]);
    } finally {
      await plane.close();
    }
  }, 60_000);
});
