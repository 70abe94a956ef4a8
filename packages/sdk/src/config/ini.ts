/** Sections of an INI file, each a map of its keys in lower case. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A line that is neither a section, a key with its value, nor part of a value. */
export class IniSyntaxError extends Error {
  /** Counted from 1. The line itself is not quoted: it may hold a password. */
  readonly line: number;

  constructor(line: number, what: string) {
    super(`line ${line} ${what}`);
    this.line = line;
  }

  static {
    IniSyntaxError.prototype.name = 'IniSyntaxError';
  }
}

/**
 * Reads the dialect of Python's ConfigParser, without interpolation:
 *
 * - `[section]`, then `key = value` or `key: value`; whichever of `=` and `:` comes first divides.
 * - Lines that begin with `#` or `;` are comments. Elsewhere both are ordinary, as are `%` and
 *   further `=` and `:`, so that a password may hold them.
 * - A line that is indented deeper than its key continues the value on a new line.
 * - Keys are told apart without regard to case, sections with regard to it. Of a key that is there
 *   twice the last value counts; sections of one name are one section.
 * - What stands in `[DEFAULT]` belongs to every section that does not say otherwise.
 *
 * @throws IniSyntaxError for a line that fits none of these.
 */
export function readIni(text: string): IniFile {
  const sections = new Map<string, Map<string, string[]>>();
  let section: Map<string, string[]> | undefined;
  let value: string[] | undefined;
  let indent = 0;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const content = line.trim();
    if (/^[#;]/.test(content)) continue;
    if (content === '') {
      value?.push('');
      continue;
    }
    const depth = line.length - line.trimStart().length;
    if (value && depth > indent) {
      value.push(content);
      continue;
    }
    indent = depth;
    const name = /^\[(.+)\]/.exec(content)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      value = undefined;
      continue;
    }
    if (!section) throw new IniSyntaxError(index + 1, 'stands before the first [section]');
    const divider = content.search(/[=:]/);
    const key = content.slice(0, Math.max(0, divider)).trim().toLowerCase();
    if (key === '') throw new IniSyntaxError(index + 1, 'is not of the form `key = value`');
    value = [content.slice(divider + 1).trim()];
    section.set(key, value);
  }
  return joined(sections);
}

function joined(sections: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): IniFile {
  const defaults = sections.get('DEFAULT') ?? [];
  const file = new Map<string, Map<string, string>>();
  for (const [name, own] of sections) {
    if (name === 'DEFAULT') continue;
    const entries = [...defaults, ...own];
    file.set(name, new Map(entries.map(([key, lines]) => [key, lines.join('\n').trimEnd()])));
  }
  return file;
}
