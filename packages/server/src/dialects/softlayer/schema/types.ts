import { accountTypes } from './account.js';
import { billingTypes } from './billing.js';
import { hardwareTypes } from './hardware.js';
import { partTypes } from './parts.js';
import { vendorServices } from './services.js';
import type { TypeText } from './type-text.js';
import { virtualGuestTypes } from './virtual-guest.js';

export interface Property {
  readonly kind: 'local' | 'relational' | 'count';
  /** Full name, such as `SoftLayer_Location` or `boolean`, of one element when `list`. */
  readonly type: string;
  readonly list: boolean;
}

export interface Type {
  readonly name: string;
  readonly base: Type | undefined;
  readonly isService: boolean;
  /** Inherited ones too. */
  readonly properties: ReadonlyMap<string, Property>;
  readonly locals: readonly string[];
  readonly methods: ReadonlySet<string>;
}

const texts: Readonly<Record<string, TypeText>> = {
  ...accountTypes,
  ...virtualGuestTypes,
  ...hardwareTypes,
  ...partTypes,
  ...billingTypes,
};

const read = new Map<string, Type>();

/** A type of the tables; undefined for one that the vendor may have but no answer of ours contains. */
export function typeOf(name: string): Type | undefined {
  const known = read.get(name);
  if (known) return known;
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  if (!text) return undefined;
  const type = readType(name, text);
  read.set(name, type);
  return type;
}

/** A type of the tables that must be there. */
export function knownType(name: string): Type {
  const type = typeOf(name);
  if (!type) throw new Error(`The type tables have no ${name}.`);
  return type;
}

let services: ReadonlySet<string> | undefined;

/** Whether the vendor has a service of this full name. */
export function isVendorService(name: string): boolean {
  services ??= new Set(words(vendorServices).map((word) => `SoftLayer_${word}`));
  return services.has(name);
}

export function isSubtype(type: Type | undefined, ancestor: string): boolean {
  for (let each = type; each; each = each.base) if (each.name === ancestor) return true;
  return false;
}

/** The relational property that a method gets: `getVirtualGuests` gets `virtualGuests`. */
export function propertyGot(type: Type, method: string): string | undefined {
  if (!method.startsWith('get') || method.length === 3) return undefined;
  const exact = method.slice(3);
  const name = exact[0]!.toLowerCase() + exact.slice(1);
  for (const candidate of [name, exact]) {
    if (type.properties.get(candidate)?.kind === 'relational') return candidate;
  }
  return undefined;
}

/** The list that a count counts: `virtualGuestCount` the `virtualGuests`, `hardwareCount` the `hardware`. */
export function listCounted(type: Type, count: string): string | undefined {
  const stem = count.slice(0, -'Count'.length);
  const candidates = [`${stem}s`, stem, `${stem.replace(/y$/, 'ie')}s`, `${stem}es`];
  return candidates.find((name) => type.properties.get(name)?.list);
}

function readType(name: string, text: TypeText): Type {
  const base = text.base === undefined ? undefined : knownType(text.base);
  const properties = new Map(base?.properties);
  for (const kind of ['local', 'relational'] as const) {
    for (const word of words(text[kind])) {
      const colon = word.indexOf(':');
      const declared = word.slice(colon + 1).replace('~', 'SoftLayer_');
      const list = declared.endsWith('[]');
      const type = list ? declared.slice(0, -2) : declared;
      properties.set(word.slice(0, colon), { kind, type, list });
    }
  }
  for (const word of words(text.counts)) {
    properties.set(word, { kind: 'count', type: 'unsignedLong', list: false });
  }
  const locals = [...properties].filter(([, { kind }]) => kind === 'local').map(([key]) => key);
  return {
    name,
    base,
    isService: text.service === true,
    properties,
    locals: locals.sort(),
    methods: new Set([...(base?.methods ?? []), ...words(text.methods)]),
  };
}

const words = (text = ''): string[] => text.split(/\s+/).filter((word) => word !== '');
