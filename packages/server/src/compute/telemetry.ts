import { chance } from './chance.js';

/** How busy a simulated machine is. */
export type LoadProfile =
  /** A share of all cores, 0 to 1. */
  | { readonly kind: 'constant'; readonly level: number }
  /** Low at night, high in the afternoon (UTC). */
  | { readonly kind: 'daily'; readonly low: number; readonly high: number }
  /** Mostly idle, with bursts of full load. */
  | { readonly kind: 'bursts'; readonly share: number };

export const defaultProfile: LoadProfile = { kind: 'daily', low: 0.05, high: 0.6 };

/** One minute of a machine's life. */
export interface Sample {
  /** Share of all cores, 0 to 1. */
  readonly cpu: number;
  readonly memoryMb: number;
  readonly diskMb: number;
  readonly receivedKbps: number;
  readonly transmittedKbps: number;
}

export interface Measured {
  readonly uid: string;
  readonly memoryMb: number;
  readonly diskGb: number;
  /** World time at which it began to run; null: it is not running and uses nothing but its disk. */
  readonly startedAt: number | null;
}

const minuteMs = 60_000;

/**
 * What a machine used in the minute of `at` (world time). A pure function: every dialect, alert and
 * autoscaler sees the same figures, on every replica and for any minute of the past, and nothing is stored.
 */
export function sampleAt(
  seed: string,
  machine: Measured,
  at: number,
  profile: LoadProfile = defaultProfile,
): Sample {
  const minute = Math.floor(at / minuteMs);
  const draw = (what: string) => chance(seed, machine.uid, what, minute);
  // Disks fill slowly and steadily: a tenth at first, never more than nine tenths.
  const age = machine.startedAt === null ? 0 : Math.max(0, at - machine.startedAt);
  const diskShare = Math.min(0.9, 0.1 + age / (400 * 86_400_000));
  const diskMb = Math.round(machine.diskGb * 1024 * diskShare);
  const running = machine.startedAt !== null && at >= machine.startedAt;
  if (!running) return { cpu: 0, memoryMb: 0, diskMb, receivedKbps: 0, transmittedKbps: 0 };
  const level = loadAt(
    profile,
    minute,
    chance(seed, machine.uid, 'burst', Math.floor(minute / 10)),
  );
  const cpu = clamp(level + (draw('cpu') - 0.5) * 0.1);
  return {
    cpu: round(cpu, 4),
    memoryMb: Math.round(
      machine.memoryMb * clamp(0.15 + 0.6 * cpu + (draw('memory') - 0.5) * 0.05),
    ),
    diskMb,
    receivedKbps: round(cpu * 800 * (0.5 + draw('in')), 2),
    transmittedKbps: round(cpu * 300 * (0.5 + draw('out')), 2),
  };
}

function loadAt(profile: LoadProfile, minute: number, burst: number): number {
  switch (profile.kind) {
    case 'constant':
      return profile.level;
    case 'daily': {
      // Lowest at 03:00, highest at 15:00.
      const phase = Math.cos(((minute - 15 * 60) / (24 * 60)) * 2 * Math.PI);
      return profile.low + ((profile.high - profile.low) * (phase + 1)) / 2;
    }
    case 'bursts':
      return burst < profile.share ? 1 : 0.05;
  }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
