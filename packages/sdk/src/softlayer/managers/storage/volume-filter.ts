import { queryFilter, queryFilterOrderBy } from '../../filter/shorthand.js';
import { mergeFilters } from '../merge-filters.js';
import type { MaskOptions } from '../typed-calls.js';

export interface VolumeListOptions extends MaskOptions {
  /** Short name of a data centre: `dal09`. */
  readonly datacenter?: string | undefined;
  readonly username?: string | undefined;
  readonly storageType?: 'endurance' | 'performance' | undefined;
  /** Id of the order that the volume came with. */
  readonly order?: number | undefined;
  /** Further conditions, with the getter's own property around them. */
  readonly filter?: object | undefined;
}

/** The conditions of a list of volumes, below the getter's property. */
export function volumeFilter(
  root: string,
  notType: string,
  keyName: string,
  { datacenter, username, storageType, order, filter }: VolumeListOptions,
): object {
  const wanted = storageType ? `${storageType.toUpperCase()}_${keyName}*` : `*${keyName}*`;
  return mergeFilters(filter, {
    [root]: {
      id: queryFilterOrderBy(),
      serviceResource: {
        type: { type: queryFilter(notType) },
        ...(datacenter ? { datacenter: { name: queryFilter(datacenter) } } : {}),
      },
      storageType: { keyName: queryFilter(wanted) },
      ...(username ? { username: queryFilter(username) } : {}),
      ...(order ? { billingItem: { orderItem: { order: { id: queryFilter(order) } } } } : {}),
    },
  });
}
