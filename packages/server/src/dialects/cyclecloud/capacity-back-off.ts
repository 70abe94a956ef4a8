import type { Row } from '../../store/tables.js';

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Documented. */
const defaultMs = 5 * unitMs.m!;

/**
 * Milliseconds for which an array reports no capacity of a machine type that could not be had: none, unless it has
 * `ThrottleCapacity`. `ThrottleCapacityTime` is a relative time such as `10m` (documented), or seconds.
 */
export function capacityBackOff({ attributes }: Row<'nodeArray'>): number {
  const { ThrottleCapacity: isOn, ThrottleCapacityTime: time } = attributes;
  if (isOn !== true && text(isOn).toLowerCase() !== 'true') return 0;
  const [, number, unit = 's'] = /^`?\s*(\d{1,9})\s*([smhd])?\s*`?$/i.exec(text(time)) ?? [];
  return number === undefined ? defaultMs : Number(number) * unitMs[unit.toLowerCase()]!;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
