/**
 * Writes the generated tables of `docs/` anew, from the tables of the code:
 *
 *     node scripts/state-docs.mjs
 *
 * A table stands between `<!-- generated: name -->` and `<!-- end -->`; what is around it is written by
 * hand. A test compares.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOptions } from './bundle.mjs';
import { errorAnswers } from './doc-answers.mjs';
import * as tables from './doc-tables.mjs';
import { root } from './workspace.mjs';

const blocks = {
  'docs/states.md': {
    states: tables.stateFactsTable,
    verbs: tables.verbFactsTable,
    verdicts: tables.verdictTable,
    words: tables.stateWordsTable,
    operations: tables.operationWordsTable,
    calls: tables.callsTable,
  },
  'docs/errors.md': { refusals: tables.refusalTable, others: tables.otherErrorTable },
  'docs/admin-api.md': { routes: tables.routeTable },
};

/** What is loaded from the sources of the server. */
const entry = `
export { machineStates, stateFacts } from './inventory/states.js';
export { verbFacts, verbs, verdictOf } from './inventory/verbs.js';
export { RefusedError } from './inventory/errors.js';
export { AuthenticationError } from './security/authentication-error.js';
export { ForbiddenError } from './security/roles.js';
export { ConflictError, StoreUnavailableError } from './store/store.js';
export { HttpProblem } from './http/problem.js';
export { adminRoutes } from './admin/routes.js';
export { stateWords as cyclecloudWords } from './dialects/cyclecloud/views.js';
export { operationStatus } from './dialects/cyclecloud/operations.js';
export { managementVerbs } from './dialects/cyclecloud/nodes.js';
export {
  operationWords as centurylinkOperations, stateWords as centurylinkWords,
} from './dialects/centurylink/views.js';
export { verbOf as centurylinkVerbs } from './dialects/centurylink/power.js';
export { stateViews as softlayerViews } from './dialects/softlayer/views.js';
export { guestPower } from './dialects/softlayer/power.js';
export {
  actionStates as tutumActions, containerStates as tutumContainers, nodeStates as tutumNodes,
} from './dialects/tutum/views.js';
export { refusalStatus } from './dialects/tutum/errors.js';
import { fail as cyclecloud } from './dialects/cyclecloud/errors.js';
import { fail as centurylink } from './dialects/centurylink/errors.js';
import { fail as softlayer } from './dialects/softlayer/errors.js';
import { fail as tutum } from './dialects/tutum/errors.js';
import { fail as admin } from './admin/errors.js';
export const fails = { cyclecloud, centurylink, softlayer, tutum, admin };
`;

async function loadSources() {
  const { build } = await import('esbuild');
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'pileus-docs-'));
  try {
    const outfile = join(outdir, 'tables.mjs');
    const resolveDir = join(root, 'packages/server/src');
    await build({
      ...bundleOptions,
      splitting: false,
      // Only what is of ours is needed as one file; packages are imported where they lie.
      packages: 'external',
      alias: { '@pileus/sdk': join(root, 'packages/sdk/src') },
      stdin: { contents: entry, resolveDir, loader: 'ts' },
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All that the tables are made from. */
export async function docSources() {
  const sources = await loadSources();
  const refusalCodes = Object.keys(sources.refusalStatus);
  const cyclecloudOperation = (state) =>
    sources.operationStatus({ state, createdAt: 0, clusterId: null, requestKey: null }, new Map())
      .state;
  return { ...sources, ...errorAnswers({ ...sources, refusalCodes }), cyclecloudOperation };
}

/** @returns {Promise<Map<string, {before: string, after: string}>>} each page as it is and as it should be */
export async function generatedPages() {
  const sources = await docSources();
  const pages = new Map();
  for (const [page, parts] of Object.entries(blocks)) {
    const before = readFileSync(join(root, page), 'utf8');
    let after = before;
    for (const [name, render] of Object.entries(parts)) {
      const start = `<!-- generated: ${name} (by scripts/state-docs.mjs; do not edit) -->`;
      const from = after.indexOf(start);
      const to = after.indexOf('<!-- end -->', from);
      if (from < 0 || to < 0) throw new Error(`${page} has no place for the table "${name}".`);
      after = `${after.slice(0, from + start.length)}\n${render(sources)}\n${after.slice(to)}`;
    }
    pages.set(page, { before, after });
  }
  return pages;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [page, { before, after }] of await generatedPages()) {
    if (before === after) continue;
    writeFileSync(join(root, page), after);
    process.stdout.write(`${page} was written anew.\n`);
  }
}
