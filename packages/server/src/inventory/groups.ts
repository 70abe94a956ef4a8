import type { Tx } from '../store/store.js';
import type { Row } from '../store/tables.js';

/**
 * The group tree that every account has in every location: `<CODE> Hardware` with Archive, Default
 * Group and Templates below it (recorded of CenturyLink). Makes what is missing; answers the root.
 */
export async function ensureGroups(
  tx: Pick<Tx, 'get' | 'insert' | 'insertMany'>,
  location: Pick<Row<'location'>, 'id' | 'code'>,
): Promise<number> {
  const locationId = location.id;
  const root = await tx.get('machineGroup', { locationId, type: 'root' });
  if (root) return root.id;
  const rootId = await tx.insert('machineGroup', {
    locationId,
    parentId: null,
    name: `${location.code.toUpperCase()} Hardware`,
    description: `${location.code.toUpperCase()} Hardware`,
    type: 'root',
  });
  await tx.insertMany('machineGroup', [
    { locationId, parentId: rootId, name: 'Archive', description: 'Archive', type: 'archive' },
    {
      locationId,
      parentId: rootId,
      name: 'Default Group',
      description: 'The default location for servers created in your account.',
      type: 'default',
    },
    {
      locationId,
      parentId: rootId,
      name: 'Templates',
      description: 'Location for templates created by your account.',
      type: 'templates',
    },
  ]);
  return rootId;
}

/** The networks that every account has in every location: one of each kind. Makes what is missing. */
export async function ensureNetworks(
  tx: Pick<Tx, 'get' | 'insert' | 'insertMany'>,
  location: Pick<Row<'location'>, 'id' | 'code'>,
): Promise<void> {
  const locationId = location.id;
  if (await tx.get('network', { locationId, kind: 'vlan' })) return;
  const code = location.code.toUpperCase();
  const second = location.id % 200;
  // The first addresses of a network belong to its router.
  const freeFrom = 12;
  await tx.insertMany('network', [
    {
      locationId,
      kind: 'vlan',
      name: `vlan_${600 + second}_10.${second}.0`,
      cidr: `10.${second}.0.0/22`,
      gateway: `10.${second}.0.1`,
      vlan: 600 + second,
      description: `${code} servers`,
      freeFrom,
    },
    {
      locationId,
      kind: 'compute',
      name: 'compute',
      cidr: '172.16.0.0/12',
      gateway: '172.16.0.1',
      vlan: null,
      description: `${code} cluster nodes`,
      freeFrom,
    },
    {
      locationId,
      kind: 'overlay',
      name: 'overlay',
      cidr: '10.7.0.0/16',
      gateway: '10.7.0.1',
      vlan: null,
      description: `${code} containers`,
      freeFrom,
    },
  ]);
}
