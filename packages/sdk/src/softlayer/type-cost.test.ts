import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** What a program that uses the client a little looks like to the compiler. */
const program = `
import { Client } from '${join(import.meta.dirname, 'index.js')}';
export const client = new Client({ username: 'u', apiKey: 'k' });
const mask = { operatingSystem: { passwords: true }, networkComponents: true, datacenter: { name: true } } as const;
export const guests = await client.Account.getVirtualGuests({ mask, filter: { maxMemory: '> 8' } });
export const name: string | null | undefined = guests[0]?.datacenter?.name;
export const servers = await client.Account.getHardware({ mask: { id: true, hostname: true }, limit: 10 });
for await (const { id } of client.Account.getVirtualGuests.iterate({ mask: { id: true } })) id.toFixed();
await client.Virtual_Guest.createObject({ hostname: 'a', datacenter: { name: 'dal09' } });
await client.Dns_Domain.createARecord('www', '127.0.0.1', 86400, { id: 5 });
await client.Virtual_Guest.id(5).powerOff();
`;

it('costs the compiler no more than the budget', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pileus-types-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const compilerOptions = {
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, files: ['use.ts'] };
  writeFileSync(join(folder, 'use.ts'), program);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const output = execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--extendedDiagnostics'],
    { encoding: 'utf8' },
  );
  const figure = (name: string) =>
    Number(new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(output)?.[1]);
  console.info(
    `Type-check of a small program: ${figure('Types')} types, ${figure('Instantiations')} instantiations, ` +
      `${figure('Check time')} s of ${figure('Total time')} s.`,
  );
  // Twice what a first trial took.
  expect(figure('Types')).toBeLessThan(61_200);
  expect(figure('Instantiations')).toBeLessThan(31_600);
}, 60_000);
