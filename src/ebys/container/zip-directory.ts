import type { FindingList } from '../finding.ts';
import type { PackageLimits } from '../limits.ts';

/** One entry of the central directory, as written there; nothing is inflated yet. */
export interface DirectoryEntry {
  readonly name: string;
  readonly rawName: Buffer;
  readonly madeBy: number;
  readonly needed: number;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly extra: Buffer;
  readonly comment: Buffer;
  readonly startDisk: number;
  readonly internalAttributes: number;
  readonly externalAttributes: number;
  readonly localOffset: number;
}

/** The central directory and where it begins. */
export interface Directory {
  readonly entries: readonly DirectoryEntry[];
  readonly start: number;
}

const END_RECORD = 0x06054b50;
const END_SIZE = 22;
const HEADER = 0x02014b50;
const HEADER_SIZE = 46;
const ZIP64_16 = 0xffff;
const ZIP64_32 = 0xffffffff;

/** Reads end record and central directory. Null when the file is no zip that may be opened; the list says why. */
export function readDirectory(bytes: Buffer, limits: PackageLimits, findings: FindingList): Directory | null {
  if (bytes.length > limits.maxPackageBytes) {
    findings.kritik('PAKET_BUYUK', `Paket ${bytes.length} bayt; en çok ${limits.maxPackageBytes} bayt kabul edilir.`);
    return null;
  }
  const end = findEnd(bytes);
  if (end === -1) {
    findings.kritik('ZIP_SON', 'Zip dizini bulunamadı: dosya bir paket değil, kesilmiş ya da sonuna veri eklenmiş.');
    return null;
  }
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (count === ZIP64_16 || size === ZIP64_32 || start === ZIP64_32) {
    findings.kritik('ZIP64', 'Zip64 biçimindeki paket açılmaz; paketi olağan Zip biçiminde isteyin.');
    return null;
  }
  if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count || start + size !== end) {
    findings.kritik('ZIP_DIZIN', 'Zip dizininin yeri, boyutu ya da giriş sayısı tutarsız; paket bozulmuş.');
    return null;
  }
  if (bytes.readUInt16LE(end + 20) > 0)
    findings.onemli('ZIP_YORUM', 'Zip dosyasının sonunda yorum var; pakette yeri yoktur.');
  if (count > limits.maxEntries) {
    findings.kritik('ZIP_GIRIS_SAYISI', `Pakette ${count} giriş var; en çok ${limits.maxEntries} giriş kabul edilir.`);
    return null;
  }
  const entries = readHeaders(bytes, { start, end, count });
  if (entries === null) {
    findings.kritik('ZIP_DIZIN', 'Zip dizinindeki girişler okunamadı; paket bozulmuş.');
    return null;
  }
  return { entries, start };
}

/** The end record must close the file exactly: what follows it would be unseen data. */
function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - ZIP64_16);
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_RECORD && at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length)
      return at;
  }
  return -1;
}

function readHeaders(bytes: Buffer, span: { start: number; end: number; count: number }): DirectoryEntry[] | null {
  const entries: DirectoryEntry[] = [];
  let at = span.start;
  for (let index = 0; index < span.count; index++) {
    if (at + HEADER_SIZE > span.end || bytes.readUInt32LE(at) !== HEADER) return null;
    const nameEnd = at + HEADER_SIZE + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > span.end) return null;
    const rawName = bytes.subarray(at + HEADER_SIZE, nameEnd);
    entries.push({
      name: rawName.toString('utf8'),
      rawName,
      madeBy: bytes.readUInt16LE(at + 4),
      needed: bytes.readUInt16LE(at + 6),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      time: bytes.readUInt32LE(at + 12),
      crc: bytes.readUInt32LE(at + 16),
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      extra: bytes.subarray(nameEnd, extraEnd),
      comment: bytes.subarray(extraEnd, next),
      startDisk: bytes.readUInt16LE(at + 34),
      internalAttributes: bytes.readUInt16LE(at + 36),
      externalAttributes: bytes.readUInt32LE(at + 38),
      localOffset: bytes.readUInt32LE(at + 42),
    });
    at = next;
  }
  return at === span.end ? entries : null;
}
