import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Page, pages, root } from './pages.js';

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** As the usual viewers make it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const anchors = ({ text }: Page): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

describe('the pages of the documentation', () => {
  it.each(pages)('link to files and headings that exist: $path', ({ path, text }) => {
    const broken: string[] = [];
    for (const [, target] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const [file, anchor] = target!.split('#');
      const to = file === '' ? path : normalize(join(dirname(path), file!));
      const page = pages.find((each) => each.path === to);
      if (!existsSync(join(root, to))) broken.push(target!);
      else if (anchor && !(page && anchors(page).includes(anchor))) broken.push(target!);
    }
    expect(broken).toEqual([]);
  });

  it('can all be reached from README', () => {
    const { text } = pages.find(({ path }) => path === 'README.md')!;
    const docs = pages.filter(({ path }) => path !== 'README.md');
    expect(docs.filter(({ path }) => !text.includes(`](${path})`))).toEqual([]);
  });

  it.each(pages)('name only files and folders of the project: $path', ({ path, text }) => {
    const named = [...text.matchAll(/`((?:packages|scripts|conformance|bench|docs)\/[\w./-]+)`/g)];
    const missing = named.map(([, name]) => name!).filter((name) => !existsSync(join(root, name)));
    expect(missing, path).toEqual([]);
  });

  it.each(pages)('name no place outside the project, and nothing unfinished: $path', ({ text }) => {
    const allowed = ['etc', 'usr'];
    const top = readdirSync('/').filter((name) => !allowed.includes(name));
    const paths = [...text.matchAll(/(?<![\w/.*-])\/([\w.-]+)\/[\w.-]/g)];
    expect(paths.filter(([, first]) => top.includes(first!)).map(([path]) => path)).toEqual([]);
    expect(text).not.toMatch(/\b(?:TODO|FIXME|TBD)\b|lorem ipsum/i);
  });
});
