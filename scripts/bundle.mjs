/**
 * The bundles of the command line (and with it the server): built by esbuild alone, and only when
 * something that goes into them changed. Unbundled, the server's parts take several times as long to
 * import.
 */
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

/**
 * A bundle for each command that is to start fast, and one for all of them. A bundle of one command has a tenth of the
 * files to load, and to look at whether they changed.
 */
const entries = {
  pileus: 'packages/cli/src/main.ts',
  cycle: 'packages/cli/src/cycle/main.ts',
  serve: 'packages/cli/src/commands/main.ts',
};

/** @typedef {keyof typeof entries} Bundle */

export const bundles = /** @type {Bundle[]} */ (Object.keys(entries));

/** @param {string} [command] the first word that the command line is called with @returns {Bundle} */
export const bundleOf = (command) => bundles.find((name) => name === command) ?? 'pileus';

/** @param {Bundle} name */
const outdirOf = (name) => join(root, 'packages/cli/dist/bundle', name);

/** The file to import to run the command line. @param {Bundle} name */
export const bundleFile = (name) => join(outdirOf(name), 'main.js');

/** @param {Bundle} name */
const stampFile = (name) => join(outdirOf(name), '.stamp');

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
  // The first has a native add-on beside its own files, the second is never installed; queues are the user's choice.
  external: ['@photostructure/sqlite', 'pg-native', 'amqplib', 'bullmq', 'ioredis'],
  // CommonJS packages inside an ES module still ask for Node's own modules by require().
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [withoutHttp2],
};

/** What decides, besides the files that go into the bundle, what it looks like. */
const settings = () => [
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/bundle.mjs',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`),
];

/** @param {string[]} files paths in the workspace @returns {string} differs once one of them was written or removed */
function looksOf(files) {
  const looks = files.map((file) => {
    // Not by join(), which takes longer than the look at the disk.
    const { size, mtimeMs } = statSync(`${root}/${file}`, { throwIfNoEntry: false }) ?? {};
    return `${size} ${mtimeMs}`;
  });
  return [process.platform, ...looks].join('\n');
}

/** Whether no file that went into the bundle has changed since; another one would not be in it. */
function isFresh(name) {
  try {
    const { files, looks } = JSON.parse(readFileSync(stampFile(name), 'utf8'));
    return looksOf(files) === looks && statSync(bundleFile(name)).isFile();
  } catch {
    return false;
  }
}

/**
 * Builds a bundle unless it is fresh; installs the packages first when they are missing.
 *
 * @param {Bundle} name
 * @returns {Promise<boolean>} whether it was built
 * @throws when the installation or the build fails; esbuild has printed why
 */
export async function buildWhenNeeded(name) {
  if (isFresh(name)) return false;
  const began = Date.now();
  const { installWhenNeeded } = await import('./install.mjs');
  installWhenNeeded();
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    ...bundleOptions,
    entryPoints: { main: entries[name] },
    outdir: outdirOf(name),
    write: false,
    chunkNames: 'chunks/[name]-[hash]',
    // Half the text to read and compile at each start. Names stay: errors and profiles show them.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    metafile: true,
  });
  // The entry comes last and each file arrives whole: another process may be reading the old ones.
  const entryLast = (file) => (basename(file.path).startsWith('main.js') ? 1 : 0);
  for (const file of outputFiles.sort((a, b) => entryLast(a) - entryLast(b))) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(`${file.path}.${process.pid}`, withoutNeedlessBanner(file));
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
  removeOldChunks(name, new Set(outputFiles.map((file) => basename(file.path))));
  const own = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const files = [...settings(), ...own];
  // What was written meanwhile may have been read before: the next start builds again.
  const written = files.some((file) => statSync(join(root, file)).mtimeMs >= began);
  if (!written) writeFileSync(stampFile(name), JSON.stringify({ files, looks: looksOf(files) }));
  return true;
}

/** Builds what is not fresh of all bundles. @returns {Promise<boolean>} whether any was built */
export async function buildAllWhenNeeded() {
  let built = false;
  for (const name of bundles) built = (await buildWhenNeeded(name)) || built;
  return built;
}

/** Only CommonJS packages ask for Node's modules by require(); elsewhere, to make it is a waste of each start. */
function withoutNeedlessBanner({ text }) {
  const banner = bundleOptions.banner.js;
  const code = text.slice(banner.length);
  // The line stays, for source maps.
  return text.startsWith(banner) && !code.includes('require') ? code : text;
}

/** A server that is still running may yet load a chunk of the build before, so those of today stay. */
function removeOldChunks(name, current) {
  const day = 24 * 60 * 60 * 1000;
  const builtAt = statSync(bundleFile(name)).mtimeMs;
  const folder = join(outdirOf(name), 'chunks');
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((file) => !current.has(file))) {
    const path = join(folder, old);
    if (builtAt - statSync(path).mtimeMs > day) rmSync(path, { force: true });
  }
}
