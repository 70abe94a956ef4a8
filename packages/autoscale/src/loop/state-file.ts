import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '@pileus/sdk/clock';
import { emptyState, type LoopState, type StateStore } from './state.js';

/**
 * Keeps the state in a JSON file that is replaced as a whole. A file that cannot be read is put aside under another
 * name, and the loop begins anew: clocks of idle and booting nodes then start again.
 */
export function stateFile(
  path: string,
  clock: Clock,
  onDamaged: (movedTo: string) => void = () => {},
): StateStore {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return emptyState();
      const state = parse(text);
      if (state) return state;
      const aside = `${path}.damaged-${clock.now()}`;
      await rename(path, aside);
      onDamaged(aside);
      return emptyState();
    },
    async save(state) {
      const folder = dirname(path);
      await mkdir(folder, { recursive: true });
      const draft = `${path}.new`;
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(state));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      const entry = await open(folder, 'r');
      await entry.sync().finally(() => entry.close());
    },
  };
}

function parse(text: string): LoopState | undefined {
  try {
    const state = JSON.parse(text) as LoopState;
    const right = state.version === 1 && typeof state.nodes === 'object' && state.nodes !== null;
    return right ? state : undefined;
  } catch {
    return undefined;
  }
}
