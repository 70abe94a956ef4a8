import { describe, expect, it } from 'vitest';
import { outdatedPackages } from './install.mjs';

const locked = {
  '': { name: 'workspace' },
  'packages/sdk': { version: '0.1.0' },
  'node_modules/@pileus/sdk': { resolved: 'packages/sdk', link: true },
  'node_modules/a': { version: '1.0.0', resolved: 'a-1.0.0.tgz' },
  'node_modules/a/node_modules/b': { version: '2.0.0', resolved: 'b-2.0.0.tgz' },
  'node_modules/made-for-another-platform': { version: '1.0.0', optional: true },
};

/** What npm notes down after it installed `locked` on a platform that lacks the optional package. */
function installed(changes = {}) {
  const { '': _root, 'node_modules/made-for-another-platform': _other, ...rest } = locked;
  return { ...rest, ...changes };
}

describe('outdatedPackages', () => {
  it('finds nothing after an installation, though an optional package is missing', () => {
    expect(outdatedPackages(locked, installed())).toEqual([]);
  });

  it('finds a package that was added to the lock file', () => {
    const added = { ...locked, 'node_modules/c': { version: '1.0.0' } };
    expect(outdatedPackages(added, installed())).toEqual(['node_modules/c']);
  });

  it('finds a package whose version changed, nested ones too', () => {
    const old = { 'node_modules/a/node_modules/b': { version: '1.9.0', resolved: 'b-1.9.0.tgz' } };
    expect(outdatedPackages(locked, installed(old))).toEqual(['node_modules/a/node_modules/b']);
  });

  it('finds a workspace that is not linked', () => {
    const { 'node_modules/@pileus/sdk': _link, ...rest } = installed();
    expect(outdatedPackages(locked, rest)).toEqual(['node_modules/@pileus/sdk']);
  });
});
