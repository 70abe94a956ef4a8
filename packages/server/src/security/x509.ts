import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509';

export interface CertificateRequest {
  /** The common name, which people see. */
  readonly subject: string;
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly issuer: {
    readonly name: string;
    readonly publicKey: KeyObject;
    readonly key: KeyObject;
  };
  /** What a server's certificate is for; absent: the certificate is an authority's. */
  readonly hosts?: readonly string[];
}

const commonName = '2.5.4.3';
const sha256WithRsa = '1.2.840.113549.1.1.11';

/** Issues an X.509 version 3 certificate, signed with the issuer's RSA key, as PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const { issuer, hosts, publicKey } = request;
  const algorithm = new AlgorithmIdentifier({ algorithm: sha256WithRsa, parameters: null });
  const tbsCertificate = new TBSCertificate({
    version: 2,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: nameOf(issuer.name),
    subject: nameOf(request.subject),
    validity: new Validity({
      notBefore: new Date(request.notBefore),
      notAfter: new Date(request.notAfter),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...(hosts ? serverExtensions(hosts) : authorityExtensions()),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifier(publicKey))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({
          keyIdentifier: new KeyIdentifier(identifier(issuer.publicKey)),
        }),
      ),
    ]),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), issuer.key);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return pem(Buffer.from(AsnConvert.serialize(certificate)));
}

function authorityExtensions(): Extension[] {
  return [
    extension(
      id_ce_basicConstraints,
      new BasicConstraints({ cA: true, pathLenConstraint: 0 }),
      true,
    ),
    extension(
      id_ce_keyUsage,
      new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign),
      true,
    ),
  ];
}

function serverExtensions(hosts: readonly string[]): Extension[] {
  const usage = KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
  const names = hosts.map((host) =>
    isIP(host) ? new GeneralName({ iPAddress: host }) : new GeneralName({ dNSName: host }),
  );
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(usage), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(names)),
  ];
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  const extnValue = new OctetString(AsnConvert.serialize(value));
  return new Extension({ extnID, critical, extnValue });
}

function nameOf(text: string): Name {
  const value = new AttributeValue({ utf8String: text });
  const part = new AttributeTypeAndValue({ type: commonName, value });
  return new Name([new RelativeDistinguishedName([part])]);
}

/** 16 random bytes that make a positive number. */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.buffer;
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const identifier = (key: KeyObject): Uint8Array =>
  new Uint8Array(createHash('sha256').update(spki(key)).digest().subarray(0, 20));

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
