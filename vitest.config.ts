import { defineConfig } from 'vitest/config';

const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

export default defineConfig({
  ...source,
  test: {
    projects: ['sdk', 'server', 'cli'].map((name) => ({
      ...source,
      test: { name, include: [`packages/${name}/src/**/*.test.ts`] },
    })).concat([
      { ...source, test: { name: 'conformance', include: ['conformance/**/*.test.ts'] } },
    ]),
  },
});
