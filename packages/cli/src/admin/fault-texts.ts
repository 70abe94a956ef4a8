import { UsageError } from '../failure.js';
import {
  type Distribution,
  type Failure,
  type FaultTime,
  failureKinds,
  faultTimes,
  type Scarcity,
} from './wire.js';

/*
 * How faults are written on the command line, and shown so that they can be written again:
 *
 *   time      boot:5   boot:1..3   boot:mean=5,deviation=1   boot:median=5,p95=9
 *   failure   boot:0.2   capacity:1,location=eastus,type=Standard_F2s_v2,message=No luck, sorry
 *   scarce    eastus/Standard_F2s_v2:3
 *
 * Times are seconds. A message is the rest of the text, commas included.
 */

/** @throws UsageError that shows what can be written */
export function parseTime(text: string): { kind: FaultTime; time: Distribution } {
  const [, kind = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  if (!isTime(kind)) throw wrong('--time', text, `begins with one of ${faultTimes.join(', ')}`);
  const time = distribution(value);
  if (time !== undefined) return { kind, time };
  throw wrong('--time', text, `is such as ${kind}:5, ${kind}:1..3 or ${kind}:mean=5,deviation=1`);
}

const isTime = (text: string): text is FaultTime =>
  (faultTimes as readonly string[]).includes(text);

function distribution(text: string): Distribution | undefined {
  const single = number(text);
  if (single !== undefined) return single;
  const range = /^([\d.e+-]+?)\.\.([\d.e+-]+)$/.exec(text);
  const named = /^(mean|median)=([^,]*),(deviation|p95)=(.*)$/.exec(text);
  const first = number((range?.[1] ?? named?.[2]) || '');
  const second = number((range?.[2] ?? named?.[4]) || '');
  if (first === undefined || second === undefined) return undefined;
  if (range) return { min: first, max: second };
  if (named?.[1] === 'mean' && named[3] === 'deviation') return { mean: first, deviation: second };
  if (named?.[1] === 'median' && named[3] === 'p95') return { median: first, p95: second };
  return undefined;
}

const number = (text: string): number | undefined =>
  /^\d/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;

export function timeText(time: Distribution): string {
  if (typeof time === 'number') return String(time);
  if ('min' in time) return `${time.min}..${time.max}`;
  if ('mean' in time) return `mean=${time.mean},deviation=${time.deviation}`;
  return `median=${time.median},p95=${time.p95}`;
}

/** @throws UsageError that shows what can be written */
export function parseFailure(text: string): Failure {
  const [, kind = '', rate = '', rest = ''] = /^([^:]*):([^,]*)(,.*)?$/s.exec(text) ?? [];
  if (!isFailure(kind))
    throw wrong('--fail', text, `begins with one of ${failureKinds.join(', ')}`);
  const share = number(rate);
  if (share === undefined || share > 1) {
    throw wrong('--fail', text, `is such as ${kind}:0.2, where 0.2 is the share that fails`);
  }
  return { kind, rate: share, ...selectors(text, rest) };
}

const isFailure = (text: string): text is Failure['kind'] =>
  (failureKinds as readonly string[]).includes(text);

function selectors(text: string, rest: string): Partial<Failure> {
  const found: Record<string, string> = {};
  for (let left = rest; left !== ''; ) {
    const match = /^,(location|type)=([^,]+)/.exec(left) ?? /^,(message)=(.+)$/s.exec(left);
    if (!match) {
      throw wrong('--fail', text, 'goes on with ,location=... ,type=... and last ,message=...');
    }
    const [whole, key = '', value = ''] = match;
    found[key === 'type' ? 'machineType' : key] = value;
    left = left.slice(whole.length);
  }
  return found;
}

export function failureText({ kind, rate, location, machineType, message }: Failure): string {
  return [
    `${kind}:${rate}`,
    ...(location === undefined ? [] : [`location=${location}`]),
    ...(machineType === undefined ? [] : [`type=${machineType}`]),
    ...(message === undefined ? [] : [`message=${message}`]),
  ].join(',');
}

/** @throws UsageError that shows what can be written */
export function parseScarcity(text: string): Scarcity {
  const [, location, machineType, count] = /^([^/]+)\/(.+):(\d{1,9})$/.exec(text) ?? [];
  if (location && machineType && count) return { location, machineType, count: Number(count) };
  throw wrong('--scarce', text, 'is such as eastus/Standard_F2s_v2:3, where 3 is all there is');
}

export const scarcityText = ({ location, machineType, count }: Scarcity): string =>
  `${location}/${machineType}:${count}`;

const wrong = (option: string, text: string, what: string) =>
  new UsageError(`${option} ${JSON.stringify(text)} cannot be read: it ${what}.`);
