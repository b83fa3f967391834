import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { EngineError } from './error.ts';
import type { Doc } from './types.ts';
import { createDoc } from './value.ts';

const MAX_DEPTH = 200;
const KEY_SLOTS = 4096;
/** Field names met lately, by hash of their bytes: saves making and interning the same strings again and again. */
const keys: string[] = new Array<string>(KEY_SLOTS).fill('');

/** Buffer's own reader, without the checks of toString; not in its type. */
interface Utf8Reader {
  utf8Slice(start: number, end: number): string;
}

const malformed = (why: string): EngineError => new EngineError(22, `Invalid BSON: ${why}`);

/** One walk over the bytes of a document. */
class Reader {
  readonly #bytes: Buffer & Utf8Reader;
  #at: number;
  #end: number;
  #depth = 0;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes as Buffer & Utf8Reader;
    this.#at = at;
    this.#end = bytes.length;
  }

  document(): Doc {
    const outer = this.#enter();
    const doc = createDoc();
    for (let type = this.#byte(); type !== 0; type = this.#byte()) {
      const key = this.#key();
      doc[key] = this.#value(type);
    }
    this.#leave(outer);
    return doc;
  }

  #array(): unknown[] {
    const outer = this.#enter();
    const values: unknown[] = [];
    for (let type = this.#byte(); type !== 0; type = this.#byte()) {
      while (this.#byte() !== 0);
      values.push(this.#value(type));
    }
    this.#leave(outer);
    return values;
  }

  /** Narrows the readable bytes to the nested document; gives the outer end for `#leave`. */
  #enter(): number {
    const start = this.#at;
    const size = this.#int();
    const outer = this.#end;
    if (size < 5 || start + size > outer) throw malformed(`document of ${size} bytes`);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new EngineError(15, `BSON depth exceeds ${MAX_DEPTH}`);
    this.#end = start + size;
    return outer;
  }

  #leave(outer: number): void {
    if (this.#at !== this.#end) throw malformed('document does not end where its size says');
    this.#depth -= 1;
    this.#end = outer;
  }

  #byte(): number {
    if (this.#at >= this.#end) throw malformed('unexpected end');
    return this.#bytes[this.#at++] as number;
  }

  #skip(size: number): number {
    const start = this.#at;
    if (size < 0 || start + size > this.#end) throw malformed('value runs over the end');
    this.#at = start + size;
    return start;
  }

  #int(): number {
    const at = this.#skip(4);
    const bytes = this.#bytes;
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  }

  #key(): string {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let hash = 0;
    for (let byte = bytes[at]; byte !== 0; byte = bytes[at]) {
      if (byte === undefined) throw malformed('unexpected end');
      hash = (hash * 31 + byte) | 0;
      at += 1;
    }
    this.#at = at + 1;
    const size = at - start;
    const slot = hash & (KEY_SLOTS - 1);
    const known = keys[slot] as string;
    if (known.length === size) {
      let i = 0;
      while (i < size && known.charCodeAt(i) === bytes[start + i]) i += 1;
      if (i === size) return known;
    }
    const key = bytes.utf8Slice(start, at);
    if (key.length === size && size < 40) keys[slot] = key;
    return key;
  }

  #cstring(): string {
    const start = this.#at;
    while (this.#byte() !== 0);
    return this.#bytes.utf8Slice(start, this.#at - 1);
  }

  #string(): string {
    const size = this.#int();
    const start = this.#skip(size);
    if (size < 1 || this.#bytes[start + size - 1] !== 0) throw malformed('string without end');
    return this.#bytes.utf8Slice(start, start + size - 1);
  }

  #double(): number | Double {
    const value = this.#bytes.readDoubleLE(this.#skip(8));
    return Number.isInteger(value) ? new Double(value) : value;
  }

  #binary(): Binary {
    let size = this.#int();
    const subtype = this.#byte();
    if (subtype === 2) size = this.#int();
    const start = this.#skip(size);
    return new Binary(Uint8Array.prototype.slice.call(this.#bytes, start, start + size), subtype);
  }

  #codeWithScope(): Code {
    this.#int();
    const code = this.#string();
    return new Code(code, this.document());
  }

  #date(): Date {
    const low = this.#int() >>> 0;
    return new Date(this.#int() * 0x1_0000_0000 + low);
  }

  #value(type: number): unknown {
    switch (type) {
      case 1:
        return this.#double();
      case 2:
        return this.#string();
      case 3:
        return this.document();
      case 4:
        return this.#array();
      case 5:
        return this.#binary();
      case 7:
        return new ObjectId(this.#bytes.subarray(this.#skip(12), this.#at));
      case 8:
        return this.#byte() !== 0;
      case 9:
        return this.#date();
      case 6:
      case 10:
        return null;
      case 16:
        return this.#int();
      case 18:
        return new Long(this.#int(), this.#int());
      default:
        return this.#rareValue(type);
    }
  }

  #rareValue(type: number): unknown {
    const read = Object.hasOwn(Reader.#RARE, type) ? Reader.#RARE[type] : undefined;
    if (!read) throw malformed(`type ${type} is not supported`);
    return read(this);
  }

  /** Readers of the types that are seldom met. */
  static readonly #RARE: Readonly<Record<number, (reader: Reader) => unknown>> = {
    11: (reader) => new BSONRegExp(reader.#cstring(), reader.#cstring()),
    13: (reader) => new Code(reader.#string()),
    14: (reader) => new BSONSymbol(reader.#string()),
    15: (reader) => reader.#codeWithScope(),
    17: (reader) => new Timestamp(new Long(reader.#int(), reader.#int())),
    19: (reader) => new Decimal128(Buffer.from(reader.#bytes.subarray(reader.#skip(16), reader.#at))),
    127: () => new MaxKey(),
    255: () => new MinKey(),
  };
}

/**
 * Lossless BSON decoding of the document that starts at `offset`. Integral doubles become `Double`, int64 `Long`; the
 * deprecated type "undefined" becomes null. Throws 22 for malformed bytes, 15 for more than 200 levels.
 */
export const decode = (buffer: Buffer, offset = 0): Doc => new Reader(buffer, offset).document();
