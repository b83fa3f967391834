import { DEFAULT_LIMITS, findingList, readZip } from '../../src/ebys/index.ts';

/** Parts of a sound package in their order. */
export function zipParts(bytes: Buffer): Map<string, Buffer> {
  const parts = readZip(bytes, DEFAULT_LIMITS, findingList()) ?? [];
  return new Map(parts.map((part) => [part.name, part.bytes ?? Buffer.alloc(0)]));
}

/** Where the zip's own fields stand, for damaging them: central header offsets by entry, in order. */
export function centralHeaders(bytes: Buffer): number[] {
  const end = bytes.length - 22;
  const count = bytes.readUInt16LE(end + 10);
  const offsets: number[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    offsets.push(at);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return offsets;
}
