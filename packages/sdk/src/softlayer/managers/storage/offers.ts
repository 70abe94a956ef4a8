import { ArgumentError } from '../../../http/argument-error.js';
import type { CallerOptions } from '../../../http/http-client.js';
import { queryFilter } from '../../filter/shorthand.js';
import type { SoftLayer_Product_Package } from '../../generated/types.js';
import { SoftLayerOperationError } from '../operation-error.js';
import type { TypedCalls } from '../typed-calls.js';

/** The one active package of a category, with its prices. @throws SoftLayerOperationError */
export async function storagePackage(
  api: TypedCalls,
  category: string,
  caller: CallerOptions,
): Promise<SoftLayer_Product_Package> {
  const offers = await api.call('Product_Package', 'getAllObjects', [], {
    ...caller,
    filter: {
      categories: { categoryCode: queryFilter(category) },
      statusCode: queryFilter('ACTIVE'),
    },
    mask: 'id,name,items[prices[categories],attributes]',
  });
  const [first] = offers;
  if (first && offers.length === 1) return first;
  throw new SoftLayerOperationError(
    `There are ${offers.length} packages of the category ${category}, not one.`,
  );
}

/** The id of a data centre by its short name. @throws ArgumentError */
export async function datacenterId(
  api: TypedCalls,
  name: string,
  caller: CallerOptions,
): Promise<number> {
  const mask = 'mask[longName,id,name]';
  const all = await api.call('Location_Datacenter', 'getDatacenters', [], { ...caller, mask });
  const id = all.find((datacenter) => datacenter.name === name)?.id;
  if (typeof id === 'number') return id;
  throw new ArgumentError(
    'location',
    `There is no data centre "${name}"; give its short name, such as dal09.`,
    'SoftLayer',
  );
}
