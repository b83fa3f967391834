/** Work on BSON bytes without decoding them: find elements, move `_id` to the front, cut an array into its documents. */
import { EngineError } from '../language/index.ts';

/** Where one element lies: its type byte, name, and the positions of its value and of its end. */
export interface Element {
  readonly type: number;
  readonly name: string;
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

const FIXED_SIZES: Readonly<Record<number, number>> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  255: 0,
  127: 0,
};

function valueEnd(buffer: Buffer, type: number, at: number): number {
  const fixed = FIXED_SIZES[type];
  if (fixed !== undefined) return at + fixed;
  switch (type) {
    case 2:
    case 13:
    case 14:
      return at + 4 + buffer.readInt32LE(at);
    case 3:
    case 4:
    case 15:
      return at + buffer.readInt32LE(at);
    case 5:
      return at + 5 + buffer.readInt32LE(at);
    case 11:
      return buffer.indexOf(0, buffer.indexOf(0, at) + 1) + 1;
    case 12:
      return at + 4 + buffer.readInt32LE(at) + 12;
    default:
      throw new EngineError(22, `invalid BSON: type ${type} is not known`);
  }
}

/** The elements of a document, one after the other. */
export function* elements(buffer: Buffer): Generator<Element> {
  const last = buffer.readInt32LE(0) - 1;
  for (let at = 4; at < last; ) {
    const type = buffer[at] ?? 0;
    const nameEnd = buffer.indexOf(0, at + 1);
    const end = valueEnd(buffer, type, nameEnd + 1);
    if (nameEnd < 0 || end <= at || end > last) throw new EngineError(22, 'invalid BSON: element does not fit');
    yield { type, name: buffer.toString('utf8', at + 1, nameEnd), start: at, value: nameEnd + 1, end };
    at = end;
  }
}

/** Takes the array `name` out of a document: its embedded documents as raw bytes, and the document without it. */
export function splitArray(buffer: Buffer, name: string): { rest: Buffer; items: Buffer[] | undefined } {
  if (!buffer.includes(`\u0004${name}\0`, 4, 'latin1')) return { rest: buffer, items: undefined };
  for (const element of elements(buffer)) {
    if (element.name !== name || element.type !== 4) continue;
    const array = buffer.subarray(element.value, element.end);
    const items: Buffer[] = [];
    for (const item of elements(array)) {
      if (item.type !== 3) throw new EngineError(14, `BSON field '${name}' holds an element that is not an object`);
      items.push(array.subarray(item.value, item.end));
    }
    return { rest: withSize([buffer.subarray(4, element.start), buffer.subarray(element.end)]), items };
  }
  return { rest: buffer, items: undefined };
}

/** The document with `_id` as its first element; `makeId` gives the element's value bytes (type 7) when it has none. */
export function withIdFirst(buffer: Buffer, makeId: () => Uint8Array): Buffer {
  if (buffer.length > 8 && buffer[5] === 0x5f && buffer[6] === 0x69 && buffer[7] === 0x64 && buffer[8] === 0)
    return Buffer.from(buffer);
  for (const element of elements(buffer)) {
    if (element.name !== '_id') continue;
    return withSize([
      buffer.subarray(element.start, element.end),
      buffer.subarray(4, element.start),
      buffer.subarray(element.end),
    ]);
  }
  return withSize([Buffer.from('\u0007_id\0', 'latin1'), makeId(), buffer.subarray(4)]);
}

function withSize(parts: readonly Uint8Array[]): Buffer {
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, ...parts]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}
