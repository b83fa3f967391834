import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** One part of a zip file as it is stored. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly data: Buffer;
}

// Fixed MS-DOS time stamp 2024-01-01 00:00: equal parts give equal bytes.
const DOS_TIME = 0x0000;
const DOS_DATE = 0x5821;
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

interface Sizes {
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

function localHeader(name: Buffer, { crc, packed, plain }: Sizes): Buffer {
  const header = Buffer.alloc(30 + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, { crc, packed, plain });
  header.writeUInt16LE(name.length, 26);
  name.copy(header, 30);
  return header;
}

function centralHeader(name: Buffer, sizes: Sizes, offset: number): Buffer {
  const header = Buffer.alloc(46 + name.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, sizes);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  name.copy(header, 46);
  return header;
}

function writeCommon(header: Buffer, at: number, { crc, packed, plain }: Sizes): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(0x0800, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(DOS_TIME, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(packed, at + 14);
  header.writeUInt32LE(plain, at + 18);
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
    const sizes = { crc: entry.crc, packed: data.length, plain: entry.size };
    const header = localHeader(name, sizes);
    locals.push(header, data);
    centrals.push(centralHeader(name, sizes, offset));
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
    const sizes = { crc: crc32(part), packed: packed.length, plain: part.length };
    const header = localHeader(name, sizes);
    pieces.push(header, packed);
    centrals.push(centralHeader(name, sizes, offset));
    offset += header.length + packed.length;
  }
  const central = Buffer.concat(centrals);
  return Buffer.concat([...pieces, central, endRecord(fixedCount + parts.length, central.length, offset)]);
}

function endRecord(count: number, directorySize: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END_OF_DIRECTORY, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}

/** A zip file of the given parts, deterministic. */
export function writeZip(parts: readonly { readonly name: string; readonly text: string | Buffer }[]): Buffer {
  const build = zipAssembler(
    [],
    parts.map((part) => part.name),
  );
  return build(parts.map((part) => (typeof part.text === 'string' ? Buffer.from(part.text) : part.text)));
}
