/** Writes the types of objects: for each one interface with all that it may have, one with its local properties. */
import { lineage, prefixed } from './table.mjs';

const loose = {
  i: 'number',
  u: 'number',
  b: 'boolean',
  s: 'string',
  d: 'number | string',
  t: 'string',
};
const scalars = { ...loose, d: 'string', x: 'Uint8Array', v: 'null' };

const isList = (type) => type.endsWith('[]');
const elementOf = (type) => type.replace(/(\[\])+$/, '');

/** A container is a struct made for one call: nothing says which of its members come. */
export const isContainer = (name) => name.startsWith('Container_') || /^~.*_Container_/.test(name);

const looseType = (type) =>
  loose[type] ?? scalars[elementOf(type)]?.concat(isList(type) ? '[]' : '') ?? prefixed(type);

function localType(types, type) {
  const element = elementOf(type);
  if (scalars[element]) return scalars[element] + (isList(type) ? '[]' : '');
  const full = prefixed(element);
  const plain = element === 'Entity' || isContainer(element) || !types.has(element);
  return (plain ? full : `${full}_Locals`) + (isList(type) ? '[]' : '');
}

/** Null marks what may be missing: see `shape.ts`. */
const orNull = (type) => (isList(type) ? '' : ' | null');

export function typesSource(types) {
  let source = `import type { locals, SoftLayer_Entity } from '../shape.js';\n`;
  for (const type of types.values()) {
    if (type.name === 'Entity') continue;
    const full = prefixed(type.name);
    const note = (name) => (type.deprecated.includes(name) ? '  /** @deprecated */\n' : '');
    source += `\nexport interface ${full}${baseOf(types, type, '')} {\n`;
    source += `  readonly [locals]?: ${isContainer(type.name) ? full : `${full}_Locals`};\n`;
    for (const [name, each] of Object.entries(type.locals)) {
      source += `${note(name)}  ${name}?: ${looseType(each)}${orNull(each)};\n`;
    }
    for (const [name, each] of Object.entries(type.relations)) {
      source += `${note(name)}  ${name}?: ${looseType(each)}${orNull(each)};\n`;
    }
    for (const name of type.counts) source += `${note(name)}  ${name}?: number;\n`;
    source += '}\n';
    if (isContainer(type.name)) continue;
    source += `export interface ${full}_Locals${baseOf(types, type, '_Locals')} {\n`;
    for (const [name, each] of Object.entries(type.locals)) {
      const null_ = name === 'id' && each === 'i' ? '' : orNull(each);
      source += `${note(name)}  ${name}: ${localType(types, each)}${null_};\n`;
    }
    source += '}\n';
  }
  return source;
}

/** The base to extend; without the members that the type declares in a way of its own. */
function baseOf(types, type, suffix) {
  const { base } = type;
  if (base === 'Entity' || !types.has(base))
    return suffix === '' ? ' extends SoftLayer_Entity' : '';
  const inherited = lineage(types, base);
  const changed = Object.entries(ownOf(type))
    .filter(([name, own]) =>
      inherited.some((each) => {
        const theirs = ownOf(each)[name];
        return theirs !== undefined && !isNarrower(types, own, theirs);
      }),
    )
    .map(([name]) => `'${name}'`);
  const full = prefixed(base) + (isContainer(base) ? '' : suffix);
  if (changed.length === 0) return ` extends ${full}`;
  return ` extends Omit<${full}, ${[...(suffix === '' ? ['typeof locals'] : []), ...changed].join(' | ')}>`;
}

const ownOf = ({ locals, relations, counts }) => ({
  ...Object.fromEntries(Object.entries(locals).map(([name, type]) => [name, `l ${type}`])),
  ...Object.fromEntries(Object.entries(relations).map(([name, type]) => [name, `r ${type}`])),
  ...Object.fromEntries(counts.map((name) => [name, 'c u'])),
});

function isNarrower(types, own, theirs) {
  const [ownKind, ownType] = own.split(' ');
  const [kind, type] = theirs.split(' ');
  if (ownKind !== kind || isList(ownType) !== isList(type)) return false;
  if (ownType === type) return true;
  const chain = lineage(types, elementOf(ownType)).map(({ name }) => name);
  return chain.includes(elementOf(type)) || (elementOf(type) === 'Entity' && chain.length > 0);
}
