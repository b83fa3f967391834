import { crc32, inflateRawSync } from 'node:zlib';
import type { FindingList } from '../finding.ts';
import type { PackageLimits } from '../limits.ts';
import { type DirectoryEntry, readDirectory } from './zip-directory.ts';
import { checkDirectory, partKey, printable } from './zip-safety.ts';

/** One part read from a container; `bytes` is null when its data is damaged (a finding says so). */
export interface ReadPart {
  readonly name: string;
  readonly key: string;
  readonly bytes: Buffer | null;
}

const LOCAL_HEADER = 0x04034b50;
const LOCAL_SIZE = 30;
const DESCRIPTOR = 0x08074b50;
const HAS_DESCRIPTOR = 0x0008;
const DEFLATED = 8;

/**
 * The parts of a zip from outside, by their central directory, after the safety checks. Null when it must not be
 * opened at all. Every difference between directory, local headers and data becomes a finding; never throws.
 */
export function readZip(bytes: Buffer, limits: PackageLimits, findings: FindingList): readonly ReadPart[] | null {
  const directory = readDirectory(bytes, limits, findings);
  if (directory === null || !checkDirectory(directory.entries, limits, findings)) return null;
  const spans: [number, number][] = [];
  const parts = directory.entries.map((entry) => {
    const part = printable(entry.name);
    const found = locate(bytes, entry, directory.start);
    if (typeof found === 'string') {
      findings.kritik('ZIP_YEREL', `"${part}" ${found}`, { part });
      return { name: entry.name, key: partKey(entry.name), bytes: null };
    }
    spans.push([entry.localOffset, found.end]);
    if (found.mismatch !== '')
      findings.kritik('ZIP_YEREL', `"${part}" için dizindeki ve girişin başındaki ${found.mismatch} farklı.`, { part });
    const data = inflate(bytes.subarray(found.dataStart, found.dataEnd), entry);
    if (typeof data === 'string') findings.kritik('ZIP_VERI', `"${part}" ${data}`, { part });
    return { name: entry.name, key: partKey(entry.name), bytes: typeof data === 'string' ? null : data };
  });
  checkTiling(spans, directory.start, findings);
  return parts;
}

function locate(bytes: Buffer, entry: DirectoryEntry, limit: number) {
  const at = entry.localOffset;
  if (at + LOCAL_SIZE > limit || bytes.readUInt32LE(at) !== LOCAL_HEADER) return 'girişinin başlangıcı bulunamadı.';
  const nameEnd = at + LOCAL_SIZE + bytes.readUInt16LE(at + 26);
  const extraSize = bytes.readUInt16LE(at + 28);
  const dataStart = nameEnd + extraSize;
  const dataEnd = dataStart + entry.compressedSize;
  if (dataEnd > limit) return 'girişinin verisi dosyanın dışına taşıyor.';
  const descriptor = (entry.flags & HAS_DESCRIPTOR) !== 0;
  const end = descriptor ? descriptorEnd(bytes, entry, { at: dataEnd, limit }) : dataEnd;
  if (end === -1) return 'girişinin sonundaki boyut ve özet kaydı tutarsız.';
  const mismatch = differences(bytes, entry, { nameEnd, descriptor });
  return {
    dataStart,
    dataEnd,
    end,
    mismatch: extraSize > 0 && mismatch === '' ? checkExtra(bytes, nameEnd, dataStart) : mismatch,
  };
}

function differences(bytes: Buffer, entry: DirectoryEntry, local: { nameEnd: number; descriptor: boolean }): string {
  const at = entry.localOffset;
  const size = (offset: number, expected: number) => {
    const written = bytes.readUInt32LE(at + offset);
    return written === expected || (local.descriptor && written === 0);
  };
  const same: [string, boolean][] = [
    ['sürüm', bytes.readUInt16LE(at + 4) === entry.needed],
    ['bayraklar', bytes.readUInt16LE(at + 6) === entry.flags],
    ['sıkıştırma yöntemi', bytes.readUInt16LE(at + 8) === entry.method],
    ['zaman', bytes.readUInt32LE(at + 10) === entry.time],
    ['denetim toplamı', size(14, entry.crc)],
    ['boyut', size(18, entry.compressedSize) && size(22, entry.size)],
    ['ad', bytes.subarray(at + LOCAL_SIZE, local.nameEnd).equals(entry.rawName)],
  ];
  return same.flatMap(([label, equal]) => (equal ? [] : [label])).join(', ');
}

/** Extra fields must at least be well-formed; their content has no meaning for a package. */
function checkExtra(bytes: Buffer, start: number, end: number): string {
  let at = start;
  while (at + 4 <= end) at += 4 + bytes.readUInt16LE(at + 2);
  return at === end ? '' : 'ek alanlar';
}

function descriptorEnd(bytes: Buffer, entry: DirectoryEntry, span: { at: number; limit: number }): number {
  const fits = (at: number) =>
    at + 12 <= span.limit &&
    bytes.readUInt32LE(at) === entry.crc &&
    bytes.readUInt32LE(at + 4) === entry.compressedSize &&
    bytes.readUInt32LE(at + 8) === entry.size;
  const signed = span.at + 4 <= span.limit && bytes.readUInt32LE(span.at) === DESCRIPTOR;
  if (signed && fits(span.at + 4)) return span.at + 16;
  return fits(span.at) ? span.at + 12 : -1;
}

function inflate(data: Buffer, entry: DirectoryEntry): Buffer | string {
  if (entry.method !== DEFLATED) {
    if (data.length !== entry.size) return 'girişinin boyutu dizindekiyle uyuşmuyor.';
    return crc32(data) === entry.crc ? data : 'girişinin verisi bozuk (denetim toplamı tutmuyor).';
  }
  const result = inflateExactly(data, entry.size);
  if (typeof result === 'string') return result;
  return crc32(result) === entry.crc ? result : 'girişinin verisi bozuk (denetim toplamı tutmuyor).';
}

function inflateExactly(data: Buffer, size: number): Buffer | string {
  try {
    // With `info` node gives the engine too, which knows how much of the input the stream really used.
    const result: unknown = inflateRawSync(data, { maxOutputLength: Math.max(1, size), info: true });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length !== size) return 'girişinin açılmış boyutu dizindekiyle uyuşmuyor.';
    return engine.bytesWritten === data.length ? buffer : 'girişinin sıkıştırılmış verisinden sonra fazladan veri var.';
  } catch (cause) {
    const tooLong = cause instanceof RangeError;
    return tooLong ? 'girişi dizinde yazandan büyük açılıyor (zip bombası).' : 'girişinin sıkıştırılmış verisi bozuk.';
  }
}

/** Entries must lie side by side from byte 0 to the directory: overlaps are a bomb, gaps hide data. */
function checkTiling(spans: readonly [number, number][], directoryStart: number, findings: FindingList): void {
  let expected = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (start < expected) findings.kritik('ZIP_CAKISMA', 'Girişler üst üste biniyor (zip bombası ya da bozuk paket).');
    if (start > expected)
      findings.onemli('ZIP_BOSLUK', `Girişler arasında dizinde olmayan ${start - expected} bayt veri var.`);
    expected = Math.max(expected, end);
  }
  if (expected < directoryStart)
    findings.onemli('ZIP_BOSLUK', `Dizinden önce, dizinde olmayan ${directoryStart - expected} bayt veri var.`);
}
