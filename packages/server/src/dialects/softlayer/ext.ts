import type { Machine } from '../../store/tables.js';

/** What this API alone keeps of a guest (`ext.softlayer`). Machines born elsewhere have none of it. */
export interface GuestExt {
  /** Billed by the hour, the default, or by the month. */
  readonly hourly?: boolean;
  readonly localDisk?: boolean;
  readonly privateOnly?: boolean;
  readonly dedicated?: boolean;
  readonly transient?: boolean;
  /** Mbit/s. */
  readonly maxSpeed?: number;
  readonly notes?: string;
  readonly userData?: string;
  readonly postInstallScriptUri?: string;
  readonly bootMode?: string;
  readonly flavor?: string;
  readonly placementGroupId?: number;
  readonly sshKeyIds?: readonly number[];
}

export const guestExt = ({ ext }: Pick<Machine, 'ext'>): GuestExt => ext.softlayer ?? {};
