import type { Link, Open } from './shared.js';

export interface LoginRequest {
  username: string;
  password: string;
}

export type UserRole = Open<
  | 'AccountAdmin'
  | 'AccountViewer'
  | 'BillingAdmin'
  | 'DNSManager'
  | 'NetworkAdmin'
  | 'SecurityAdmin'
  | 'ServerAdmin'
  | 'ServerOperator'
  | 'ServerScheduler'
>;

/** Clients decode it strictly: it has these keys and no others. */
export interface LoginReply {
  userName: string;
  /** In capitals; the default account of all later calls. */
  accountAlias: string;
  /** In capitals; the default data centre. */
  locationAlias: string;
  roles: UserRole[];
  /** Opaque; good for 14 days (recorded). */
  bearerToken: string;
}

/** Every key is always there, empty where nothing is known. */
export interface Account {
  accountAlias: string;
  businessName: string;
  addressLine1: string;
  addressLine2: string;
  city: string;
  stateProvince: string;
  postalCode: string;
  country: string;
  telephone: string;
  status: Open<'Active'>;
  isManaged: boolean;
  /** Empty at the top of the tree. */
  parentAlias: string;
  /** In capitals: `WA1`. */
  primaryDataCenter: string;
  links: Link[];
}

/** A field that the account's servers and groups may have. */
export interface CustomField {
  id: string;
  name: string;
  isRequired: boolean;
  type: Open<'text' | 'checkbox' | 'option'>;
  /** Empty unless the type is `option`. */
  options: { name: string; value: string }[];
}
