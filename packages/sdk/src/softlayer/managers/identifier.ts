/** An id, a global identifier, or a name to look up. */
export type Identifier = number | string;

/** Whether a text is a UUID of version 4, which global identifiers are. */
export const isGlobalIdentifier = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);

/**
 * The ids that an identifier stands for: a number is an id, and a global identifier is used as one (as in
 * softlayer-python); all else is looked up by name.
 *
 * @param lookups asked in turn, until one finds something.
 */
export async function idsOf(
  identifier: Identifier,
  ...lookups: readonly ((name: string) => Promise<readonly { id?: number | null }[]>)[]
): Promise<(number | string)[]> {
  if (typeof identifier === 'number') return [identifier];
  const text = identifier.trim();
  if (/^[+-]?\d+$/.test(text)) return [Number(text)];
  if (isGlobalIdentifier(identifier)) return [identifier];
  for (const lookup of lookups) {
    const found = await lookup(identifier);
    if (found.length > 0) return found.map(({ id }) => id as number);
  }
  return [];
}
