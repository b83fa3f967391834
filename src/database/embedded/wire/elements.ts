/** Work on BSON bytes without decoding them: move `_id` to the front, cut an array into its documents. */
import { EngineError } from '../language/index.ts';

interface Element {
  readonly type: number;
  readonly name: string;
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

/** Sizes of values by type; a negative one is added (turned round) to the length that the value begins with. */
const SIZES: Readonly<Record<number, number>> = {
  ...{ 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16, 127: 0, 255: 0 },
  ...{ 2: -4, 13: -4, 14: -4, 5: -5, 12: -16 },
};
const OWN_LENGTH = [3, 4, 15];

function valueEnd(buffer: Buffer, type: number, at: number): number {
  if (type === 11) return buffer.indexOf(0, buffer.indexOf(0, at) + 1) + 1;
  if (OWN_LENGTH.includes(type)) return at + buffer.readInt32LE(at);
  const size = SIZES[type];
  if (size === undefined) throw new EngineError(22, `invalid BSON: type ${type} is not known`);
  return size < 0 ? at + buffer.readInt32LE(at) - size : at + size;
}

function* elements(buffer: Buffer): Generator<Element> {
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
  const whole = { rest: buffer, items: undefined };
  if (!buffer.includes(`\u0004${name}\0`, 4, 'latin1')) return whole;
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
  return whole;
}

/** The document with `_id` as its first element; `makeId` gives the element's value bytes (type 7) when it has none. */
export function withIdFirst(buffer: Buffer, makeId: () => Uint8Array): Buffer {
  if (buffer.length > 8 && buffer.toString('latin1', 5, 9) === '_id\0') return Buffer.from(buffer);
  for (const { name, start, end } of elements(buffer)) {
    if (name !== '_id') continue;
    return withSize([buffer.subarray(start, end), buffer.subarray(4, start), buffer.subarray(end)]);
  }
  return withSize([Buffer.from('\u0007_id\0', 'latin1'), makeId(), buffer.subarray(4)]);
}

function withSize(parts: readonly Uint8Array[]): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), ...parts]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}
