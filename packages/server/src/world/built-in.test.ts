import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type BuiltInWorld, builtInWorlds } from './built-in.js';
import { parseWorld } from './read-file.js';
import type { World } from './schema.js';

/** Reads `worlds/NAME.yaml` and what it extends, not what was generated of them. */
async function source(name: BuiltInWorld): Promise<World> {
  const file = new URL(`../../worlds/${name}.yaml`, import.meta.url);
  return parseWorld(await readFile(file, 'utf8'), name, source);
}

describe('the built-in worlds', () => {
  // After a change of a YAML file: `npx vitest run -u=all packages/server/src/world/built-in.test.ts`.
  it.each(builtInWorlds)('are generated from their YAML files: %s', async (name) => {
    const text = [
      `// Generated from worlds/${name}.yaml by built-in.test.ts: edit that file, then update.`,
      "import type { World } from '../schema.js';",
      '',
      `export const ${name}: World = ${JSON.stringify(await source(name), null, 2)};`,
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot(`./generated/${name}.ts`);
  });
});
