import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { centralHeader, dosDay, endRecords, localHeader, type ZipRecord } from '../zip/index.ts';

/** One part of a zip file as it is stored. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly data: Buffer;
}

// A fixed day: equal parts give equal bytes.
const DAY = dosDay('2024-01-01');
const END_OF_DIRECTORY = 0x06054b50;

/** Entries of a zip file in the order of its directory. Throws RangeError when the bytes are no zip file. */
export function readZip(bytes: Buffer): ZipEntry[] {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new RangeError('not a zip file');
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const offset = bytes.readUInt32LE(at + 42);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      size: bytes.readUInt32LE(at + 24),
      data: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The plain bytes of an entry. */
export function inflateEntry(entry: ZipEntry): Buffer {
  return entry.method === 0 ? entry.data : inflateRawSync(entry.data);
}

function recordOf(name: Buffer, sizes: Pick<ZipRecord, 'crc' | 'packed' | 'plain'>): ZipRecord {
  return { name, isUtf8: true, day: DAY, method: 8, ...sizes };
}

/** Puts a zip file together around parts that never change: those are laid out once and copied as they are. */
export type ZipAssembler = (parts: readonly Buffer[]) => Buffer;

/** Assembler for a file whose parts `changing` are given anew each time, in that order, after the unchanged ones. */
export function zipAssembler(entries: readonly ZipEntry[], changing: readonly string[]): ZipAssembler {
  const fixed = entries.filter((entry) => !changing.includes(entry.name));
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of fixed) {
    const data = entry.method === 8 ? entry.data : deflateRawSync(inflateEntry(entry));
    const name = Buffer.from(entry.name);
    const record = recordOf(name, { crc: entry.crc, packed: data.length, plain: entry.size });
    const header = localHeader(record);
    locals.push(header, data);
    centrals.push(centralHeader(record, offset));
    offset += header.length + data.length;
  }
  const head = Buffer.concat(locals);
  const directory = Buffer.concat(centrals);
  const names = changing.map((name) => Buffer.from(name));
  return (parts) => assemble({ head, directory, names, fixedCount: fixed.length }, parts);
}

interface Frame {
  readonly head: Buffer;
  readonly directory: Buffer;
  readonly names: readonly Buffer[];
  readonly fixedCount: number;
}

function assemble({ head, directory, names, fixedCount }: Frame, parts: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [head];
  const centrals: Buffer[] = [directory];
  let offset = head.length;
  for (const [index, part] of parts.entries()) {
    const name = names[index] ?? Buffer.alloc(0);
    const packed = deflateRawSync(part);
    const record = recordOf(name, { crc: crc32(part), packed: packed.length, plain: part.length });
    const header = localHeader(record);
    pieces.push(header, packed);
    centrals.push(centralHeader(record, offset));
    offset += header.length + packed.length;
  }
  const central = Buffer.concat(centrals);
  return Buffer.concat([
    ...pieces,
    central,
    endRecords({ count: fixedCount + parts.length, size: central.length, offset }),
  ]);
}

/** A zip file of the given parts, deterministic. */
export function writeZip(parts: readonly { readonly name: string; readonly text: string | Buffer }[]): Buffer {
  const build = zipAssembler(
    [],
    parts.map((part) => part.name),
  );
  return build(parts.map((part) => (typeof part.text === 'string' ? Buffer.from(part.text) : part.text)));
}
