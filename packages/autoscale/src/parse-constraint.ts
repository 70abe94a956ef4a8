import type { Constraint, ConstraintJson, CustomConstraint } from './constraint.js';
import { knownProperty } from './properties.js';
import { type ResourceValue, sizeInGb } from './quantity.js';

/** A constraint cannot be read. The message names the place (`constraints[0].or[1]`) and what to write. */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError';
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`${path}: ${problem}.`);
  }
}

export interface ParseOptions {
  /** Parsers of the caller's own by JSON key; they come before the built-in ones. */
  readonly custom?: Readonly<Record<string, CustomConstraint>>;
  /** Resources that are shared pools: `{ "licence": 2 }` takes of the pool. */
  readonly sharedPools?: ReadonlySet<string>;
  /** Reads `{"in-a-placement-group": false}` as scalelib does: like `true`. */
  readonly scalelibCompatible?: boolean;
}

/**
 * Reads constraints in scalelib's JSON form: an object (several keys are an AND) or a list of objects.
 *
 * @throws ConstraintError
 */
export function parseConstraints(
  json: unknown,
  options: ParseOptions = {},
  path = 'constraints',
): Constraint[] {
  if (Array.isArray(json)) {
    return json.flatMap((item, at) => parseConstraints(item, options, `${path}[${at}]`));
  }
  if (!isRecord(json)) {
    throw new ConstraintError(
      path,
      `${show(json)} is no constraint: write {"ncpus": 1}, or a list`,
    );
  }
  const keys = Object.keys(json);
  if (keys.length === 0) throw new ConstraintError(path, 'the constraint is empty');
  return keys.flatMap((key) => parseEntry(key, json[key], options, `${path}.${key}`));
}

