import type { Row } from '../../store/tables.js';
import { dateText } from './dates.js';
import { fixed, type Node, type Value } from './nodes.js';

/** SoftLayer_Account; relations are those that whoever reads the account has loaded. */
export function accountNode(
  account: Row<'account'>,
  relations: Readonly<Record<string, Value>> = {},
): Node {
  const { contact } = account;
  return fixed('SoftLayer_Account', {
    id: account.id,
    accountManagedResourcesFlag: false,
    accountStatusId: 1001,
    address1: contact.addressLine1,
    address2: contact.addressLine2,
    allowedPptpVpnQuantity: 0,
    brandId: 2,
    city: contact.city,
    claimedTaxExemptTxFlag: false,
    companyName: contact.businessName ?? account.name,
    country: contact.country,
    createDate: dateText(account.createdAt),
    email: contact.email ?? '',
    firstName: contact.firstName ?? '',
    isReseller: 0,
    lastName: contact.lastName ?? '',
    lateFeeProtectionFlag: null,
    modifyDate: dateText(account.changedAt),
    officePhone: contact.telephone,
    postalCode: contact.postalCode,
    state: contact.stateProvince,
    statusDate: null,
    ...relations,
  });
}

/** SoftLayer_User_Customer; the key only where the caller asks for its own. */
export function userNode(user: Row<'user'>, account: Row<'account'>, apiKey?: string): Node {
  const email = user.email ?? `${user.username}@${account.domain}`;
  return fixed('SoftLayer_User_Customer', {
    id: user.id,
    accountId: user.accountId,
    companyName: account.contact.businessName ?? account.name,
    createDate: dateText(user.createdAt),
    displayName: user.username,
    email,
    firstName: user.username,
    lastName: '',
    isMasterUserFlag: user.role === 'admin',
    modifyDate: dateText(user.changedAt),
    statusDate: null,
    userStatusId: user.disabled ? 1022 : 1001,
    username: user.username,
    userStatus: fixed('SoftLayer_User_Customer_Status', {
      id: user.disabled ? 1022 : 1001,
      keyName: user.disabled ? 'INACTIVE' : 'ACTIVE',
      name: user.disabled ? 'Inactive' : 'Active',
    }),
    account: accountNode(account),
    apiAuthenticationKeys:
      apiKey === undefined
        ? []
        : [
            fixed('SoftLayer_User_Customer_ApiAuthentication', {
              id: user.id,
              authenticationKey: apiKey,
              userId: user.id,
            }),
          ],
  });
}
