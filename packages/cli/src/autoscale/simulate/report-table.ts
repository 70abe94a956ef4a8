import { createPaint } from '../../present/paint.js';
import { count, dollars } from '../../present/quantity.js';
import { renderTable } from '../../present/table.js';
import type { Terminal } from '../../terminal.js';
import type { PolicyReport, SimulationReport } from './report.js';

/** The policies side by side, one column each, and what is not the same for all below. */
export function reportText(report: SimulationReport, terminal: Terminal): string {
  const paint = createPaint(terminal.colour);
  const { policies } = report;
  const table = renderTable({
    columns: [
      { title: '', flexible: true },
      ...policies.map(({ policy }) => ({ title: policy, align: 'right' as const })),
    ],
    rows: lines(policies).map(([name, of]) => [name, ...policies.map(of)]),
    width: terminal.columns,
    paint,
  });
  return `${paint.bold(headOf(report))}\n\n${table}\n${notes(report)}`;
}

export function headOf({ trace, cluster, policies: [first] }: SimulationReport): string {
  const spot = first && first.spot !== 'any' ? `, spot ${first.spot}` : '';
  return `${jobsText(trace.jobs)} from ${trace.began.slice(0, 10)} on cluster ${cluster.name}${spot}`;
}

export type Line = readonly [name: string, of: (report: PolicyReport) => string];

/** What is told of each policy, line by line. */
export function lines(policies: readonly PolicyReport[]): Line[] {
  return [
    ['cost', ({ cost }) => dollars(cost.total)],
    ...machineLines(policies),
    ['wait, mean', ({ wait }) => duration(wait.mean)],
    ['wait, median', ({ wait }) => duration(wait.median)],
    ['wait, p95', ({ wait }) => duration(wait.p95)],
    ['wait, max', ({ wait }) => duration(wait.max)],
    ['utilisation', ({ utilisation }) => `${(utilisation * 100).toFixed(1)}%`],
    ['nodes started', ({ nodes }) => count(nodes.started)],
    ['nodes at most', ({ nodes }) => count(nodes.peak)],
    ['makespan', ({ makespan }) => duration(makespan)],
    ['jobs finished', ({ jobs }) => count(jobs.finished)],
    ['jobs never run', ({ jobs }) => count(never(jobs))],
    ['interruptions', ({ jobs }) => count(jobs.interruptions)],
    ['simulated in', ({ wallSeconds }) => `${wallSeconds.toFixed(1)} s`],
  ];
}

/** What each machine type came to. */
function machineLines(policies: readonly PolicyReport[]): Line[] {
  const nameOf = ({ machineType, spot }: { machineType: string; spot: boolean }) =>
    `  ${machineType}${spot ? ' spot' : ''}`;
  const names = new Set(policies.flatMap(({ cost }) => cost.machineTypes.map(nameOf)));
  return [...names].sort().map((name): Line => {
    const of = ({ cost }: PolicyReport) => {
      const line = cost.machineTypes.find((each) => nameOf(each) === name);
      if (!line) return '-';
      return line.price === null ? 'no price' : dollars(line.cost);
    };
    return [name, of];
  });
}

const never = ({ neverRan }: PolicyReport['jobs']): number =>
  neverRan.reduce((sum, { jobs }) => sum + jobs, 0);

function notes({ trace, policies }: SimulationReport): string {
  const left = Object.entries(trace.leftOut).map(
    ([reason, jobs]) => `Left out of the trace: ${jobsText(jobs)}, ${reason}.\n`,
  );
  const neverRan = policies.flatMap(({ policy, jobs }) =>
    jobs.neverRan.map(
      ({ reason, jobs: number }) => `Never run by ${policy}: ${jobsText(number)}, ${reason}.\n`,
    ),
  );
  const all = [...left, ...neverRan];
  return all.length > 0 ? `\n${all.join('')}` : '';
}

const jobsText = (jobs: number): string => `${count(jobs)} job${jobs === 1 ? '' : 's'}`;

/** `45 s`, `3:20 min`, `1:05 h`, `2.5 d`. */
function duration(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 100) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 6000) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  if (whole < 48 * 3600) return `${Math.floor(whole / 3600)}:${two((whole % 3600) / 60)} h`;
  return `${(whole / 86_400).toFixed(1)} d`;
}
