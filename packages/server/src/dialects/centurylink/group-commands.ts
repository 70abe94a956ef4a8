import type { StatusLink } from '@pileus/sdk/centurylink/wire';
import type { WireAnswer } from '../../http/command.js';
import { endOperations, subtree } from '../../inventory/endings.js';
import { RefusedError } from '../../inventory/errors.js';
import { openOperation } from '../../inventory/operations.js';
import { applyVerb } from '../../inventory/steps.js';
import { and, isIn, ne } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import { answer, uidOf } from './codec.js';
import { Fields } from './fields.js';
import { GroupIndex } from './group-index.js';
import { newGroupView } from './group-view.js';
import { findGroup } from './groups.js';
import { Paths } from './links.js';
import { operationId, statusLink } from './operations.js';

export interface NewGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly parentGroupId: string;
}

export function groupRequest(body: unknown): NewGroup {
  const fields = new Fields(body);
  const name = fields.requiredText('name');
  const description = fields.text('description');
  const parentGroupId = fields.requiredText('parentGroupId');
  fields.check();
  return { name, description, parentGroupId };
}

export async function createGroup(tx: Tx, wanted: NewGroup, alias: string): Promise<WireAnswer> {
  const uid = uidOf(wanted.parentGroupId);
  const parent = uid === undefined ? undefined : await tx.get('machineGroup', { uid });
  if (!parent || parent.type === 'archive' || parent.type === 'templates') {
    throw new RefusedError(
      'invalid',
      'The parent group must be an existing group, and neither Archive nor Templates.',
      'parentGroupId',
    );
  }
  const id = await tx.insert('machineGroup', {
    locationId: parent.locationId,
    parentId: parent.id,
    name: wanted.name,
    description: wanted.description ?? null,
    type: 'default',
  });
  const group = (await tx.get('machineGroup', { id }))!;
  const location = (await tx.get('location', { id: group.locationId }))!;
  const groups = new GroupIndex([parent, group]);
  tx.emit({
    objectKind: 'group',
    objectId: id,
    objectUid: group.uid,
    kind: 'group.created',
    data: { name: group.name },
  });
  const view = newGroupView(group, { alias, locationCode: location.code, groups });
  return answer(201, view, { location: new Paths(alias).group(group.uid) });
}

/**
 * Deletes a group, the groups below it and all their servers, in one operation.
 *
 * @throws {RefusedError} when a server in it cannot be deleted; then nothing is.
 */
export async function deleteGroup(tx: Tx, id: string, alias: string): Promise<WireAnswer> {
  const group = await findGroup(tx, id);
  if (group.type !== 'default') {
    throw new RefusedError('wrong-state', `The group "${group.name}" cannot be deleted.`);
  }
  const machines = await tx.select('machine', {
    where: and(isIn('groupId', await subtree(tx, group.id)), ne('state', 'deleted')),
  });
  const context = {
    dialect: 'centurylink',
    action: 'group.delete',
    locationId: group.locationId,
    object: { kind: 'group', id: group.id, uid: group.uid },
  } as const;
  const { operations, results } = await applyVerb(tx, {
    ...context,
    verb: 'delete',
    machines,
    perLocation: true,
    recordNoops: true,
  });
  const refused = results.find((result) => result.outcome === 'refused');
  if (refused?.outcome === 'refused') throw new RefusedError(refused.code, refused.message);
  const operation = operations[0] ?? (await openOperation(tx, context, { total: 0, pending: 0 }));
  const row = await tx.get('operation', { id: operation.id });
  if (row?.state === 'succeeded') await endOperations(tx, [row]);
  const location = (await tx.get('location', { id: group.locationId }))!;
  const body: StatusLink = statusLink(new Paths(alias), operationId(location.code, operation.id));
  return answer(202, body);
}
