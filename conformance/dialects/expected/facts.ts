import type { Wire } from '../plane.js';

/** What a test says by hand of a machine, beside its row; nothing here is computed by a dialect. */
export interface Facts {
  readonly title: string;
  readonly provider: string;
  readonly machineType: string | null;
  readonly system: System;
  /** Disks as CenturyLink lists them: sizes in GB, and where they are mounted. */
  readonly disks: readonly { readonly sizeGb: number; readonly path?: string }[];
  /** US dollars per hour, as SoftLayer writes decimals. */
  readonly fee: string;
  /** Mbit/s of its interfaces. */
  readonly speed: number;
  /** `nodeArray` of a cluster's machine, by its uid. */
  readonly arrayUid?: string;
  /** The id of the group in which CenturyLink shows it. */
  readonly group: string;
  readonly network: Wire;
  readonly password: string;
}

export interface System {
  readonly os: string;
  readonly title: string;
  readonly code: string;
  /** As SoftLayer spells maker and name. */
  readonly maker: string;
  readonly version: string;
}

export const ubuntu: System = {
  os: 'ubuntu22_64Bit',
  title: 'Ubuntu 22 64-bit',
  code: 'UBUNTU_22_64',
  maker: 'Ubuntu',
  version: '22',
};

export const centos = (version: '6' | '7'): System => ({
  os: `centOS${version}_64Bit`,
  title: `CentOS ${version} 64-bit`,
  code: `CENTOS_${version}_64`,
  maker: 'CentOS',
  version,
});

/** `2026-01-01T00:00:00`: what the three dialects of ISO 8601 have in common. */
const seconds = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

export const isoDate = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
export const centurylinkDate = (ms: number) => `${seconds(ms)}Z`;
export const softlayerDate = (ms: number) => `${seconds(ms)}+00:00`;

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Sun, 6 Apr 2014 17:59:42 +0000` */
export function tutumDate(ms: number | null): string | null {
  if (ms === null) return null;
  const at = new Date(ms);
  const day = `${days[at.getUTCDay()]}, ${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  return `${day} ${at.getUTCFullYear()} ${seconds(ms).slice(11)} +0000`;
}

/** Members that have no value: `"a b"` is `{ a: null, b: null }`. */
export const nulls = (names: string): Record<string, null> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, null]),
  );
