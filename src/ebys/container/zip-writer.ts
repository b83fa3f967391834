import { crc32, deflateRawSync } from 'node:zlib';

/** One part of a container: its name without a leading slash, and its bytes. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const VERSION = 20;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first day that ZIP can express: no clock, so that equal input gives equal bytes. */
const DOS_DATE = (1 << 5) | 1;
const UTF8_NAME = 0x0800;

interface Prepared {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly data: Uint8Array;
}

/** Zip bytes of the parts in the order given. Deterministic; each part is deflated unless that would not shrink it. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const prepared = parts.map(prepare);
  const chunks: Uint8Array[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const part of prepared) {
    const local = localHeader(part);
    chunks.push(local, part.data);
    central.push(centralHeader(part, offset));
    offset += local.length + part.data.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...chunks, directory, endRecord(prepared.length, directory.length, offset)]);
}

function prepare(part: ZipPart): Prepared {
  const name = Buffer.from(part.name, 'utf8');
  const deflated = isCompressed(part.bytes) ? null : deflateRawSync(part.bytes);
  const smaller = deflated !== null && deflated.length < part.bytes.length;
  return {
    name,
    flags: name.length === part.name.length ? 0 : UTF8_NAME,
    method: smaller ? DEFLATED : STORED,
    crc: crc32(part.bytes),
    size: part.bytes.length,
    data: smaller ? deflated : part.bytes,
  };
}

/** A DOCX or another zip inside: deflating it again costs time and gains nothing. */
function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

function localHeader(part: Prepared): Buffer {
  const header = Buffer.alloc(30 + part.name.length);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeCommon(header, part, 4);
  part.name.copy(header, 30);
  return header;
}

function centralHeader(part: Prepared, offset: number): Buffer {
  const header = Buffer.alloc(46 + part.name.length);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  writeCommon(header, part, 6);
  header.writeUInt32LE(offset, 42);
  part.name.copy(header, 46);
  return header;
}

/** The fields that the local and the central header share, from “version needed” on. */
function writeCommon(header: Buffer, part: Prepared, at: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(part.flags, at + 2);
  header.writeUInt16LE(part.method, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(part.crc, at + 10);
  header.writeUInt32LE(part.data.length, at + 14);
  header.writeUInt32LE(part.size, at + 18);
  header.writeUInt16LE(part.name.length, at + 22);
}

function endRecord(count: number, directorySize: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END_RECORD, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}
