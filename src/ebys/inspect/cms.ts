import { X509Certificate } from 'node:crypto';
import { type BerValue, contentOf, readBer } from './ber.ts';

/** One signer of a CMS signature: name from the certificate that it carries, digest of the content that was signed. */
export interface CmsSigner {
  readonly name: string | null;
  readonly digestAlgorithm: string | null;
  readonly messageDigest: Buffer | null;
  readonly signedAt: string | null;
}

/** A SignedData: the content inside it (null when detached) and its signers. */
export interface CmsSignature {
  readonly content: Buffer | null;
  readonly signers: readonly CmsSigner[];
}

const OID_SIGNED_DATA = '2a864886f70d010702';
const OID_MESSAGE_DIGEST = '2a864886f70d010904';
const OID_SIGNING_TIME = '2a864886f70d010905';
const DIGESTS: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
const SEQUENCE = 0x30;
const SET = 0x31;
const OID = 0x06;
const CONTEXT_0 = 0xa0;

/** Reads a CMS SignedData (RFC 5652 §5), as far as the package needs it. Null when the bytes are none. */
export function readCms(bytes: Buffer): CmsSignature | null {
  const outer = readBer(bytes, 0);
  const [type, wrapped] = outer?.children ?? [];
  if (outer?.tag !== SEQUENCE || outer.end !== bytes.length || hexOf(bytes, type) !== OID_SIGNED_DATA) return null;
  const signed = wrapped?.children[0];
  const [version, algorithms, encapsulated, ...rest] = signed?.children ?? [];
  if (!version || algorithms?.tag !== SET || encapsulated?.tag !== SEQUENCE) return null;
  const signerInfos = rest.at(-1);
  if (signerInfos?.tag !== SET) return null;
  const octets = encapsulated.children[1]?.children[0];
  const certificates = rest.find((one) => one.tag === CONTEXT_0)?.children ?? [];
  const names = namesBySerial(bytes, certificates);
  return {
    content: octets ? contentOf(bytes, octets) : null,
    signers: signerInfos.children.map((one) => readSigner(bytes, one, names)),
  };
}

function hexOf(bytes: Buffer, value: BerValue | undefined): string {
  return value?.tag === OID ? bytes.toString('hex', value.contentStart, value.contentEnd) : '';
}

function readSigner(bytes: Buffer, info: BerValue, names: ReadonlyMap<string, string>): CmsSigner {
  const [, signerId, algorithm, attributes] = info.children;
  const serial = signerId?.tag === SEQUENCE ? signerId.children[1] : undefined;
  const signedAttributes = attributes?.tag === CONTEXT_0 ? attributes.children : [];
  const attribute = (oid: string) =>
    signedAttributes.find((one) => hexOf(bytes, one.children[0]) === oid)?.children[1]?.children[0];
  const digest = attribute(OID_MESSAGE_DIGEST);
  const time = attribute(OID_SIGNING_TIME);
  return {
    name: (serial && names.get(serialHex(contentOf(bytes, serial)))) ?? null,
    digestAlgorithm: DIGESTS[hexOf(bytes, algorithm?.children[0])] ?? null,
    messageDigest: digest ? contentOf(bytes, digest) : null,
    signedAt: time ? readTime(contentOf(bytes, time).toString('latin1')) : null,
  };
}

/** Common names of the certificates inside, by serial number; one that cannot be read just has no name. */
function namesBySerial(bytes: Buffer, certificates: readonly BerValue[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const value of certificates) {
    const certificate = parseCertificate(bytes.subarray(value.start, value.end));
    const name = /^CN=(.+)$/m.exec(certificate?.subject ?? '')?.[1];
    if (certificate && name) names.set(certificate.serialNumber.toLowerCase().replace(/^(00)+/, ''), name);
  }
  return names;
}

function parseCertificate(der: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    // Only the signer's name is lost: trust in certificates is not judged here at all.
    return null;
  }
}

function serialHex(serial: Buffer): string {
  return serial.toString('hex').replace(/^(00)+/, '');
}

/** UTCTime `YYMMDDhhmmssZ` or GeneralizedTime `YYYYMMDDhhmmssZ` as an ISO moment. */
function readTime(text: string): string | null {
  const full = /^\d{12}Z$/.test(text) ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(full);
  return found ? `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}Z` : null;
}
