import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * What one hash costs: 16 MB and 30 to 45 ms on a core of 2025. Hashes carry their own parameters,
 * so that raising these leaves the old ones valid.
 */
const cost = { logN: 14, r: 8, p: 1 } as const;

const saltLength = 16;
const hashLength = 32;

/**
 * Hashes that run at once. Node has four threads for this and for files together; the rest wait
 * here, so that a storm of log-ins does not keep the disk from being read.
 */
const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** A hash that no password has, and that costs as much to check as any other. */
export const hashOfNobody = written(randomBytes(saltLength), randomBytes(hashLength));

/** `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`, in base64 without padding. Takes tens of milliseconds, off the event loop. */
export async function hashPassword(plain: string): Promise<string> {
  const salt = randomBytes(saltLength);
  return written(salt, await derive(plain, salt, cost));
}

/** Whether `plain` is the password of which `hash` was made. A hash that cannot be read matches nothing. */
export async function verifyPassword(plain: string, hash: string): Promise<boolean> {
  const parts = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!parts) return false;
  const [logN, r, p] = parts.slice(1, 4).map(Number) as [number, number, number];
  const wanted = Buffer.from(parts[5]!, 'base64');
  if (logN < 1 || logN > 20 || wanted.length !== hashLength) return false;
  const found = await derive(plain, Buffer.from(parts[4]!, 'base64'), { logN, r, p });
  return timingSafeEqual(found, wanted);
}

async function derive(
  plain: string,
  salt: Buffer,
  { logN, r, p }: { logN: number; r: number; p: number },
): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem: 256 * r * 2 ** logN };
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) =>
      scrypt(plain.normalize('NFKC'), salt, hashLength, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  } finally {
    const next = waiting.shift();
    // The place is handed on, so nobody gets in between.
    if (next) next();
    else running -= 1;
  }
}

function written(salt: Buffer, hash: Buffer): string {
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}
