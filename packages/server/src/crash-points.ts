/**
 * Named places at which a test may kill the process as `kill -9` would. Without the environment variable
 * they cost one comparison.
 *
 * `PILEUS_CRASH_AT=outcome.before-commit:3` kills at the third passage of that point.
 */
export const crashPoints = [
  'command.begin',
  'command.before-commit',
  'command.after-commit',
  'claim.before-commit',
  'claim.after-commit',
  'driver.before',
  'driver.after',
  'outcome.begin',
  'outcome.before-commit',
  'outcome.after-commit',
  'operation.end',
  'response.before',
  'response.after',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

const [armed, passages] = (process.env.PILEUS_CRASH_AT ?? '').split(':');
let left = Number(passages ?? 1);

export function crashPoint(point: CrashPoint): void {
  if (point !== armed || --left > 0) return;
  process.kill(process.pid, 'SIGKILL');
}
