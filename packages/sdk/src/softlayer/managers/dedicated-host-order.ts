import type {
  SoftLayer_Location_Region,
  SoftLayer_Product_Item,
  SoftLayer_Product_Package,
} from '../generated/types.js';
import { SoftLayerOperationError } from './operation-error.js';

/** What a dedicated host needs of its package. */
export const dedicatedHostPackageMask =
  'items[id,description,prices,capacity,keyName,itemCategory[categoryCode],' +
  'bundleItems[capacity,keyName,categories[categoryCode],hardwareGenericComponentModel[id,' +
  'hardwareComponentType[keyName]]]],regions[location[location[priceGroups]]]';

/** @throws SoftLayerOperationError when hosts cannot be ordered there. */
export function regionOf(
  { regions = [] }: SoftLayer_Product_Package,
  datacenter: string,
): SoftLayer_Location_Region {
  const found = regions.find(({ location }) => location?.location?.name === datacenter);
  if (found) return found;
  throw new SoftLayerOperationError(`Dedicated hosts cannot be ordered at ${datacenter}.`);
}

/** @throws SoftLayerOperationError for a flavor that there is not. */
export function flavorOf(
  { items = [] }: SoftLayer_Product_Package,
  flavor: string,
): SoftLayer_Product_Item {
  const found = items.find(({ keyName }) => keyName === flavor);
  if (found) return found;
  throw new SoftLayerOperationError(
    `There is no dedicated host ${flavor}; \`getCreateOptions\` gives those that there are.`,
  );
}

/** The price that holds everywhere. @throws SoftLayerOperationError when there is none. */
export function hostPrice({ keyName, prices = [] }: SoftLayer_Product_Item): number {
  const id = prices.find(({ locationGroupId }) => !locationGroupId)?.id;
  if (id != null) return id;
  throw new SoftLayerOperationError(`${keyName} has no price that holds everywhere.`);
}

/**
 * A host in the words of `getAvailableRouters`.
 *
 * @throws SoftLayerOperationError when its region does not tell where it is.
 */
export function hostTemplate(
  { keyName, capacity, bundleItems = [] }: SoftLayer_Product_Item,
  { location }: SoftLayer_Location_Region,
): object {
  const place = location?.locationPackageDetails?.find(({ locationId }) => locationId != null);
  if (!place) throw new SoftLayerOperationError('There are no routers for this dedicated host.');
  const sized = (category: string) =>
    bundleItems.findLast(({ categories = [] }) =>
      categories.some(({ categoryCode }) => categoryCode === category),
    )?.capacity;
  return {
    cpuCount: capacity,
    memoryCapacity: sized('dedicated_host_ram'),
    diskCapacity: sized('dedicated_host_disk'),
    datacenter: { id: place.locationId },
    ...(keyName?.includes('GPU') ? { pciDevices: gpus(bundleItems) } : {}),
  };
}

/** A host with graphics processors has two. */
function gpus(bundleItems: readonly SoftLayer_Product_Item[]): object[] {
  const model = bundleItems.findLast((each) =>
    each.keyName?.includes('GPU'),
  )?.hardwareGenericComponentModel;
  const hardwareComponentType = { keyName: model?.hardwareComponentType?.keyName };
  const hardwareGenericComponentModel = { id: model?.id, hardwareComponentType };
  const device = { hardwareComponentModel: { hardwareGenericComponentModel } };
  return [device, device];
}
