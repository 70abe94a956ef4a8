import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type BuiltInWorld, builtInWorld, builtInWorlds } from './built-in.js';
import { extendWorld, isObject, type Origins } from './extend.js';
import type { Path } from './mistakes.js';
import { checkReferences } from './references.js';
import { type Section, type World, worldSchema } from './schema.js';
import { WorldError, type WorldIssue } from './world-error.js';

/** Reads and checks a world file. @throws {WorldError} with everything that is wrong with it. */
export async function readWorldFile(file: string): Promise<World> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `It is neither a built-in world (${builtInWorlds.join(', ')}) nor a file that can be read: ${reason}`;
    throw new WorldError(file, [{ path: '', message }], { cause });
  }
  return parseWorld(text, file);
}

/**
 * Reads a world from YAML (or JSON) text. `source` names it in errors; `load` finds what it extends.
 *
 * @throws {WorldError} with everything that is wrong: first of the syntax, then of the fields, then of
 * what they refer to.
 */
export async function parseWorld(
  text: string,
  source: string,
  load: (name: BuiltInWorld) => Promise<World> = builtInWorld,
): Promise<World> {
  const document = parseDocument(text, { merge: true });
  const fail = (issues: readonly WorldIssue[]): never => {
    throw new WorldError(source, issues);
  };
  if (document.errors.length > 0) {
    fail(document.errors.map(({ message }) => ({ path: '', message: message.split('\n')[0]! })));
  }
  const file: unknown = document.toJS() ?? {};
  const base = isObject(file) ? builtInWorlds.find((name) => name === file.extends) : undefined;
  const { world, origins } =
    isObject(file) && base
      ? extendWorld(await load(base), file)
      : { world: file, origins: new Map() as Origins };
  const locate = ({ path, message }: { path: Path; message: string }): WorldIssue => ({
    path: pathText(path, origins, base),
    message,
  });
  const read = worldSchema.safeParse(world);
  if (!read.success) return fail(read.error.issues.flatMap((issue) => flat(issue)).map(locate));
  const wrong = checkReferences(read.data);
  if (wrong.length > 0) return fail(wrong.map(locate));
  return read.data;
}

/** A mistake in one of several allowed forms, told of the form that was meant. */
function flat(
  issue: z.core.$ZodIssue,
  above: Path = [],
): { readonly path: Path; readonly message: string }[] {
  const path = [...above, ...issue.path] as Path;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [{ path, message: issue.message }];
  }
  const forms = issue.errors.map((issues) => issues.flatMap((each) => flat(each, path)));
  const meant = forms.filter((form) => form.every((each) => each.path.length > path.length));
  if (meant.length === 1) return meant[0]!;
  const messages = new Set(forms.flat().map(({ message }) => message));
  return [{ path, message: [...messages].join('; or: ') }];
}

/** `machines[2].location`, numbered as in the file; entries that the file inherits begin with the base's name. */
function pathText(path: Path, origins: Origins, base: string | undefined): string {
  const [section, index, ...rest] = path;
  const own = typeof index === 'number' ? origins.get(section as Section) : undefined;
  const origin = own?.[index as number];
  const [from, place] = own && origin == null ? [`${base}: `, index] : ['', origin ?? index];
  const steps = [section, place, ...rest].filter((step) => step !== undefined);
  const text = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return from + text.join('').replace(/^\./, '');
}
