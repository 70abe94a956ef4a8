import { ArgumentError } from '../http/argument-error.js';
import { type Condition, isNull, oneOf } from './conditions.js';
import { queryFilter } from './filter/shorthand.js';
import { isObject, longName, type MethodFacts, propertiesOf } from './schema.js';
import type { locals } from './shape.js';
import type { XmlRpcInput } from './xmlrpc/values.js';

/**
 * The test of one value: a condition, the short form of one (`'> 8'`, `'*foo*'`, `'dal05'`, `8`), a list
 * of which it must be one, or null for having no value.
 */
export type ValueTest = string | number | boolean | null | Condition | readonly (string | number)[];

/** An object filter over the properties of a type: all tests must hold. */
export type Filter<N> = {
  readonly [K in Exclude<keyof N, typeof locals>]?: Test<NonNullable<N[K]>>;
};

type Test<V> = V extends readonly (infer E)[]
  ? Test<E>
  : V extends Uint8Array
    ? ValueTest
    : V extends object
      ? Filter<V> | Condition | null
      : ValueTest;

/** A filter as it travels. */
export interface WireFilter {
  readonly [property: string]: XmlRpcInput;
}

/**
 * A filter as it travels: short forms become operations, all else stays.
 *
 * @throws ArgumentError naming the place of what is no test.
 */
export function wireFilter(filter: unknown): WireFilter | undefined {
  if (filter === undefined || filter === null) return undefined;
  const tree = branch(filter, '', 1);
  return Object.keys(tree).length > 0 ? tree : undefined;
}

/**
 * The filter of a method that is known: its names are checked, since the API passes over what it does not
 * know (documented), and a getter's own property is put around it unless it is there.
 */
export function methodFilter(filter: unknown, facts: MethodFacts): WireFilter | undefined {
  const tree = wireFilter(filter);
  if (!tree) return undefined;
  const { element } = facts.result;
  const root = facts.getterFor;
  if (root === undefined) {
    checkNames(tree, element, '');
    return tree;
  }
  // Where objects have a property of the getter's name, that is what is meant.
  const rooted = Object.hasOwn(tree, root) && propertiesOf(element)?.has(root) !== true;
  const { [root]: inner, ...others } = tree;
  const below = rooted ? { ...(inner as WireFilter), ...others } : tree;
  checkNames(below, element, '');
  return { [root]: below };
}

function branch(node: unknown, path: string, depth: number): WireFilter {
  if (!isTree(node) || depth > 32) {
    const where = path === '' ? '' : ` at \`${path}\``;
    const what = depth > 32 ? 'has more than 32 levels' : 'must be a tree of properties and tests';
    throw wrong(`${what}${where}`);
  }
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, child]) => child !== undefined)
      .map(([name, child]) => {
        const here = path === '' ? name : `${path}.${name}`;
        return [name, leaf(child, here) ?? branch(child, here, depth + 1)];
      }),
  );
}

/** The operation that a node stands for; undefined when it is a tree. */
function leaf(node: unknown, path: string): WireFilter | undefined {
  if (node === null) return wireCondition(isNull());
  if (typeof node === 'string' || typeof node === 'boolean' || Number.isFinite(node)) {
    return shortForm(node as string | number | boolean);
  }
  if (Array.isArray(node)) {
    if (
      node.length > 0 &&
      node.every((each) => typeof each === 'string' || Number.isFinite(each))
    ) {
      return wireCondition(oneOf(node));
    }
    throw wrong(`has a list at \`${path}\` that is not of texts and numbers, or empty`);
  }
  // `operation` is also the name of a property, whose own test is no text.
  if (isTree(node) && (typeof node.operation === 'string' || typeof node.operation === 'number')) {
    return node as WireFilter;
  }
  return undefined;
}

/** The short forms of the vendor's Python client, and the operations that it has none for. */
function shortForm(text: string | number | boolean): WireFilter {
  const negated = typeof text === 'string' && /^\s*(!(?:=|\^=|\$=|\*=))\s*(.*?)\s*$/s.exec(text);
  if (negated) return { operation: `${negated[1]} ${negated[2]}` };
  if (typeof text === 'string' && /^\s*(is|not) null\s*$/i.test(text)) {
    return { operation: text.trim().toLowerCase() };
  }
  return wireCondition(queryFilter(text));
}

const wireCondition = ({ operation, options }: Condition): WireFilter =>
  options ? { operation, options: options.map((each) => ({ ...each })) } : { operation };

function checkNames(tree: WireFilter, type: string, path: string): void {
  const known = propertiesOf(type);
  if (!known || type === 'Entity') return;
  for (const [name, node] of Object.entries(tree)) {
    const facts = known.get(name);
    if (!facts) {
      throw wrong(`tests \`${path}${name}\`, which ${longName(type)} does not have`);
    }
    if (leaf(node, name) !== undefined) continue;
    if (!isObject(facts)) throw wrong(`tests parts of \`${path}${name}\`, which is a value`);
    checkNames(node as WireFilter, facts.element, `${path}${name}.`);
  }
}

const isTree = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' &&
  node !== null &&
  !Array.isArray(node) &&
  !ArrayBuffer.isView(node) &&
  !(node instanceof Date);

const wrong = (what: string): ArgumentError =>
  new ArgumentError('filter', `The object filter ${what}.`, 'SoftLayer');
