import { JobError, parseJobs } from '../job.js';
import { type Host, type JobDemand, QueueError } from './queue.js';

/**
 * Reads what a command or a server says: a list of jobs in scalelib's form, or an object with `jobs` and, if it
 * knows its machines, `hosts`.
 *
 * @param source names the queue in errors
 * @throws QueueError
 */
export function readAnswer(text: string, source: string): JobDemand {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const start = text.trim().slice(0, 40);
    throw new QueueError(
      `${source} did not answer in JSON${start === '' ? ': it said nothing.' : `; it began with: ${start}`}`,
    );
  }
  const hosts =
    isRecord(json) && json.hosts !== undefined ? readHosts(json.hosts, source) : undefined;
  try {
    return { kind: 'jobs', jobs: parseJobs(json), ...(hosts && { hosts }) };
  } catch (error) {
    if (error instanceof JobError)
      throw new QueueError(`${source}: ${error.message}`, { cause: error });
    throw error;
  }
}

function readHosts(json: unknown, source: string): Host[] {
  if (!Array.isArray(json)) throw new QueueError(`${source}: 'hosts' is no list.`);
  return json.map((item: unknown, at) => {
    const host = isRecord(item) ? item : {};
    const where = `${source}: host ${at + 1}`;
    if (typeof host.hostname !== 'string' || host.hostname === '') {
      throw new QueueError(`${where} has no 'hostname'.`);
    }
    const jobs = host.jobs ?? [];
    if (!Array.isArray(jobs) || !jobs.every((job) => typeof job === 'string')) {
      throw new QueueError(`${where}: 'jobs' must be a list of names.`);
    }
    const available = host.available ?? undefined;
    const numbers =
      available === undefined ||
      (isRecord(available) && Object.values(available).every((value) => typeof value === 'number'));
    if (!numbers) throw new QueueError(`${where}: 'available' must hold numbers.`);
    return {
      hostname: host.hostname,
      jobs,
      ...(available !== undefined && { available: available as Record<string, number> }),
      ...(host.closed === true && { closed: true }),
    };
  });
}

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
