import { evaluate } from '../filter/evaluate.js';
import { FilterSyntaxError, parseFilter } from '../filter/syntax.js';
import { isRecord } from '../views.js';
import { type Line, TemplateError } from './sections.js';

export type Parameters = Readonly<Record<string, unknown>>;

/**
 * The value of a template line: `$Name` is a parameter, `${…}` an expression over the parameters (alone, or within a
 * text), anything else a number, a truth value or a text. Undefined when a parameter has no value.
 *
 * @throws {TemplateError} for an expression that cannot be read.
 */
export function lineValue({ value, line }: Line, parameters: Parameters): unknown {
  const parameter = /^\$([A-Za-z_]\w*)$/.exec(value);
  if (parameter) return parameterOf(parameters, parameter[1]!);
  const whole = /^\$\{([^}]*)\}$/.exec(value);
  if (whole) return expression(whole[1]!, line, parameters);
  if (value.includes('${')) {
    return value.replace(/\$\{((?:[^}$]|\$(?!\{))*)\}/g, (_, inner: string) =>
      textOf(expression(inner, line, parameters)),
    );
  }
  return plain(value);
}

/** A value within a text; parameters may be of any kind. */
export const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

function parameterOf(parameters: Parameters, name: string): unknown {
  if (Object.hasOwn(parameters, name)) return parameters[name] ?? undefined;
  const wanted = name.toLowerCase();
  const key = Object.keys(parameters).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : (parameters[key] ?? undefined);
}

function expression(text: string, line: number, parameters: Parameters): unknown {
  try {
    return evaluate(parseFilter(text), parameters);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw new TemplateError(line, error.message);
    throw error;
  }
}

function plain(value: string): unknown {
  const quoted = /^"(.*)"$/s.exec(value) ?? /^'(.*)'$/s.exec(value);
  if (quoted) return quoted[1];
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (/^-?\d{1,15}(\.\d+)?$/.test(value)) return Number(value);
  return value;
}

/** Names that would reach into the prototype of a record. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Records are stored, and no database takes them of any depth. */
const deepest = 16;

/**
 * Sets `Azure.MaxScalesetSize` as `{ Azure: { MaxScalesetSize } }`; keys that are there keep their case.
 *
 * @throws {TemplateError} for a name of too many parts.
 */
export function setPath(
  record: Record<string, unknown>,
  { path, line }: { readonly path: string; readonly line: number },
  value: unknown,
): void {
  const parts = path.split('.').filter((part) => part !== '' && !forbidden.has(part));
  if (parts.length > deepest) {
    throw new TemplateError(line, `a name has at most ${deepest} parts between its dots.`);
  }
  const last = parts.pop();
  if (last === undefined) return;
  let at = record;
  for (const part of parts) {
    const key = keyOf(at, part);
    const inner = at[key];
    if (isRecord(inner)) at = inner;
    else {
      const made: Record<string, unknown> = {};
      at[key] = made;
      at = made;
    }
  }
  at[keyOf(at, last)] = value;
}

function keyOf(record: Readonly<Record<string, unknown>>, name: string): string {
  const wanted = name.toLowerCase();
  return Object.keys(record).find((key) => key.toLowerCase() === wanted) ?? name;
}
