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
    projects: suites.map(({ name, include }) => ({ ...source, test: { name, include } })),
  },
});
