import type { Server } from './server.js';
import type { ChangeInfo, CustomFieldValue, Link, Open } from './shared.js';

export type GroupType = Open<'default' | 'archive' | 'templates'>;

export interface Group {
  id: string;
  name: string;
  /** Absent when none was given; never null. */
  description?: string;
  /** In capitals: `DE1`. */
  locationId: string;
  type: GroupType;
  status: Open<'active'>;
  /**
   * Active servers of the whole subtree; with `serverDetail=detailed` all of them (recorded). Archived
   * servers are never counted. Absent from the reply to a creation.
   */
  serversCount?: number;
  /** The same number under the name that the Python client asks for; not the vendor's. */
  serverCount?: number;
  /** With `serverDetail=detailed` only. */
  servers?: Server[];
  groups: Group[];
  links: Link[];
  changeInfo: ChangeInfo;
  customFields: CustomFieldValue[];
}

export interface GroupRequest {
  name: string;
  description?: string;
  parentGroupId: string;
}

export interface GroupDefault<T> {
  /** Absent when nothing is set anywhere up the tree. */
  value?: T;
  inherited: boolean;
}

export interface GroupDefaults {
  cpu: GroupDefault<number>;
  memoryGB: GroupDefault<number>;
  networkId: GroupDefault<string>;
  primaryDns: GroupDefault<string>;
  secondaryDns: GroupDefault<string>;
  templateName: GroupDefault<string>;
}
