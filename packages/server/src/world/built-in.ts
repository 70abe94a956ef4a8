import type { World } from './schema.js';

/** The worlds that every server has. They were checked when they were generated from `worlds/*.yaml`. */
export const builtInWorlds = ['demo', 'empty'] as const;

export type BuiltInWorld = (typeof builtInWorlds)[number];

export const isBuiltIn = (name: string): name is BuiltInWorld =>
  builtInWorlds.some((world) => world === name);

/** Loads a built-in world; only then is its text read. */
export async function builtInWorld(name: BuiltInWorld): Promise<World> {
  switch (name) {
    case 'demo':
      return (await import('./generated/demo.js')).demo;
    case 'empty':
      return (await import('./generated/empty.js')).empty;
  }
}
