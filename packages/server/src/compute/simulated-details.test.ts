import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance, duration } from './chance.js';
import { type LogScript, logLines } from './logs.js';
import { runShell } from './shell.js';
import { sampleAt } from './telemetry.js';

const noon = Date.UTC(2026, 0, 1, 12);

describe('chance', () => {
  it('repeats for the same words and is even over many', () => {
    expect(chance('a', 'b', 1)).toBe(chance('a', 'b', 1));
    expect(chance('a', 'b', 1)).not.toBe(chance('a', 'b', 2));
    const draws = Array.from({ length: 20_000 }, (_, i) => chance('seed', i));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(draws.filter((draw) => draw < 0.1).length).toBeGreaterThan(1700);
    expect(draws.filter((draw) => draw < 0.1).length).toBeLessThan(2300);
  });

  it('draws durations with the stated median and 95th percentile', () => {
    const drawn = Array.from({ length: 20_000 }, (_, i) =>
      duration({ median: 60, p95: 180 }, chance('s', i, 'a'), chance('s', i, 'b')),
    ).sort((a, b) => a - b);
    expect(drawn[10_000]! / 1000).toBeCloseTo(60, -1);
    expect(drawn[19_000]! / 1000).toBeGreaterThan(150);
    expect(drawn[19_000]! / 1000).toBeLessThan(210);
  });
});

describe('samples of a simulated machine', () => {
  const machine = { uid: 'u1', memoryMb: 4096, diskGb: 100, startedAt: noon };

  it('are the same for everybody who asks', () => {
    expect(sampleAt('s', machine, noon + 90_000)).toEqual(sampleAt('s', machine, noon + 119_999));
  });

  it('stay within what the machine has', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.uuid(), (minutes, uid) => {
        const sample = sampleAt('s', { ...machine, uid }, noon + minutes * 60_000);
        expect(sample.cpu).toBeGreaterThanOrEqual(0);
        expect(sample.cpu).toBeLessThanOrEqual(1);
        expect(sample.memoryMb).toBeLessThanOrEqual(4096);
        expect(sample.diskMb).toBeLessThanOrEqual(92_160);
      }),
    );
  });

  it('show nothing but the disk while it does not run', () => {
    expect(sampleAt('s', { ...machine, startedAt: null }, noon)).toMatchObject({
      cpu: 0,
      memoryMb: 0,
      receivedKbps: 0,
    });
  });
});

describe('logs of a simulated program', () => {
  const script: LogScript = { onStart: ['up'], cycle: ['a', 'b'], everySeconds: 10 };

  it('begin with the start lines and go round the cycle', () => {
    expect(logLines(script, noon, noon + 35_000).map((line) => line.text)).toEqual([
      'up',
      'a',
      'b',
      'a',
    ]);
  });

  it('agree between tail, since and the whole', () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(500_000), fc.nat(20), (age, sinceAge, tail) => {
        const now = noon + age;
        const all = logLines(script, noon, now);
        expect(logLines(script, noon, now, { tail })).toEqual(tail === 0 ? [] : all.slice(-tail));
        const since = noon + sinceAge;
        expect(logLines(script, noon, now, { since })).toEqual(
          all.filter((line) => line.at >= since),
        );
      }),
    );
  });
});

describe('the simulated shell', () => {
  const world = { hostname: 'web-1', env: { A: 'one two' }, files: { '/etc/motd': 'hello\n' } };
  const out = (line: string) => runShell(line, world).stdout;

  it.each([
    ['echo hi', 'hi\n'],
    [`echo 'a  b' "c $A" d\\ e`, 'a  b c one two d e\n'],
    ['hostname && cat /etc/motd', 'web-1\nhello\n'],
    ['ls /; ls /etc', 'etc\nmotd\n'],
    ["sh -c 'echo $A'", 'one two\n'],
    ['false && echo no; echo yes', 'yes\n'],
    ['env', 'A=one two\n'],
  ])('runs %s', (line, stdout) => expect(out(line)).toBe(stdout));

  it('answers as a shell does for what it cannot do', () => {
    expect(runShell('reboot now', world)).toMatchObject({
      exitCode: 127,
      stderr: 'sh: reboot: not found\n',
    });
    expect(runShell('exit 300; echo no', world)).toMatchObject({ exitCode: 44, stdout: '' });
    expect(runShell('sleep 5', world).seconds).toBe(5);
    expect(runShell('cat /nope', world).exitCode).toBe(1);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (line) => void runShell(line, world)));
  });
});
