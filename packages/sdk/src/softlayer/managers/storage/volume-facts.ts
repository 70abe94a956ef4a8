import type { SoftLayer_Network_Storage } from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';
import { type EnduranceTier, type Speed, tierLevel } from './prices.js';

export type StorageKind = 'block' | 'file';

/** What a caller wants in the place of what a volume has. */
export interface GivenSpeed {
  readonly tier: EnduranceTier | undefined;
  readonly iops: number | undefined;
}

/** Whether a volume is block or file storage. */
export const kindOf = (volume: SoftLayer_Network_Storage): StorageKind =>
  volume.storageType?.keyName?.includes('BLOCK_STORAGE') ? 'block' : 'file';

/** The tier or the IOPS of a volume that exists, or others in their place. */
export function existingSpeed(
  volume: SoftLayer_Network_Storage,
  given: GivenSpeed,
  consequence: string,
): Speed {
  if (!isPerformance(volume, consequence)) {
    const tier = given.tier ?? tierOf(volume);
    tierLevel(tier);
    return { kind: 'endurance', tier };
  }
  requireEncryption(volume, consequence);
  const iops = given.iops ?? Number(volume.provisionedIops ?? 0);
  if (iops > 0) return { kind: 'performance', iops };
  throw refuse(`${consequence}: the IOPS of the volume are not known`);
}

export function isPerformance(volume: SoftLayer_Network_Storage, consequence: string): boolean {
  const keyName = volume.storageType?.keyName ?? '';
  if (keyName.includes('PERFORMANCE')) return true;
  if (keyName.includes('ENDURANCE')) return false;
  throw refuse(`${consequence}: the volume is neither a performance nor an endurance volume`);
}

const tiers: Readonly<Record<string, EnduranceTier>> = {
  LOW_INTENSITY_TIER: 0.25,
  READHEAVY_TIER: 2,
  WRITEHEAVY_TIER: 4,
  '10_IOPS_PER_GB': 10,
};

export function tierOf(volume: SoftLayer_Network_Storage): EnduranceTier {
  const tier = tiers[volume.storageTierLevel ?? ''];
  if (tier !== undefined) return tier;
  throw refuse(`The volume has the tier "${volume.storageTierLevel}", which is not known`);
}

/** Only volumes of the second generation, which are encrypted, can be duplicated and modified. */
export function requireEncryption(volume: SoftLayer_Network_Storage, consequence: string): void {
  if (Number(volume.staasVersion) > 1 && volume.hasEncryptionAtRest) return;
  throw refuse(`${consequence}: the volume does not support encryption at rest`);
}

export function billingOf(volume: SoftLayer_Network_Storage, consequence: string) {
  if (volume.billingItem) return volume.billingItem;
  throw refuse(`The volume has been cancelled; ${consequence}`);
}

/** Why an order cannot be made for a volume. */
export const refuse = (what: string): SoftLayerOperationError =>
  new SoftLayerOperationError(`${what}.`);
