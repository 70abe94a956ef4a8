import type { ServerContext } from '../../http/context.js';
import { ensureGroups } from '../../inventory/groups.js';
import { isIn } from '../../store/predicate.js';
import type { Reader, Scope } from '../../store/store.js';
import type { Machine, Row } from '../../store/tables.js';

export type GroupRow = Row<'machineGroup'>;
type Location = Pick<Row<'location'>, 'id' | 'code'>;

/** An account's groups in some locations, and which of them a server is shown in. */
export class GroupIndex {
  readonly #groups: ReadonlyMap<number, GroupRow>;
  readonly #children = new Map<number, GroupRow[]>();
  readonly #special = new Map<string, GroupRow>();

  constructor(groups: readonly GroupRow[]) {
    this.#groups = new Map(groups.map((group) => [group.id, group]));
    for (const group of groups) {
      const key = specialOf(group);
      if (key && !this.#special.has(key)) this.#special.set(key, group);
      if (group.parentId === null) continue;
      const siblings = this.#children.get(group.parentId);
      if (siblings) siblings.push(group);
      else this.#children.set(group.parentId, [group]);
    }
  }

  root(locationId: number): GroupRow | undefined {
    return this.#special.get(`root ${locationId}`);
  }

  parent(group: GroupRow): GroupRow | undefined {
    return group.parentId === null ? undefined : this.#groups.get(group.parentId);
  }

  children(group: GroupRow): readonly GroupRow[] {
    return this.#children.get(group.id) ?? [];
  }

  /**
   * Archived servers live in Archive and templates in Templates; a server that was born outside any group,
   * or whose group is gone, is in the Default Group.
   */
  of(machine: Pick<Machine, 'locationId' | 'groupId' | 'archivedAt' | 'template'>): GroupRow {
    const special = (type: string) => this.#special.get(`${type} ${machine.locationId}`);
    const group =
      (machine.archivedAt !== null ? special('archive') : undefined) ??
      (machine.template ? special('templates') : undefined) ??
      (machine.groupId === null ? undefined : this.#groups.get(machine.groupId)) ??
      special('default') ??
      special('root');
    if (!group) throw new Error(`Location ${machine.locationId} has no groups.`);
    return group;
  }
}

function specialOf({ type, name, locationId }: GroupRow): string | undefined {
  if (type !== 'default') return `${type} ${locationId}`;
  return name === 'Default Group' ? `default ${locationId}` : undefined;
}

/** The groups of some locations. The tree of a location is made when it is first looked at. */
export async function groupsIn(
  { store }: Pick<ServerContext, 'store'>,
  scope: Scope,
  locations: readonly Location[],
): Promise<GroupIndex> {
  const reader = store.reader(scope);
  const index = await readGroups(reader, locations);
  const missing = locations.filter(({ id }) => !index.root(id));
  if (missing.length === 0) return index;
  await store.command(scope, async (tx) => {
    for (const location of missing) await ensureGroups(tx, location);
  });
  return readGroups(reader, locations);
}

async function readGroups(reader: Reader, locations: readonly Location[]): Promise<GroupIndex> {
  const ids = locations.map(({ id }) => id);
  return new GroupIndex(await reader.select('machineGroup', { where: isIn('locationId', ids) }));
}
