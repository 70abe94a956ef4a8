/** Writes the types of services: every method with its parameters and what it gives. */
import { lineage, methodsOf, prefixed } from './table.mjs';

const values = {
  i: 'number',
  u: 'number',
  b: 'boolean',
  s: 'string',
  d: 'string',
  x: 'Uint8Array',
  v: 'null',
};
const results = { ...values, t: 'string' };
const parameters = { ...values, d: 'number | string', t: 'string | Date' };
const reserved = new Set([
  'default',
  'delete',
  'function',
  'package',
  'private',
  'public',
  'static',
]);

export function servicesSource(types) {
  const services = [...types.values()].filter(({ service }) => service);
  const used = new Set();
  const object = (name) => {
    if (name !== 'Entity') used.add(prefixed(name));
    return prefixed(name);
  };
  let body = '';
  for (const { name } of services) {
    body += `\nexport interface ${prefixed(name)}_Service extends Service {\n`;
    for (const [method, facts] of methodsOf(types, name)) {
      body += `  ${method}: ${methodType(types, facts, object)};\n`;
    }
    body += '}\n';
  }
  body += '\n/** Every service, with and without `SoftLayer_`. */\nexport interface Services {\n';
  for (const { name } of services) body += `  readonly ${name}: ${prefixed(name)}_Service;\n`;
  for (const { name } of services) {
    body += `  readonly ${prefixed(name)}: ${prefixed(name)}_Service;\n`;
  }
  const imports = [...used]
    .sort()
    .map((each) => `  ${each},\n`)
    .join('');
  return (
    `import type { ListMethod, ObjectMethod, Service, ValueMethod } from '../methods.js';\n` +
    `import type { SoftLayer_Entity } from '../shape.js';\n` +
    `import type {\n${imports}} from './types.js';\n${body}}\n`
  );
}

function methodType(types, { result, parameters: list, getterFor }, object) {
  const params = `[${list.map(([name, type]) => parameter(name, type, object)).join(', ')}]`;
  const element = result.replace('[]', '');
  const isList = result.endsWith('[]');
  if (results[element]) {
    return `ValueMethod<${params}, ${results[element]}${isList ? '[]' : ''}>`;
  }
  if (!isList) return `ObjectMethod<${params}, ${object(element)}>`;
  const root = getterFor && !hasProperty(types, element, getterFor) ? `, '${getterFor}'` : '';
  return `ListMethod<${params}, ${object(element)}${root}>`;
}

function parameter(name, type, object) {
  const element = type.replace('[]', '');
  const isList = type.endsWith('[]');
  const text = parameters[element] ?? object(element);
  const written = isList ? `readonly ${text.includes(' ') ? `(${text})` : text}[]` : text;
  return `${reserved.has(name) ? `${name}_` : name}: ${written} | null`;
}

const hasProperty = (types, name, property) =>
  lineage(types, name).some(
    ({ locals, relations, counts }) =>
      Object.hasOwn(locals, property) ||
      Object.hasOwn(relations, property) ||
      counts.includes(property),
  );
