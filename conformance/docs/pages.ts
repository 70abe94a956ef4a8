import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Page {
  /** From the project's folder: `docs/clients.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page, with the comment that stands right before it. */
export interface Block {
  readonly page: string;
  /** Of its first fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What the comment says: `run: prints "x"`; empty when there is none. */
  readonly mark: string;
}

const page = (path: string): Page => ({ path, text: readFileSync(join(root, path), 'utf8') });

/** The pages that people read first, and everything in `docs`. */
export const pages: readonly Page[] = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(page);

export function blocksOf({ path, text }: Page): Block[] {
  const blocks: Block[] = [];
  const fences = /(?:<!-- ([^\n]*) -->\n)?```(\w*)\n([\s\S]*?)\n?```$/gm;
  for (const match of text.matchAll(fences)) {
    const [whole, mark = '', language = '', body = ''] = match;
    const comment = whole.startsWith('<!--') ? 1 : 0;
    const line = text.slice(0, match.index).split('\n').length + comment;
    blocks.push({ page: path, line, language, text: body, mark });
  }
  return blocks;
}

/** The text between double quotes in `prints "..."`, with `\"` for a quote; undefined without one. */
export function printed(mark: string): string | undefined {
  const quoted = /: prints ("(?:[^"\\]|\\.)*")$/.exec(mark)?.[1];
  return quoted === undefined ? undefined : (JSON.parse(quoted) as string);
}
