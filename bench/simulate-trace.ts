import { random } from './autoscale-demand.js';

const day = 86_400;

/**
 * A made-up month in the Standard Workload Format: more jobs by day than by night and fewer at weekends, run times
 * with a long tail, most jobs of one processor.
 */
export function* traceLines(count: number, days: number, seed: number): Generator<string> {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const times: number[] = [];
  while (times.length < count) {
    const at = next() * days * day;
    const hour = (at / 3600) % 24;
    const weekend = Math.floor(at / day) % 7 >= 5;
    const share = (0.55 + 0.45 * Math.sin(((hour - 8) / 24) * 2 * Math.PI)) * (weekend ? 0.4 : 1);
    if (next() < share) times.push(Math.floor(at));
  }
  times.sort((a, b) => a - b);
  yield '; UnixStartTime: 1767225600';
  for (const [i, at] of times.entries()) {
    const run = Math.min(2 * day, Math.max(5, Math.round(600 * Math.exp(1.4 * normal()))));
    const size = next() < 0.75 ? 1 : 2 ** Math.ceil(next() * 6);
    const kilobytes = [-1, 1_000_000, 2_000_000][Math.floor(next() * 3)];
    yield `${i + 1} ${at} -1 ${run} ${size} -1 -1 ${size} -1 ${kilobytes} 1 -1 -1 -1 -1 -1 -1 -1`;
  }
}
