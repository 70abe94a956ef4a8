import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** Another instance holds the lock. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Distinguishes a process from a later one of the same number. Empty where the system does not tell. */
  readonly started: string;
}

/**
 * Takes a lock file, so that one loop scales a cluster. A lock whose process has died on this machine is taken over;
 * one of another machine (the file lies on a shared disk) is not.
 *
 * @returns gives the lock back
 * @throws LockedError naming who has it
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  const mine: Holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o644, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      // A link is made whole or not at all, and never over another file.
      const taken = await link(draft, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (taken) return () => rm(path, { force: true });
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text !== undefined) await takeOver(path, text);
    }
    throw new LockedError(`The lock ${path} cannot be taken: others take it at the same time.`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a dead process's lock out of the way; checks that it was that one which was moved. */
async function takeOver(path: string, text: string): Promise<void> {
  const holder = parse(text);
  if (holder && (await isAlive(holder))) {
    const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
    throw new LockedError(
      `More than one instance is running: process ${holder.pid}${where} holds ${path}.`,
    );
  }
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  // Another process was faster, and this was its new lock: it goes back.
  if (moved !== undefined && moved !== text) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive({ pid, host, started }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await startOf(pid);
  return now === '' || started === '' || now === started;
}

/** When a process was started, in the kernel's ticks. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
