import type { Account } from '@pileus/sdk/centurylink/wire';
import { accountOf, homeLocation } from '../../inventory/catalogue.js';
import type { Reader } from '../../store/store.js';
import { link, Paths } from './links.js';

/** The account that the caller acts for. Every key is always there: one client demands each of them. */
export async function accountDetail(reader: Reader): Promise<Account> {
  const account = await accountOf(reader);
  const parent =
    account.parentId === null ? undefined : await reader.get('account', { id: account.parentId });
  const home = await homeLocation(reader, 'centurylink', 'centurylink');
  const { contact } = account;
  const text = (key: string) => contact[key] ?? '';
  const paths = new Paths(account.alias);
  return {
    accountAlias: account.alias.toUpperCase(),
    businessName: text('businessName') || account.name,
    addressLine1: text('addressLine1'),
    addressLine2: text('addressLine2'),
    city: text('city'),
    stateProvince: text('stateProvince'),
    postalCode: text('postalCode'),
    country: text('country'),
    telephone: text('telephone'),
    status: account.status.charAt(0).toUpperCase() + account.status.slice(1),
    isManaged: false,
    parentAlias: parent?.alias.toUpperCase() ?? '',
    primaryDataCenter: home.code.toUpperCase(),
    links: [
      link('self', paths.account, { id: paths.alias }),
      ...(parent
        ? [
            link('parentAccount', new Paths(parent.alias).account, {
              id: parent.alias.toLowerCase(),
            }),
          ]
        : []),
    ],
  };
}
