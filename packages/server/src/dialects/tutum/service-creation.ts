import { RefusedError } from '../../inventory/errors.js';
import type { CommandContext, NewOperation } from '../../inventory/operations.js';
import {
  type CreatedService,
  changeService,
  createService,
  freeServiceName,
  launchService,
  mostContainers,
  type NewService,
  type Service,
} from '../../inventory/services.js';
import { and, eq, isNull, type Predicate } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { ColumnOf } from '../../store/tables.js';
import {
  checkDefinition,
  type Definition,
  defaults,
  definitionOf,
  readFields,
  type StoredBinding,
  type StoredLink,
} from './definition.js';
import { nameOfImage, parseImage } from './images.js';
import { keyIn } from './uris.js';
import { integer, isUnset, text } from './values.js';

type ServiceContext = Omit<CommandContext, 'action' | 'object'>;

/** A create call, checked as far as that needs no store. */
export interface Creation {
  /** Absent: named after the image. */
  readonly name: string | undefined;
  readonly image: { readonly repository: string; readonly tag: string };
  readonly targetCount: number;
  readonly definition: Definition;
}

const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

const readTarget = (count: unknown): number =>
  integer(1, mostContainers)(count, 'target_num_containers');

/**
 * Reads the body of `POST /application/` or `POST /service/`.
 *
 * @throws {RefusedError} `invalid`
 */
export function readCreation(body: Readonly<Record<string, unknown>>): Creation {
  // The parameter was called `image_tag` until April 2014.
  const image = isUnset(body.image) ? body.image_tag : body.image;
  if (isUnset(image)) throw new RefusedError('invalid', 'image is required.', 'image');
  const name = isUnset(body.name) ? undefined : text(body.name, 'name');
  if (name !== undefined && !nameForm.test(name)) {
    throw new RefusedError(
      'invalid',
      'name must be 1 to 63 letters, digits, hyphens or underscores, and begin and end with a letter or digit.',
      'name',
    );
  }
  const count = body.target_num_containers;
  const definition: Definition = { ...defaults, ...readFields(body) };
  checkDefinition(definition);
  return {
    name,
    image: parseImage(text(image, 'image')),
    targetCount: isUnset(count) ? 1 : readTarget(count),
    definition,
  };
}

/** What `PATCH` changes; only fields that the body names. The name is not among them: it is ignored. */
export interface Change {
  readonly image: string | undefined;
  readonly targetCount: number | undefined;
  readonly fields: Partial<Definition>;
}

/**
 * Reads the body of `PATCH`; an empty one changes nothing.
 *
 * @throws {RefusedError} `invalid`
 */
export function readChange(body: Readonly<Record<string, unknown>>): Change {
  const { image, target_num_containers: count } = body;
  const name = isUnset(image) ? undefined : parseImage(text(image, 'image'));
  return {
    image: name && `${name.repository}:${name.tag}`,
    targetCount: isUnset(count) ? undefined : readTarget(count),
    fields: readFields(body),
  };
}

/** Changes a service as a request asked for. */
export async function carryOutChange(
  tx: Tx,
  service: Service,
  { image, targetCount, fields }: Change,
  context: ServiceContext,
): Promise<NewOperation> {
  const definition = { ...definitionOf(service), ...(await resolveTargets(tx, fields)) };
  checkDefinition(definition);
  return changeService(
    tx,
    service,
    {
      ...(image !== undefined && { image }),
      ...(targetCount !== undefined && { targetCount }),
      ...(Object.keys(fields).length > 0 && { definition }),
    },
    context,
  );
}

/**
 * Makes what was asked for. An application of the first generation starts at once and may share its name
 * with others; a service rests until it is started, and a name that was given must be free in its stack.
 */
export async function carryOut(
  tx: Tx,
  creation: Creation,
  generation: 1 | 2,
  context: ServiceContext,
): Promise<CreatedService> {
  const { image, targetCount, definition } = creation;
  const proposed = creation.name ?? nameOfImage(image);
  const named = creation.name !== undefined || generation === 1;
  const spec: NewService = {
    generation,
    name: named ? proposed : await freeServiceName(tx, proposed),
    image: `${image.repository}:${image.tag}`,
    targetCount,
    definition: { ...definition, ...(await resolveTargets(tx, definition)) },
    exclusiveName: generation === 2,
  };
  return generation === 1 ? launchService(tx, spec, context) : createService(tx, spec, context);
}

/** Replaces the names and URIs of other services by their uids. */
async function resolveTargets(tx: Tx, fields: Partial<Definition>): Promise<Partial<Definition>> {
  const links: StoredLink[] = [];
  for (const { to, name } of fields.links ?? []) {
    const target = await findTarget(tx, to, 'linked_to_service');
    links.push({ to: target.uid, name: name ?? target.name });
  }
  const bindings: StoredBinding[] = [];
  for (const binding of fields.bindings ?? []) {
    const from = binding.volumes_from;
    const target = from === null ? null : await findTarget(tx, from, 'bindings.volumes_from');
    bindings.push({ ...binding, volumes_from: target?.uid ?? null });
  }
  return {
    ...fields,
    ...(fields.links && { links }),
    ...(fields.bindings && { bindings }),
  };
}

/** A living service by its URI, its name, or `name.stack`. */
async function findTarget(
  tx: Tx,
  target: string,
  field: string,
): Promise<{ readonly uid: string; readonly name: string }> {
  const [found] = await tx.select('service', {
    columns: ['uid', 'name'],
    where: and<ColumnOf<'service'>>(isNull('deletedAt'), ...(await naming(tx, target))),
    limit: 1,
  });
  if (found) return found;
  const shown = target.slice(0, 100);
  throw new RefusedError('invalid', `${field}: there is no service "${shown}".`, field);
}

async function naming(tx: Tx, target: string): Promise<Predicate<ColumnOf<'service'>>[]> {
  if (target.includes('/')) return [eq('uid', keyIn(target))];
  const dot = target.indexOf('.');
  if (dot < 0) return [eq('name', target)];
  const stack = await tx.get('stack', { name: target.slice(dot + 1) });
  return [eq('name', target.slice(0, dot)), eq('stackId', stack?.id ?? 0)];
}
