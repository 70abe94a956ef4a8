/**
 * The table of the SoftLayer API: every type with its properties, every service with its methods, by name and type.
 * It is text with a block for each type:
 *
 *     Virtual_Guest : Base *                         base type, unless it is Entity; * when it is a service
 *     l hostname:s id:i                              local properties
 *     r datacenter:Location tagReferences:Tag[]      relational ones
 *     c tagReferenceCount                            counts
 *     x postInstallScriptUri                         those of them that are deprecated
 *     m setTags 1 b tags:s                           a method: needs an id, result, parameters
 *
 * `SoftLayer_` is left out of names; those that begin otherwise begin with `~`. Primitive types are one
 * letter. Left out are methods that follow from the rest: `getX()` for each relational property `x`, and
 * methods of a base type.
 */
import { readFileSync } from 'node:fs';

export const tableFile = new URL('table.txt', import.meta.url);

export const primitives = {
  i: 'int',
  u: 'unsignedLong',
  b: 'boolean',
  s: 'string',
  d: 'decimal',
  t: 'dateTime',
  x: 'base64Binary',
  v: 'void',
};

export const prefixed = (name) => (name.startsWith('~') ? name.slice(1) : `SoftLayer_${name}`);

/** @returns {Map<string, object>} types by short name, in the table's order */
export function readTable(text = readFileSync(tableFile, 'utf8')) {
  const types = new Map();
  for (const block of text.trim().split('\n\n')) {
    const [head, ...lines] = block.split('\n');
    const [, name, base = 'Entity', service] = /^(\S+)(?: : (\S+))?( \*)?$/.exec(head);
    const type = { name, base, service: service !== undefined, locals: {}, relations: {} };
    Object.assign(type, { counts: [], deprecated: [], methods: {} });
    for (const line of lines) {
      const [kind, ...words] = line.split(' ');
      if (kind === 'l') type.locals = pairs(words);
      else if (kind === 'r') type.relations = pairs(words);
      else if (kind === 'c') type.counts = words;
      else if (kind === 'x') type.deprecated = words;
      else {
        const [method, needsId, result, ...parameters] = words;
        const pairsOf = parameters.map((word) => word.split(':'));
        type.methods[method] = { needsId: needsId === '1', result, parameters: pairsOf };
      }
    }
    types.set(name, type);
  }
  return types;
}

const pairs = (words) => Object.fromEntries(words.map((word) => word.split(':')));

/** The text of a table, the inverse of `readTable`. */
export function printTable(types) {
  const blocks = [...types.values()].map((type) => {
    const base = type.base === 'Entity' ? '' : ` : ${type.base}`;
    const lines = [`${type.name}${base}${type.service ? ' *' : ''}`];
    const list = (kind, words) => words.length > 0 && lines.push(`${kind} ${words.join(' ')}`);
    list(
      'l',
      Object.entries(type.locals).map((pair) => pair.join(':')),
    );
    list(
      'r',
      Object.entries(type.relations).map((pair) => pair.join(':')),
    );
    list('c', type.counts);
    list('x', type.deprecated);
    for (const [name, { needsId, result, parameters }] of Object.entries(type.methods)) {
      const words = parameters.map((pair) => pair.join(':'));
      lines.push(['m', name, needsId ? 1 : 0, result, ...words].join(' '));
    }
    return lines.join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** A type and its bases, the root first, without Entity, which has no members. */
export function lineage(types, name) {
  const chain = [];
  for (let type = types.get(name); type && type.name !== 'Entity'; type = types.get(type.base)) {
    if (chain.includes(type)) throw new Error(`${name} is its own base.`);
    chain.unshift(type);
  }
  return chain;
}

const getterOf = (property) => `get${property[0].toUpperCase()}${property.slice(1)}`;

/** Every method of a service; `getterFor` is the relational property that a getter gets. */
export function methodsOf(types, name) {
  const methods = new Map();
  const chain = lineage(types, name);
  for (const type of chain) {
    for (const [property, result] of Object.entries(type.relations)) {
      const getter = { needsId: true, result, parameters: [], getterFor: property };
      methods.set(getterOf(property), getter);
    }
  }
  for (const type of chain) {
    for (const [method, facts] of Object.entries(type.methods)) {
      const known = methods.get(method);
      const getterFor =
        known?.result === facts.result && facts.parameters.length === 0
          ? known.getterFor
          : undefined;
      methods.set(method, { ...facts, getterFor });
    }
  }
  return new Map([...methods].sort(([a], [b]) => (a < b ? -1 : 1)));
}
