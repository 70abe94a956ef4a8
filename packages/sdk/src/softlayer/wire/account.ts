import type { DateTimeText } from './scalars.js';

/** SoftLayer_Account, local properties that clients read. */
export interface Account {
  readonly id?: number;
  readonly companyName?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly address1?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly officePhone?: string;
  readonly accountStatusId?: number;
  readonly brandId?: number;
  readonly allowedPptpVpnQuantity?: number;
  readonly isReseller?: number;
  readonly lateFeeProtectionFlag?: boolean | null;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
  readonly statusDate?: DateTimeText | null;
}

/** SoftLayer_User_Customer, as `Account::getCurrentUser` gives it. */
export interface UserCustomer {
  readonly id?: number;
  readonly accountId?: number;
  readonly username?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly createDate?: DateTimeText;
  readonly userStatusId?: number;
  /** Relational. */
  readonly apiAuthenticationKeys?: readonly { readonly authenticationKey?: string }[];
}
