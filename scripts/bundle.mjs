/**
 * The bundle of the command line (and with it the server): built by esbuild alone, and only when
 * something that goes into it changed. Unbundled, the server's parts take several times as long to
 * import.
 */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from './workspace.mjs';

const outdir = join(root, 'packages/cli/dist');
const stampFile = join(outdir, '.bundle-stamp');

/** The file to import to run the command line. */
export const bundleFile = join(outdir, 'pileus.js');

/**
 * undici's HTTP/2, which no client of ours switches on, and with it Node's own and half of undici: a fifth of what
 * a short command takes to start.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutHttp2 = {
  name: 'without-http2',
  setup: ({ onLoad }) =>
    onLoad({ filter: /undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/ }, () => ({
      contents: `module.exports = () => { throw new Error('HTTP/2 is not part of this bundle.'); };`,
    })),
};

/** How everything of ours that runs on Node is bundled: the command line, and the measurements. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  // The first has a native add-on beside its own files, the second is never installed.
  external: ['@photostructure/sqlite', 'pg-native'],
  // CommonJS packages inside an ES module still ask for Node's own modules by require().
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [withoutHttp2],
};

/** Everything besides sources that decides what the bundle looks like. */
const inputs = ['package-lock.json', 'tsconfig.base.json', 'scripts/bundle.mjs'];

/** @param {string} folder @returns {string[]} sources below it, tests left out */
function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // Not by join(), which takes longer than all the looks at the disk.
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(test|contract)\.ts$/.test(entry.name) ? [] : [path];
  });
}

/** Changes whenever a file that goes into the bundle is added, removed or written. */
function fingerprint() {
  const files = inputs.map((name) => join(root, name));
  for (const name of readdirSync(join(root, 'packages'))) {
    files.push(join(root, 'packages', name, 'package.json'));
    files.push(...sourcesIn(join(root, 'packages', name, 'src')));
  }
  const hash = createHash('sha1').update(process.platform);
  for (const file of files) {
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} wanted a fingerprint */
function isFresh(wanted) {
  try {
    return readFileSync(stampFile, 'utf8') === wanted && statSync(bundleFile).isFile();
  } catch {
    return false;
  }
}

/**
 * Builds the bundle unless it is fresh; installs the packages first when they are missing.
 *
 * @returns {Promise<boolean>} whether it was built
 * @throws when the installation or the build fails; esbuild has printed why
 */
export async function buildWhenNeeded() {
  const wanted = fingerprint();
  if (isFresh(wanted)) return false;
  const { installWhenNeeded } = await import('./install.mjs');
  installWhenNeeded();
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...bundleOptions,
    entryPoints: { pileus: 'packages/cli/src/main.ts' },
    outdir,
    write: false,
    chunkNames: 'chunks/[name]-[hash]',
    // Half the text to read and compile at each start. Names stay: errors and profiles show them.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
  });
  // The entry comes last and each file arrives whole: another process may be reading the old ones.
  const entryLast = (file) => (basename(file.path).startsWith('pileus.js') ? 1 : 0);
  for (const file of outputFiles.sort((a, b) => entryLast(a) - entryLast(b))) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
  removeOldChunks(new Set(outputFiles.map((file) => basename(file.path))));
  writeFileSync(stampFile, wanted);
  return true;
}

/** A server that is still running may yet load a chunk of the build before, so those of today stay. */
function removeOldChunks(current) {
  const day = 24 * 60 * 60 * 1000;
  const builtAt = statSync(bundleFile).mtimeMs;
  const folder = join(outdir, 'chunks');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((name) => !current.has(name))) {
    const path = join(folder, name);
    if (builtAt - statSync(path).mtimeMs > day) rmSync(path, { force: true });
  }
}
