import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes of the master key. */
export const keyLength = 32;

/**
 * The 32 bytes of a base64 text, as `PILEUS_KEY` and the key file hold them.
 *
 * @param where Named in the error; the text itself never is.
 */
export function decodeKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === keyLength) return key;
  throw new Error(
    `${where} does not hold a key: it must be ${keyLength} random bytes in base64, ` +
      `for example from \`openssl rand -base64 ${keyLength}\`.`,
  );
}

/**
 * Reads the key file, and makes it when there is none. It is readable by its owner only; one that
 * others can read is refused, since whoever could read it may have.
 */
export async function readOrMakeKeyFile(file: string): Promise<Buffer> {
  const existing = await readKeyFile(file);
  if (existing) return existing;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await makeKeyFile(file);
  return (await readKeyFile(file))!;
}

async function readKeyFile(file: string): Promise<Buffer | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return undefined;
  // Windows keeps no such mode; access is by the directory's rights there.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8);
    throw new Error(
      `The key file ${file} can be read by others (mode ${mode}). Make it private with ` +
        `\`chmod 600 ${file}\`; if somebody may have read it, change all passwords and API keys.`,
    );
  }
  return decodeKey(await readFile(file, 'utf8'), `The key file ${file}`);
}

/** Makes the file whole or not at all, and leaves one that another process has just made. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyLength).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
