/** One `key = value` line. */
export interface Line {
  readonly key: string;
  readonly value: string;
  /** Number of the line in the file, from 1. */
  readonly line: number;
}

/**
 * A section of a template. The number of brackets is its rank: `[cluster x]` holds `[[nodearray y]]`, which
 * holds `[[[configuration]]]`.
 */
export interface Section {
  /** `cluster`, `node`, `nodearray`, `parameter` and so on, in lower case. */
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly lines: Line[];
  readonly sections: Section[];
}

/** A template that cannot be read, with the line of the mistake. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`Line ${line}: ${message}`);
  }
}

/**
 * Reads the sections of a CycleCloud template. Indentation means nothing; lines that begin with `#` are
 * comments; names of sections and keys are in any case (documented).
 *
 * @throws {TemplateError}
 */
export function readSections(text: string): Section[] {
  const top: Section[] = [];
  /** The open section of each rank. */
  const open: Section[] = [];
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = i + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (content.startsWith('[')) {
      const section = sectionOf(content, line, open);
      (open.at(-1)?.sections ?? top).push(section);
      open.push(section);
    } else {
      const section = open.at(-1);
      if (!section) throw new TemplateError(line, 'an attribute stands before the first section.');
      section.lines.push(lineOf(content, line));
    }
  }
  return top;
}

/** Makes a section, closing those of its own and higher rank. */
function sectionOf(content: string, line: number, open: Section[]): Section {
  const rank = content.search(/[^[]|$/);
  const inner = content.slice(rank, -rank).trim();
  const isClosed = content.endsWith(']'.repeat(rank)) && !inner.includes(']');
  const kind = /^[A-Za-z][\w-]*(?=\s|$)/.exec(inner)?.[0] ?? '';
  const name = inner.slice(kind.length).trim();
  if (kind === '' || !isClosed) {
    throw new TemplateError(
      line,
      `"${content}" is not a section header such as [[nodearray execute]].`,
    );
  }
  if (rank > open.length + 1) {
    throw new TemplateError(line, `"${content}" has no section of rank ${rank - 1} around it.`);
  }
  open.length = rank - 1;
  return { kind: kind.toLowerCase(), name, line, lines: [], sections: [] };
}

function lineOf(content: string, line: number): Line {
  const mark = content.search(/:?=/);
  const key = content.slice(0, mark).trim();
  if (mark < 0 || key === '') throw new TemplateError(line, `"${content}" is not "name = value".`);
  const raw = content[mark] === ':';
  const value = content.slice(mark + (raw ? 2 : 1)).trim();
  // `:=` gives an expression without the ${…} around it.
  return { key, value: raw ? `\${${value}}` : value, line };
}