const isRecord = (json: unknown): json is ConstraintJson =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const show = (json: unknown): string => {
  const text = JSON.stringify(json) ?? String(json);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

function parseEntry(
  key: string,
  value: unknown,
  options: ParseOptions,
  path: string,
): readonly Constraint[] {
  const custom = options.custom;
  if (custom && Object.hasOwn(custom, key)) {
    return [{ kind: 'custom', name: key, value, constraint: custom[key]! }];
  }
  switch (key) {
    case 'exclusive':
      return flag(value, path) ? [{ kind: 'exclusive', per: 'iteration' }] : [];
    case 'exclusive-task':
    case 'exclusive_task':
      return flag(value, path) ? [{ kind: 'exclusive', per: 'job' }] : [];
    case 'in-a-placement-group': {
      const wanted = flag(value, path) || options.scalelibCompatible === true;
      return [{ kind: 'grouped', wanted }];
    }
    case 'not':
      return [{ kind: 'not', of: all(parseConstraints(value, options, path)) }];
    case 'never':
      if (typeof value !== 'string') throw new ConstraintError(path, 'a message is missing');
      return [{ kind: 'never', message: value }];
    case 'and':
    case 'or':
    case 'xor':
      if (Array.isArray(value)) return [combination(key, value, options, path)];
      throw new ConstraintError(path, `${show(value)} is no list of constraints`);
    case 'capacity-failure-backoff':
      return [{ kind: 'backoff', seconds: amount(value, path) }];
    case 'shared-consumable-constraint':
      return list(value).map((item, at) => shared(item, `${path}[${at}]`));
    case 'shared-non-consumable-constraint':
      return [sharedValue(value, path)];
    case 'read-only-alias-constraint':
      return [alias(value, path)];
  }
  if (key.startsWith('node.')) return [property(key.slice(5), value, path)];
  return [resource(key, value, options, path)];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const all = (parts: readonly Constraint[]): Constraint =>
  parts.length === 1 ? parts[0]! : { kind: 'and', of: parts };

function flag(value: unknown, path: string): boolean {
  if (value === true || value === 1 || value === 'true' || value === 'True') return true;
  if (value === false || value === 0 || value === 'false' || value === 'False') return false;
  throw new ConstraintError(path, `${show(value)} is neither true nor false`);
}

function amount(value: unknown, path: string): number {
  const number = typeof value === 'string' ? sizeOrNumber(value, path) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw new ConstraintError(path, `${show(value)} is no amount: write a number from 0`);
}

function sizeOrNumber(text: string, path: string): number | undefined {
  try {
    return sizeInGb(text) ?? (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);
  } catch (error) {
    throw new ConstraintError(path, (error as Error).message);
  }
}

function combination(
  kind: 'and' | 'or' | 'xor',
  items: readonly unknown[],
  options: ParseOptions,
  path: string,
): Constraint {
  if (kind !== 'and' && items.length < 2) {
    throw new ConstraintError(path, `'${kind}' needs two constraints or more`);
  }
  if (items.length === 0) throw new ConstraintError(path, 'the list is empty');
  const of = items.map((item, at) => all(parseConstraints(item, options, `${path}[${at}]`)));
  return { kind, of };
}

function isScalar(value: unknown): value is ResourceValue {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function choices(value: unknown, path: string): readonly ResourceValue[] {
  const values = list(value);
  if (values.length === 0) throw new ConstraintError(path, 'the list of choices is empty');
  const wrong = values.find((each) => !isScalar(each));
  if (wrong === undefined) return values as readonly ResourceValue[];
  throw new ConstraintError(path, `${show(wrong)} is no text, number, boolean or null`);
}

function property(name: string, value: unknown, path: string): Constraint {
  if (!knownProperty(name)) {
    throw new ConstraintError(path, `a node has no property '${name}' (UndefinedNodeProperty)`);
  }
  return { kind: 'property', property: name, choices: choices(value, path) };
}

function resource(name: string, value: unknown, options: ParseOptions, path: string): Constraint {
  const size = typeof value === 'string' ? sizeOrUndefined(value, path) : value;
  if (typeof size === 'number') {
    const needed = amount(size, path);
    return options.sharedPools?.has(name)
      ? { kind: 'shared', name, amount: needed, once: false }
      : { kind: 'atLeast', resource: name, amount: needed };
  }
  return { kind: 'equals', resource: name, choices: choices(value, path) };
}

function sizeOrUndefined(text: string, path: string): number | undefined {
  try {
    return sizeInGb(text);
  } catch (error) {
    throw new ConstraintError(path, (error as Error).message);
  }
}

function fields(value: unknown, path: string, required: readonly string[]): ConstraintJson {
  if (!isRecord(value)) throw new ConstraintError(path, `${show(value)} is no object`);
  const missing = required.filter((name) => value[name] === undefined);
  if (missing.length === 0) return value;
  throw new ConstraintError(path, `${missing.map((name) => `'${name}'`).join(', ')} missing`);
}

const poolName = (json: ConstraintJson): string =>
  [json.source, json['resource-name']]
    .filter((part) => part !== undefined && part !== '')
    .join('/');

function shared(value: unknown, path: string): Constraint {
  const json = fields(value, path, ['resource-name', 'requested']);
  const left = json['current-value'] ?? json['initial-value'];
  return {
    kind: 'shared',
    name: poolName(json),
    ...(left !== undefined && { current: amount(left, path) }),
    amount: amount(json.requested, path),
    once: json['decrement-once'] !== undefined && flag(json['decrement-once'], path),
  };
}

function sharedValue(value: unknown, path: string): Constraint {
  const json = fields(value, path, ['resource-name', 'target']);
  const current = json['current-value'] ?? json['initial-value'] ?? null;
  const [target] = choices(json.target, path);
  if (!isScalar(current)) throw new ConstraintError(path, `${show(current)} is no plain value`);
  return { kind: 'sharedValue', name: poolName(json), current, target: target! };
}

function alias(value: unknown, path: string): Constraint {
  const json = fields(value, path, ['alias', 'resource-name']);
  return { kind: 'alias', alias: String(json.alias), resource: String(json['resource-name']) };
}

/** The JSON form of a parsed constraint, normalised: what `parseConstraints` reads back as the same. */
export function constraintJson(constraint: Constraint): ConstraintJson {
  const one = <T>(values: readonly T[]): T | readonly T[] =>
    values.length === 1 ? values[0]! : values;
  switch (constraint.kind) {
    case 'equals':
      return { [constraint.resource]: equalsJson(constraint.choices) };
    case 'atLeast':
    case 'total':
      return { [constraint.resource]: constraint.amount };
    case 'property':
      return { [`node.${constraint.property}`]: one(constraint.choices) };
    case 'exclusive':
      return { [constraint.per === 'job' ? 'exclusive-task' : 'exclusive']: true };
    case 'grouped':
      return { 'in-a-placement-group': constraint.wanted };
    case 'and':
    case 'or':
    case 'xor':
      return { [constraint.kind]: constraint.of.map(constraintJson) };
    case 'not':
      return { not: constraintJson(constraint.of) };
    case 'never':
      return { never: constraint.message };
    case 'backoff':
      return { 'capacity-failure-backoff': constraint.seconds };
    case 'shared':
      return {
        'shared-consumable-constraint': {
          'resource-name': constraint.name,
          ...(constraint.current !== undefined && { 'current-value': constraint.current }),
          requested: constraint.amount,
          ...(constraint.once && { 'decrement-once': true }),
        },
      };
    case 'sharedValue':
      return {
        'shared-non-consumable-constraint': {
          'resource-name': constraint.name,
          'current-value': constraint.current,
          target: constraint.target,
        },
      };
    case 'alias':
      return {
        'read-only-alias-constraint': {
          alias: constraint.alias,
          'resource-name': constraint.resource,
        },
      };
    case 'custom':
      return { [constraint.name]: constraint.value };
  }
}

/** A single number stays in a list: on its own it would be an amount to take. */
const equalsJson = (choices: readonly ResourceValue[]): unknown =>
  choices.length === 1 && typeof choices[0] !== 'number' ? choices[0] : choices;
