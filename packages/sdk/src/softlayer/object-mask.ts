import { ArgumentError } from '../http/argument-error.js';
import { MaskSyntaxError, maskPosition } from './mask/error.js';
import { parseMask } from './mask/parse.js';
import { printMask } from './mask/print.js';
import type { Mask, MaskProperty } from './mask/types.js';
import { isObject, longName, propertiesOf, shortName, type ValueFacts } from './schema.js';

/**
 * The text of a mask, printed anew in its shortest form; undefined for one that wants nothing.
 *
 * @param mask a text in any spelling, or a tree with `true` as leaves.
 * @param result what the mask is of; undefined: the names are not checked.
 * @throws ArgumentError with the position of the mistake.
 */
export function maskText(mask: unknown, result: ValueFacts | undefined): string | undefined {
  if (mask === undefined || mask === null || mask === '') return undefined;
  const tree = typeof mask === 'string' ? parsed(mask) : ofObject(mask);
  // Of a value a mask is without effect (documented).
  if (result && isObject(result)) checkMask(tree, result.element, mask);
  return tree.roots.length === 0 ? undefined : printMask(tree);
}

function parsed(text: string): Mask {
  try {
    return parseMask(text);
  } catch (error) {
    if (!(error instanceof MaskSyntaxError)) throw error;
    throw wrong(`cannot be read. ${error.message}`);
  }
}

function ofObject(mask: unknown): Mask {
  const properties = level(mask, '', 1);
  return { kind: 'plain', roots: properties.length > 0 ? [{ cast: null, properties }] : [] };
}

function level(node: unknown, path: string, depth: number): MaskProperty[] {
  const where = path === '' ? '' : ` at \`${path}\``;
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    throw wrong(`must be a text or a tree of properties with \`true\` as leaves${where}`);
  }
  if (depth > 64) throw wrong('has more than 64 levels, or holds itself');
  return Object.entries(node)
    .filter(([, child]) => child !== undefined)
    .map(([name, child]) => {
      const here = path === '' ? name : `${path}.${name}`;
      if (!/^[A-Za-z]\w*$/.test(name))
        throw wrong(`has \`${name}\`, which is no name of a property`);
      return {
        name,
        cast: null,
        properties: child === true ? [] : level(child, here, depth + 1),
        at: -1,
      };
    });
}

/** Names that the API does not know would make it refuse the whole call. */
function checkMask({ roots }: Mask, type: string, source: unknown): void {
  const visit = (properties: readonly MaskProperty[], of: string, path: string): void => {
    const known = propertiesOf(of);
    if (!known || of === 'Entity') return;
    for (const { name, cast, properties: inner, at } of properties) {
      const facts = known.get(name);
      const where = (): string => {
        if (typeof source !== 'string') return `at \`${path}${name}\``;
        const { line, column } = maskPosition(source, at);
        return `at line ${line}, column ${column}`;
      };
      if (!facts) {
        throw wrong(
          `asks for \`${name}\` ${where()}, which ${longName(of)} does not have${guess(name, known)}`,
        );
      }
      if (inner.length === 0 && cast === null) continue;
      if (!isObject(facts)) {
        throw wrong(`asks for parts of \`${name}\` ${where()}, which is a value and has none`);
      }
      visit(inner, cast === null ? facts.element : castType(cast, where()), `${path}${name}.`);
    }
  };
  for (const { cast, properties } of roots) {
    visit(properties, cast === null ? type : castType(cast, 'at its root'), '');
  }
}

function castType(cast: string, where: string): string {
  const type = shortName(cast);
  if (propertiesOf(type)) return type;
  throw wrong(`casts to \`${cast}\` ${where}, which is no type of the API`);
}

/** The name that differs by case or by the ending of a plural, if there is one. */
function guess(name: string, known: ReadonlyMap<string, unknown>): string {
  const plain = (text: string) => text.toLowerCase().replace(/s$/, '');
  const near = [...known.keys()].find((each) => plain(each) === plain(name));
  return near === undefined ? '' : `; it has \`${near}\``;
}

const wrong = (what: string): ArgumentError =>
  new ArgumentError('mask', `The object mask ${what}.`, 'SoftLayer');
