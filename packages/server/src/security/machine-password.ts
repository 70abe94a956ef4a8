import type { Machine } from '../store/tables.js';
import type { Vault } from './vault.js';

/**
 * The password of a machine's administrator, the same in every dialect: the one that was set, or, for
 * machines that were made without one, one that follows from the machine's uid and the vault's key.
 */
export function machinePassword(
  vault: Pick<Vault, 'open' | 'mac'>,
  machine: Pick<Machine, 'uid' | 'passwordEnc'>,
): string {
  if (machine.passwordEnc !== null) return vault.open(machine.passwordEnc);
  // The fixed characters are for vendors that ask for a capital and a digit.
  return `P7${vault.mac(`machine password ${machine.uid}`).replaceAll(/[-_]/g, '').slice(0, 14)}`;
}
