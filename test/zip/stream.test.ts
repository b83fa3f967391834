import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { centralHeader, endRecords, type StoredEntry, streamZip, type ZipRecord } from '../../src/zip/index.ts';
import { zipParts } from '../ebys/zip-parts.ts';

async function* entriesOf(list: Iterable<StoredEntry>): AsyncGenerator<StoredEntry> {
  yield* list;
}
async function written(entries: Iterable<StoredEntry>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamZip(entriesOf(entries))) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const small = (name: string): StoredEntry => ({ name, bytes: Buffer.from(name), day: '2026-11-22' });

test('a streamed ZIP is read back as it was given, and is the same bytes each time', async () => {
  const entries = [small('2026-ATAMA-1/Özlük işi.docx'), { ...small('boş.txt'), bytes: Buffer.alloc(0) }, small('a')];
  const bytes = await written(entries);
  expect([...zipParts(bytes)]).toEqual(entries.map(({ name, bytes: content }) => [name, content]));
  expect((await written(entries)).equals(bytes)).toBe(true);
  // 22 November 2026 as MS-DOS writes it, at midnight.
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, ((2026 - 1980) << 9) | (11 << 5) | 22]);
});

test('an empty one is a directory without lines', async () => {
  expect((await written([])).length).toBe(22);
});

test('over 65,535 entries are counted in the ZIP64 records', async () => {
  const count = 66_000;
  const bytes = await written(Array.from({ length: count }, (_, i) => small(String(i))));
  const end = bytes.length - 22;
  const locator = end - 20;
  expect(bytes.readUInt16LE(end + 10)).toBe(0xffff);
  expect(bytes.readUInt32LE(locator)).toBe(0x07064b50);
  const end64 = Number(bytes.readBigUInt64LE(locator + 8));
  expect(end64).toBe(locator - 56);
  expect(bytes.readUInt32LE(end64)).toBe(0x06064b50);
  expect(Number(bytes.readBigUInt64LE(end64 + 32))).toBe(count);
  const start = Number(bytes.readBigUInt64LE(end64 + 48));
  expect(start + Number(bytes.readBigUInt64LE(end64 + 40))).toBe(end64);
  let lines = 0;
  for (let at = start; at < end64; at += 46 + bytes.readUInt16LE(at + 28)) {
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    if (name !== String(lines) || bytes.readUInt32LE(local + 14) !== crc32(name)) throw new Error(`line ${lines}`);
    lines += 1;
  }
  expect(lines).toBe(count);
});

test('what begins beyond 4 GiB has its place in a ZIP64 field', () => {
  const record: ZipRecord = { name: Buffer.from('a'), isUtf8: true, day: 33, method: 0, crc: 1, packed: 2, plain: 2 };
  const offset = 5_000_000_000;
  const far = centralHeader(record, offset);
  expect([far.readUInt32LE(42), far.readUInt16LE(30), far.readUInt16LE(47), far.readUInt16LE(49)]).toEqual([
    0xffff_ffff, 12, 1, 8,
  ]);
  expect(far.readBigUInt64LE(51)).toBe(BigInt(offset));
  expect(centralHeader(record, 7).length).toBe(47);
  const end = endRecords({ count: 1, size: 59, offset });
  expect([end.length, end.readBigUInt64LE(48), end.readUInt32LE(56 + 20 + 16)]).toEqual([
    98,
    BigInt(offset),
    0xffff_ffff,
  ]);
});
