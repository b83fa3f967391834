const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_RECORD_64 = 0x06064b50;
const END_LOCATOR_64 = 0x07064b50;
const VERSION = 20;
const VERSION_64 = 45;
const UTF8_NAME = 0x0800;
/** What the 16 and 32 bit fields hold when the value stands in a ZIP64 field instead. */
const FULL_16 = 0xffff;
const FULL_32 = 0xffff_ffff;

/** One entry as its headers tell of it; each entry is below 4 GiB. */
export interface ZipRecord {
  readonly name: Buffer;
  /** Marks the name as UTF-8; readers take an unmarked one for an old code page. */
  readonly isUtf8: boolean;
  /** MS-DOS day; no time of day, so that equal input gives equal bytes. */
  readonly day: number;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

/** The MS-DOS day of an ISO day from 1980 on. */
export function dosDay(isoDay: string): number {
  const [year = 1980, month = 1, day = 1] = isoDay.split('-').map(Number);
  return (Math.max(year - 1980, 0) << 9) | (month << 5) | day;
}

/** The header before the data of an entry. */
export function localHeader(record: ZipRecord): Buffer {
  const header = Buffer.alloc(30 + record.name.length);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeCommon(header, record, 4);
  record.name.copy(header, 30);
  return header;
}

/** The directory's line for an entry whose local header begins at `offset`; from 4 GiB on with a ZIP64 field. */
export function centralHeader(record: ZipRecord, offset: number): Buffer {
  const isFar = offset >= FULL_32;
  const nameEnd = 46 + record.name.length;
  const header = Buffer.alloc(nameEnd + (isFar ? 12 : 0));
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(isFar ? VERSION_64 : VERSION, 4);
  writeCommon(header, record, 6);
  header.writeUInt32LE(Math.min(offset, FULL_32), 42);
  record.name.copy(header, 46);
  if (!isFar) return header;
  header.writeUInt16LE(VERSION_64, 6);
  header.writeUInt16LE(12, 30);
  header.writeUInt16LE(0x0001, nameEnd);
  header.writeUInt16LE(8, nameEnd + 2);
  header.writeBigUInt64LE(BigInt(offset), nameEnd + 4);
  return header;
}

/** The fields that the local and the central header share, from “version needed” on. */
function writeCommon(header: Buffer, record: ZipRecord, at: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(record.isUtf8 ? UTF8_NAME : 0, at + 2);
  header.writeUInt16LE(record.method, at + 4);
  header.writeUInt16LE(record.day, at + 8);
  header.writeUInt32LE(record.crc, at + 10);
  header.writeUInt32LE(record.packed, at + 14);
  header.writeUInt32LE(record.plain, at + 18);
  header.writeUInt16LE(record.name.length, at + 22);
}

/** What ends the file: its directory has `count` lines in `size` bytes from `offset` on. ZIP64 where a figure needs it. */
export function endRecords(directory: { count: number; size: number; offset: number }): Buffer {
  const { count, size, offset } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_RECORD, 0);
  end.writeUInt16LE(Math.min(count, FULL_16), 8);
  end.writeUInt16LE(Math.min(count, FULL_16), 10);
  end.writeUInt32LE(Math.min(size, FULL_32), 12);
  end.writeUInt32LE(Math.min(offset, FULL_32), 16);
  const isLarge = count >= FULL_16 || size >= FULL_32 || offset >= FULL_32;
  return isLarge ? Buffer.concat([endRecords64(directory), end]) : end;
}

function endRecords64({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const records = Buffer.alloc(56 + 20);
  records.writeUInt32LE(END_RECORD_64, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt16LE(VERSION_64, 12);
  records.writeUInt16LE(VERSION_64, 14);
  records.writeBigUInt64LE(BigInt(count), 24);
  records.writeBigUInt64LE(BigInt(count), 32);
  records.writeBigUInt64LE(BigInt(size), 40);
  records.writeBigUInt64LE(BigInt(offset), 48);
  records.writeUInt32LE(END_LOCATOR_64, 56);
  records.writeBigUInt64LE(BigInt(offset + size), 56 + 8);
  records.writeUInt32LE(1, 56 + 16);
  return records;
}
