import * as exported from '@pileus/sdk/softlayer/managers';
import { expect, it } from 'vitest';
import { pages } from './pages.js';

const page = 'docs/softlayer-managers.md';

type Class = (new (...args: never[]) => object) & { readonly name: string };

const managers = Object.entries(exported)
  .filter(([name, value]) => name.endsWith('Manager') && typeof value === 'function')
  .map(([name, value]) => [name, value as unknown as Class] as const);
const classes = new Set<unknown>(managers.map(([, manager]) => manager));

/** Names of what a class declares, in their order, without those of a manager that it extends. */
function methodsOf(manager: Class): string[] {
  const names: string[] = [];
  for (
    let each: Class = manager;
    each.prototype !== undefined;
    each = Object.getPrototypeOf(each)
  ) {
    if (each !== manager && classes.has(each)) break;
    const statics = Object.getOwnPropertyNames(each).filter(
      (name) => typeof Reflect.get(each, name) === 'function' && name !== 'prototype',
    );
    const own = Object.getOwnPropertyNames(each.prototype).filter(
      (name) => name !== 'constructor' && !hidden.has(`${each.name}.${name}`),
    );
    names.push(...own, ...statics);
  }
  return names;
}

/** What is for the managers that extend another one. */
const hidden = new Set([
  'Guests.find',
  'Guests.tag',
  'Packages.packageId',
  'Servers.find',
  'Servers.tag',
  'StorageManager.place',
]);

it('the table of the managers has all of them, and all their methods', () => {
  const text = pages.find(({ path }) => path === page)?.text ?? '';
  const rows = [...text.matchAll(/^\| `(\w+Manager)`.*? \| .* \| (.*) \|$/gm)];
  const told = Object.fromEntries(
    rows.map(([, name, methods = '']) => [
      name,
      [...methods.matchAll(/`(\w+)`/g)].map(([, method]) => method),
    ]),
  );
  const aliases = managers.filter(([name, manager]) => name !== manager.name);
  for (const [alias] of aliases) expect(text).toContain(`\`${alias}\``);
  const known = managers.filter(([name, manager]) => name === manager.name);
  expect(told).toEqual(
    Object.fromEntries(known.map(([name, manager]) => [name, methodsOf(manager)])),
  );
});
