import { describe, expect, it } from 'vitest';
import { Launched } from '../launched.js';

describe('pileus tour', () => {
  it('tells the whole story in plain lines and ends with 0', async () => {
    const { code, out, err } = await new Launched(['tour', '--once']).ended();
    expect(err).toBe('');
    expect(code).toBe(0);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toContain('test-cluster-1 is Started: at most 10,000 nodes, 1,000,000 cores');
    expect(out).toMatch(/ondemand-1 +Standard_F32s_v2 +Ready +\d+\.\d+\.\d+\.\d+/);
    expect(out.match(/Standard_HC44rs +Ready +[\d.]+ +pg0/g)).toHaveLength(4);
    expect(out).toMatch(/together +5 +\$\d/);
    expect(out).toMatch(/1,000 nodes Ready after/);
    for (const api of ['CenturyLink', 'SoftLayer', 'Tutum'])
      expect(out).toMatch(RegExp(`^${api} `, 'm'));
    expect(out).toContain('1,005 of 1,005 nodes gone');
    expect(out.match(/^curl /gm)).toHaveLength(6);
    expect(out.match(/^npx pileus cycle /gm)).toHaveLength(3);
  }, 60_000);

  it('keeps serving after the story, until it is interrupted', async () => {
    const process = new Launched(['tour']);
    try {
      await process.line(/Terminate all/);
      const url = (await process.line(/Pileus listens on/)).split(' ').at(-1);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      process.signal('SIGINT');
      expect((await process.ended()).code).toBe(0);
    } finally {
      process.signal('SIGKILL');
    }
  }, 60_000);
});
