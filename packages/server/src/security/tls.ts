import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../clock.js';

/** The fixed hosts of the vendors' old clients, and this machine. */
export const certificateHosts: readonly string[] = [
  'localhost',
  '127.0.0.1',
  '::1',
  'api.ctl.io',
  'api.softlayer.com',
  'api.service.softlayer.com',
  'dashboard.tutum.co',
  'stream.tutum.co',
  'app.tutum.co',
];

export interface AutoCertificateOptions {
  /** Where certificates and keys are kept, in `tls/`; absent: they last as long as the process. */
  readonly directory?: string;
  readonly realClock: Pick<Clock, 'now'>;
  /** Further names or addresses that the certificate is for. */
  readonly hosts?: readonly string[];
}

/** All PEM. */
export interface AutoCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority's certificate, which clients have to trust. */
  readonly ca: string;
  /** Where it is, for `SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS` and the like. */
  readonly caFile?: string;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const day = 86_400_000;
/** Some clients refuse server certificates of more than 398 days. */
const serverDays = 397;
const authorityDays = 3650;
const renewDays = 30;
/** Clients whose clocks are behind accept the certificate, too. */
const backdateDays = 1;

const authorityName = 'Pileus local authority';
const makeKeyPair = promisify(generateKeyPair);

/**
 * The server's certificate by an authority of our own. Both are made when missing, and anew when they
 * are about to expire, do not fit together, or lack a host.
 */
export async function autoCertificate(options: AutoCertificateOptions): Promise<AutoCertificate> {
  const now = options.realClock.now();
  const directory = options.directory && join(options.directory, 'tls');
  if (directory) await mkdir(directory, { recursive: true, mode: 0o700 });
  const hosts = [...new Set([...certificateHosts, ...(options.hosts ?? [])])];

  let authority = await read(directory, 'ca');
  // An authority outlives every certificate that it issues.
  if (!authority || !isValid(authority, now + (serverDays + renewDays) * day)) {
    authority = await makeAuthority(now);
    await write(directory, 'ca', authority);
  }
  let server = await read(directory, 'server');
  if (
    !server ||
    !isValid(server, now + renewDays * day) ||
    !new X509Certificate(server.cert).verify(createPublicKey(authority.cert)) ||
    !hosts.every((host) => isFor(server!, host))
  ) {
    server = await makeServer(authority, hosts, now);
    await write(directory, 'server', server);
  }
  const caFile = directory && join(directory, 'ca.crt');
  return { ...server, ca: authority.cert, ...(caFile && { caFile }) };
}

async function makeAuthority(now: number): Promise<Pair> {
  const { publicKey, privateKey } = await newKeys();
  const { issueCertificate } = await import('./x509.js');
  // A name of its own for each, so that a client that trusts an older one sees the difference.
  const name = `${authorityName} ${randomBytes(4).toString('hex')}`;
  const cert = issueCertificate({
    subject: name,
    publicKey,
    notBefore: now - backdateDays * day,
    notAfter: now + authorityDays * day,
    issuer: { name, publicKey, key: privateKey },
  });
  return { cert, key: exported(privateKey) };
}

async function makeServer(authority: Pair, hosts: readonly string[], now: number): Promise<Pair> {
  const { publicKey, privateKey } = await newKeys();
  const { issueCertificate } = await import('./x509.js');
  const issuer = new X509Certificate(authority.cert);
  const cert = issueCertificate({
    subject: hosts[0]!,
    publicKey,
    notBefore: now - backdateDays * day,
    notAfter: now + (serverDays - backdateDays) * day,
    issuer: {
      name: issuer.subject.replace(/^CN=/, ''),
      publicKey: issuer.publicKey,
      key: createPrivateKey(authority.key),
    },
    hosts,
  });
  return { cert, key: exported(privateKey) };
}

/** RSA, since the runtimes of some old clients know nothing else. */
const newKeys = () => makeKeyPair('rsa', { modulusLength: 2048 });

const exported = (key: KeyObject): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Whether the certificate holds until then, and the key is its own. */
function isValid({ cert, key }: Pair, until: number): boolean {
  try {
    const certificate = new X509Certificate(cert);
    return (
      Date.parse(certificate.validTo) >= until && certificate.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    return false;
  }
}

function isFor({ cert }: Pair, host: string): boolean {
  const certificate = new X509Certificate(cert);
  return (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined;
}

async function read(directory: string | undefined, name: string): Promise<Pair | undefined> {
  if (!directory) return undefined;
  try {
    const [cert, key] = await Promise.all([
      readFile(join(directory, `${name}.crt`), 'utf8'),
      readFile(join(directory, `${name}.key`), 'utf8'),
    ]);
    return { cert, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A crash in between leaves a pair that does not fit together, and is then made anew. */
async function write(directory: string | undefined, name: string, pair: Pair): Promise<void> {
  if (!directory) return;
  for (const [ending, text] of [
    ['key', pair.key],
    ['crt', pair.cert],
  ] as const) {
    const file = join(directory, `${name}.${ending}`);
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  }
}
