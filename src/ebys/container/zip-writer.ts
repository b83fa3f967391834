import { crc32, deflateRawSync } from 'node:zlib';
import { centralHeader, dosDay, endRecords, localHeader, type ZipRecord } from '../../zip/index.ts';

/** One part of a container: its name without a leading slash, and its bytes. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The first day that ZIP can express: no clock, so that equal input gives equal bytes. */
const DAY = dosDay('1980-01-01');

interface Prepared extends ZipRecord {
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
  return Buffer.concat([...chunks, directory, endRecords({ count: prepared.length, size: directory.length, offset })]);
}

function prepare(part: ZipPart): Prepared {
  const name = Buffer.from(part.name, 'utf8');
  const deflated = isCompressed(part.bytes) ? null : deflateRawSync(part.bytes);
  const smaller = deflated !== null && deflated.length < part.bytes.length;
  const data = smaller ? deflated : part.bytes;
  return {
    name,
    isUtf8: name.length !== part.name.length,
    day: DAY,
    method: smaller ? 8 : 0,
    crc: crc32(part.bytes),
    packed: data.length,
    plain: part.bytes.length,
    data,
  };
}

/** A DOCX or another zip inside: deflating it again costs time and gains nothing. */
function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
