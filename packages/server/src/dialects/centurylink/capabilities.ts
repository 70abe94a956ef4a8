import type {
  DeployableNetwork,
  DeploymentCapabilities,
  Template,
} from '@pileus/sdk/centurylink/wire';
import { and, eq, isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { hexOf } from './codec.js';
import { isWindows, osOf, reservedPaths } from './images.js';

/** What can be built in a data centre. Three queries. */
export async function deploymentCapabilities(
  reader: Reader,
  location: Row<'location'>,
  alias: string,
): Promise<DeploymentCapabilities> {
  const { capabilities } = location;
  const networks = await reader.select('network', {
    columns: ['uid', 'name'],
    where: and(eq('locationId', location.id), eq('kind', 'vlan')),
  });
  return {
    dataCenterEnabled: true,
    // Neither imports nor bare metal are served, so that no data centre offers them.
    importVMEnabled: false,
    supportsPremiumStorage: capabilities.premiumStorage ?? false,
    supportsSharedLoadBalancer: capabilities.sharedLoadBalancer ?? false,
    supportsBareMetalServers: false,
    deployableNetworks: networks.map(
      ({ uid, name }): DeployableNetwork => ({
        name,
        networkId: hexOf(uid),
        type: 'private',
        accountID: alias.toUpperCase(),
      }),
    ),
    templates: canonical(await templatesOf(reader, location.id)).map(templateView),
    importableOSTypes: [],
  };
}

export interface NamedImage {
  readonly name: string;
  readonly image: Row<'image'>;
}

/** The images that have a name in this dialect and can be built in a location. */
export async function templatesOf(reader: Reader, locationId: number): Promise<NamedImage[]> {
  const names = await reader.select('imageName', { where: eq('dialect', 'centurylink') });
  const images = await reader.select('image', {
    where: isIn('id', [...new Set(names.map(({ imageId }) => imageId))]),
  });
  const byId = new Map(images.map((image) => [image.id, image]));
  return names.flatMap(({ name, imageId }): NamedImage[] => {
    const image = byId.get(imageId);
    const here = image && (image.locationId === null || image.locationId === locationId);
    return here ? [{ name, image }] : [];
  });
}

/** Of several names of an image, the first; the others are only understood. */
function canonical(templates: readonly NamedImage[]): NamedImage[] {
  const seen = new Set<number>();
  return templates.filter(({ image }) => !seen.has(image.id) && seen.add(image.id));
}

/** Sizes of templates that do not say their own (recorded). */
const standardGb = { linux: 17, windows: 60 };

export function templateGb(image: Row<'image'>): number {
  if (image.diskGb > 0) return image.diskGb;
  return isWindows(image) ? standardGb.windows : standardGb.linux;
}

function templateView({ name, image }: NamedImage): Template {
  return {
    name,
    osType: osOf(image).os,
    description: image.title,
    storageSizeGB: templateGb(image),
    capabilities: ['cpuAutoscale', 'managedBackup'],
    reservedDrivePaths: [...reservedPaths(image)],
    ...(isWindows(image) && { drivePathLength: 1 }),
  };
}
