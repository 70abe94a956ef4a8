import { table } from './generated/table.js';

/**
 * The table of the API at run time. Nothing of it is read before the first question, and then only the
 * types that are asked about. Names are without `SoftLayer_`; see `packages/sdk/generate/softlayer`.
 */

/** What a value is: one letter for a primitive type, else the name of an object type. */
export interface ValueFacts {
  readonly element: string;
  readonly list: boolean;
}

export interface PropertyFacts extends ValueFacts {
  readonly kind: 'local' | 'relation' | 'count';
}

export interface MethodFacts {
  readonly result: ValueFacts;
  readonly parameters: readonly ValueFacts[];
  /** The relational property that a getter gets. */
  readonly getterFor: string | undefined;
}

interface TypeFacts {
  readonly base: string;
  readonly isService: boolean;
  /** Inherited ones included. */
  readonly properties: ReadonlyMap<string, PropertyFacts>;
  /** As the table lists them: own ones that do not follow from properties and bases. */
  readonly methods: ReadonlyMap<string, string>;
  /** What was asked about before. */
  readonly answers: Map<string, MethodFacts | undefined>;
}

const none: ReadonlyMap<string, PropertyFacts> = new Map();
const known = new Map<string, TypeFacts | undefined>();
const values = new Map<string, ValueFacts>();
let blocks: ReadonlyMap<string, string> | undefined;

/** The properties of a type and its bases; undefined for a type that is not in the table. */
export function propertiesOf(type: string): ReadonlyMap<string, PropertyFacts> | undefined {
  return typeOf(type)?.properties;
}

/** The facts of a service's method; undefined for one that is not in the table. */
export function methodOf(service: string, method: string): MethodFacts | undefined {
  const type = typeOf(service);
  if (!type?.isService) return undefined;
  if (!type.answers.has(method)) type.answers.set(method, readMethod(type, method));
  return type.answers.get(method);
}

function readMethod(type: TypeFacts, method: string): MethodFacts | undefined {
  const property = propertyOfGetter(type.properties, method);
  const relation = property === undefined ? undefined : type.properties.get(property);
  const line = declarationOf(type, method);
  if (line === undefined) {
    if (relation?.kind !== 'relation') return undefined;
    return { result: relation, parameters: [], getterFor: property };
  }
  const [, result = 'v', ...parameters] = line.split(' ');
  const facts = factsOf(result);
  const isGetter =
    relation?.kind === 'relation' &&
    parameters.length === 0 &&
    relation.element === facts.element &&
    relation.list === facts.list;
  return {
    result: facts,
    parameters: parameters.map(factsOf),
    getterFor: isGetter ? property : undefined,
  };
}

/** `Virtual_Guest` for `SoftLayer_Virtual_Guest`; names of another kind begin with `~` in the table. */
export function shortName(full: string): string {
  return full.startsWith('SoftLayer_') ? full.slice('SoftLayer_'.length) : `~${full}`;
}

/** The inverse of `shortName`. */
export function longName(short: string): string {
  return short.startsWith('~') ? short.slice(1) : `SoftLayer_${short}`;
}

/** Whether values of this kind are objects with properties. */
export const isObject = ({ element }: ValueFacts): boolean => element.length > 1;

function typeOf(name: string): TypeFacts | undefined {
  if (known.has(name)) return known.get(name);
  blocks ??= new Map(table.split('\n\n').map((block) => [/^\S+/.exec(block)?.[0] ?? '', block]));
  const block = blocks.get(name);
  const facts = block === undefined ? undefined : readBlock(block);
  known.set(name, facts);
  return facts;
}

function readBlock(block: string): TypeFacts {
  const [head = '', ...lines] = block.split('\n');
  const base = / : (\S+)/.exec(head)?.[1] ?? 'Entity';
  const inherited = base === 'Entity' ? none : (typeOf(base)?.properties ?? none);
  const properties = new Map(inherited);
  const methods = new Map<string, string>();
  for (const line of lines) {
    const words = line.slice(2);
    switch (line[0]) {
      case 'm': {
        const space = words.indexOf(' ');
        methods.set(words.slice(0, space), words.slice(space + 1));
        break;
      }
      case 'c':
        for (const name of words.split(' ')) {
          properties.set(name, { kind: 'count', element: 'u', list: false });
        }
        break;
      default:
        for (const word of words.split(' ')) {
          const colon = word.indexOf(':');
          const kind = line[0] === 'l' ? 'local' : 'relation';
          properties.set(word.slice(0, colon), { kind, ...factsOf(word.slice(colon + 1)) });
        }
    }
  }
  return { base, isService: head.endsWith(' *'), properties, methods, answers: new Map() };
}

/** A base's declaration counts where the type has none of its own. */
function declarationOf(type: TypeFacts, method: string): string | undefined {
  for (let each: TypeFacts | undefined = type; each; each = typeOf(each.base)) {
    const line = each.methods.get(method);
    if (line !== undefined) return line;
    if (each.base === 'Entity') return undefined;
  }
  return undefined;
}

function propertyOfGetter(
  properties: ReadonlyMap<string, PropertyFacts>,
  method: string,
): string | undefined {
  if (!method.startsWith('get') || method.length === 3) return undefined;
  const name = method.slice(3);
  return [name.charAt(0).toLowerCase() + name.slice(1), name].find((each) => properties.has(each));
}

function factsOf(code: string): ValueFacts {
  let facts = values.get(code);
  if (facts === undefined) {
    facts = { element: code.replaceAll('[]', ''), list: code.endsWith('[]') };
    values.set(code, facts);
  }
  return facts;
}
