import { defineConfig } from 'vitest/config';
import { suites } from './scripts/suites.mjs';

/** Packages are tested as sources: nothing has to be built. */
const source = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
};

export default defineConfig({
  ...source,
  test: {
    projects: suites.map(({ name, include }) => ({
      ...source,
      // Hooks start and stop databases and remove what they held: on a busy disk that takes its time.
      test: { name, include, hookTimeout: 60_000 },
    })),
  },
});
