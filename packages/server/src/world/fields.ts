import { z } from 'zod';

/** An object that takes no other keys than these, and says which they are. */
export const record = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Unknown: ${issue.keys.join(', ')}. Allowed here: ${Object.keys(shape).join(', ')}`
        : undefined,
  });

/** A text of a form, with a sentence that says what is allowed. */
const textOf = (form: RegExp, allowed: string) =>
  z.string().regex(form, { error: `Must be ${allowed}` });

export const name = z.string().min(1).max(255);
/** How vendors' code names a place: `wa1`, `dal05`, `southcentralus`. */
export const locationCode = textOf(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  'lower-case letters, digits and hyphens',
);
export const alias = textOf(/^[A-Z0-9]{2,4}$/, '2 to 4 capital letters or digits');
export const serverName = textOf(
  /^[A-Z0-9][A-Z0-9-]{0,62}$/,
  'capital letters, digits and hyphens',
);
export const hostname = textOf(
  /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
  'letters, digits and hyphens, 63 at most',
);
export const ipv4 = z.ipv4({ error: 'Must be an IPv4 address' });
export const count = z.int().min(0).max(2_147_483_647);
/** US dollars per hour. */
export const price = z.number().min(0);

/** The dialects that have names or homes of their own. */
export const dialect = z.enum(['cyclecloud', 'centurylink', 'softlayer', 'tutum']);

/** What every entity may fix: its numeric id, its uid, and what one dialect alone keeps of it. */
export const entity = {
  id: z.int().min(1).max(2_147_483_647).optional(),
  uid: z.uuid({ error: 'Must be a UUID in lower case' }).toLowerCase().optional(),
  ext: z.partialRecord(dialect, z.record(z.string(), z.unknown())).default({}),
};

/** An entity of one account; left out: the world's first account. */
export const owned = { ...entity, account: alias.optional() };
