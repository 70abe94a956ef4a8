import { beforeAll, describe, expect, it } from 'vitest';
import { docSources, generatedPages } from './state-docs.mjs';

describe('the generated tables of the documentation', () => {
  let pages;
  let sources;
  beforeAll(async () => {
    pages = await generatedPages();
    sources = await docSources();
  });

  it('are what the code says (else run: node scripts/state-docs.mjs)', () => {
    for (const [page, { before, after }] of pages) expect(before, page).toBe(after);
  });

  it('name every state and every refusal once', () => {
    const { after: states } = pages.get('docs/states.md');
    for (const state of sources.machineStates) expect(states).toContain(`| \`${state}\` |`);
    const { after: errors } = pages.get('docs/errors.md');
    const codes = [...errors.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1]);
    const known = [...Object.keys(sources.refusalAnswers), ...Object.keys(sources.otherAnswers)];
    expect(codes.sort()).toEqual(known.sort());
  });

  it('show no text of an internal error', () => {
    expect(JSON.stringify(sources.otherAnswers.internal)).not.toContain('secret');
  });
});
