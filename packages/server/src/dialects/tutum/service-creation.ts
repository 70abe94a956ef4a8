import { RefusedError } from '../../inventory/errors.js';
import type { CommandContext } from '../../inventory/operations.js';
import {
  type CreatedService,
  createService,
  freeServiceName,
  launchService,
  mostContainers,
  type NewService,
} from '../../inventory/services.js';
import { and, eq, isNull, type Predicate } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { ColumnOf } from '../../store/tables.js';
import { type Definition, readDefinition } from './definition.js';
import { nameOfImage, parseImage } from './images.js';
import { keyIn } from './uris.js';
import { integer, isUnset, text } from './values.js';

/** A create call, checked as far as that needs no store. */
export interface Creation {
  /** Absent: named after the image. */
  readonly name: string | undefined;
  readonly image: { readonly repository: string; readonly tag: string };
  readonly targetCount: number;
  readonly definition: Definition;
}

const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

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
  return {
    name,
    image: parseImage(text(image, 'image')),
    targetCount: isUnset(count) ? 1 : integer(1, mostContainers)(count, 'target_num_containers'),
    definition: readDefinition(body),
  };
}

/**
 * Makes what was asked for. An application of the first generation starts at once and may share its name
 * with others; a service rests until it is started, and a name that was given must be free in its stack.
 */
export async function carryOut(
  tx: Tx,
  creation: Creation,
  generation: 1 | 2,
  context: Omit<CommandContext, 'action' | 'object'>,
): Promise<CreatedService> {
  const { image, targetCount, definition } = creation;
  const proposed = creation.name ?? nameOfImage(image);
  const named = creation.name !== undefined || generation === 1;
  const spec: NewService = {
    generation,
    name: named ? proposed : await freeServiceName(tx, proposed),
    image: `${image.repository}:${image.tag}`,
    targetCount,
    definition: { ...(await resolveTargets(tx, definition)) },
    exclusiveName: generation === 2,
  };
  return generation === 1 ? launchService(tx, spec, context) : createService(tx, spec, context);
}

/** Replaces the names and URIs of other services by their uids. */
async function resolveTargets(tx: Tx, definition: Definition): Promise<Definition> {
  const links: Definition['links'][number][] = [];
  for (const { to, name } of definition.links) {
    const target = await findTarget(tx, to, 'linked_to_service');
    links.push({ to: target.uid, name: name ?? target.name });
  }
  const bindings: Definition['bindings'][number][] = [];
  for (const binding of definition.bindings) {
    const { volumes_from } = binding;
    if (volumes_from === null) bindings.push(binding);
    else {
      const target = await findTarget(tx, volumes_from, 'bindings.volumes_from');
      bindings.push({ ...binding, volumes_from: target.uid });
    }
  }
  return { ...definition, links, bindings };
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
