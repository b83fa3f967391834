import { crc32 } from 'node:zlib';
import { centralHeader, dosDay, endRecords, localHeader } from './records.ts';

/** A file to be stored as it is: what is inside is packed already, or small. */
export interface StoredEntry {
  /** Path in the ZIP, parts divided by `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** ISO day that readers show as the file's date. */
  readonly day: string;
}

/** Small pieces go out together: a write to a socket costs more than copying them. */
const CHUNK = 128 * 1024;

/**
 * The bytes of a ZIP of the entries, in their order, as its reader takes them. Deterministic. Keeps the directory in
 * memory, about 100 bytes an entry, and never more than a chunk of the data.
 */
export async function* streamZip(entries: AsyncIterable<StoredEntry>): AsyncGenerator<Uint8Array, void, undefined> {
  const directory: Buffer[] = [];
  let waiting: Uint8Array[] = [];
  let waitingSize = 0;
  let offset = 0;
  for await (const { name, bytes, day } of entries) {
    const size = bytes.length;
    const sizes = { crc: crc32(bytes), packed: size, plain: size };
    const record = { name: Buffer.from(name), isUtf8: true, day: dosDay(day), method: 0, ...sizes } as const;
    const header = localHeader(record);
    directory.push(centralHeader(record, offset));
    offset += header.length + size;
    waiting.push(header, bytes);
    waitingSize += header.length + size;
    if (waitingSize < CHUNK) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    waitingSize = 0;
  }
  const lines = Buffer.concat(directory);
  const end = endRecords({ count: directory.length, size: lines.length, offset });
  yield Buffer.concat([...waiting, lines, end]);
}
