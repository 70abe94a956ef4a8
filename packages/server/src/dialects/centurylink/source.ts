import type { GuestDisk } from '../../inventory/guests.js';
import { machinePassword } from '../../security/machine-password.js';
import type { Vault } from '../../security/vault.js';
import { eq } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { Machine, Row } from '../../store/tables.js';
import { templateGb, templatesOf } from './capabilities.js';
import type { AdditionalDisk, CreateRequest } from './create-request.js';
import { isWindows, reservedPaths } from './images.js';
import { findServers } from './names.js';

/** What a new server is made from. */
export interface Source {
  readonly image: Row<'image'> | undefined;
  readonly disks: readonly GuestDisk[];
  /** Of a cloned server, in the clear. */
  readonly password?: string;
}

/** The template or the server that a creation names; what is wrong with it is noted. */
export async function sourceOf(
  tx: Tx,
  vault: Vault,
  wanted: CreateRequest,
  locationId: number,
  alias: string,
): Promise<Source> {
  const { fields, sourceServerId } = wanted;
  const name = sourceServerId.toLowerCase();
  const templates = await templatesOf(tx, locationId);
  const template = templates.find((each) => each.name.toLowerCase() === name);
  if (template) return { image: template.image, disks: systemDisks(template.image) };
  const server = (await findServers(tx, [sourceServerId], alias)).get(sourceServerId);
  if (server) return cloneOf(tx, vault, wanted, server);
  if (name !== '') {
    fields.refuse('sourceServerId', 'There is neither a template nor a server of this name.');
  }
  return { image: undefined, disks: [] };
}

async function cloneOf(
  tx: Tx,
  vault: Vault,
  { fields, sourceServerPassword }: CreateRequest,
  server: Machine,
): Promise<Source> {
  const password = machinePassword(vault, server);
  if (sourceServerPassword !== password) {
    fields.refuse(
      'sourceServerPassword',
      sourceServerPassword === undefined
        ? 'The sourceServerPassword is required to clone a server.'
        : 'The sourceServerPassword is not the password of the source server.',
    );
  }
  const image = server.imageId === null ? undefined : await tx.get('image', { id: server.imageId });
  const disks = await tx.select('disk', {
    columns: ['sizeGb', 'path', 'kind'],
    where: eq('machineId', server.id),
    orderBy: [{ column: 'slot' }],
  });
  // Servers of other dialects may have no disk rows; they are shown with one disk, and so is their clone.
  const whole: GuestDisk = { sizeGb: server.diskGb, kind: 'system' };
  return { image, disks: disks.length > 0 ? disks : [whole], password };
}

/** Notes disks at paths that the system keeps for itself, or that are taken. */
export function checkPaths(disks: readonly AdditionalDisk[], { image, disks: own }: Source): void {
  const taken = new Set(own.flatMap(({ path }) => (path == null ? [] : [path.toLowerCase()])));
  const reserved = new Set(image ? reservedPaths(image) : []);
  for (const { path, fields } of disks) {
    if (path === undefined) continue;
    const first = path.toLowerCase().replace(/^\/+/, '').replace(/:.*$/, '').split('/')[0]!;
    if (reserved.has(first)) fields.refuse('path', `The path "${path}" is reserved.`);
    else if (taken.has(path.toLowerCase())) fields.refuse('path', `"${path}" is taken.`);
    taken.add(path.toLowerCase());
  }
}

/** Disks 0:0, 0:1 and 0:2 of a Linux template (recorded); Windows has one. */
function systemDisks(image: Row<'image'>): GuestDisk[] {
  const sizeGb = templateGb(image);
  if (isWindows(image)) return [{ sizeGb, path: 'C:\\', kind: 'system' }];
  return [
    { sizeGb: 1, path: '/boot', kind: 'system' },
    { sizeGb: 2, path: '(swap)', kind: 'swap' },
    { sizeGb: Math.max(1, sizeGb - 3), path: '/', kind: 'system' },
  ];
}
