import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@pileus/sdk/clock';

/** What a program of Slurm was called with. */
export interface PowerRequest {
  readonly kind: 'resume' | 'suspend' | 'resume-fail';
  readonly nodes: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Leaves a request for the loop and returns once it is on the disk: Slurm kills a program that takes long, and the
 * loop may be away just now.
 */
export async function handOver(
  folder: string,
  request: Omit<PowerRequest, 'at'>,
  clock: Clock,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = clock.now();
  const name = `${String(at).padStart(15, '0')}-${randomUUID()}`;
  const draft = join(folder, `.${name}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify({ ...request, at }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, `${name}.json`));
  // The name is durable once its folder is.
  const entry = await open(folder, 'r');
  await entry.sync().finally(() => entry.close());
}

/** What has been handed over, the oldest first, and a way to put it away. Files that make no sense are put away too. */
export async function readHandedOver(
  folder: string,
): Promise<{ readonly requests: readonly PowerRequest[]; readonly remove: () => Promise<void> }> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = found.filter((name) => /^\d+-.*\.json$/.test(name)).sort();
  const requests: PowerRequest[] = [];
  for (const name of names) {
    const request = parse(await readFile(join(folder, name), 'utf8'));
    if (request) requests.push(request);
  }
  return {
    requests,
    async remove() {
      for (const name of names) await rm(join(folder, name), { force: true });
    },
  };
}

function parse(text: string): PowerRequest | undefined {
  try {
    const request = JSON.parse(text) as PowerRequest;
    return Array.isArray(request.nodes) && typeof request.at === 'number' ? request : undefined;
  } catch {
    return undefined;
  }
}
