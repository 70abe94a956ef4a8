/** Makes the table out of what the API tells of itself at https://api.softlayer.com/metadata/v3.1. */
import { methodsOf, primitives } from './table.mjs';

const letters = {
  ...Object.fromEntries(Object.entries(primitives).map(([letter, name]) => [name, letter])),
  ...{
    integer: 'i',
    long: 'u',
    unsignedInt: 'u',
    nonNegativeInteger: 'u',
    float: 'd',
    enum: 's',
    json: 's',
  },
};

/** @param {Record<string, object>} metadata types by full name */
export function tableOf(metadata) {
  const types = new Map();
  for (const [full, facts] of sorted(metadata)) {
    const type = { name: short(full), base: facts.base ? short(facts.base) : 'Entity' };
    Object.assign(type, { service: facts.noservice !== true, locals: {}, relations: {} });
    Object.assign(type, { counts: [], deprecated: [], methods: {} });
    for (const [name, property] of sorted(facts.properties ?? {})) {
      if (property.form === 'count') type.counts.push(name);
      else type[property.form === 'relational' ? 'relations' : 'locals'][name] = typeOf(property);
      if (property.deprecated) type.deprecated.push(name);
    }
    for (const [name, method] of sorted(facts.methods ?? {})) {
      const parameters = (method.parameters ?? []).map((each) => [each.name, typeOf(each)]);
      type.methods[name] = { needsId: method.static !== true, result: typeOf(method), parameters };
    }
    types.set(type.name, type);
  }
  for (const type of types.values()) dropImplied(types, type);
  return types;
}

/** Leaves methods out that the rest of the table gives back unchanged. */
function dropImplied(types, type) {
  for (const [name, method] of Object.entries(type.methods)) {
    delete type.methods[name];
    const implied = methodsOf(types, type.name).get(name);
    const { getterFor: _, ...facts } = implied ?? {};
    if (JSON.stringify(facts) !== JSON.stringify(method)) type.methods[name] = method;
  }
  type.methods = Object.fromEntries(sorted(type.methods));
}

const sorted = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
const short = (name) => (name.startsWith('SoftLayer_') ? name.slice(10) : `~${name}`);
const typeOf = ({ type, typeArray }) => (letters[type] ?? short(type)) + (typeArray ? '[]' : '');
