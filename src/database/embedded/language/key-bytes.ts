/** The bytes of one key while it is written; `startKey` begins, `takeKey` gives a copy. */

/** End of texts, arrays and documents in a key. */
export const END = 0;

let out = Buffer.allocUnsafe(4096);
let at = 0;

const room = (size: number): void => {
  if (at + size <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, at + size));
  out.copy(bigger, 0, 0, at);
  out = bigger;
};

/** Writes one byte. */
export const byte = (value: number): void => {
  room(1);
  out[at++] = value;
};

/** UTF-8 with 0 and 1 escaped (1 1 and 1 2), so that a single 0 can end it and the order stays. */
export const escaped = (text: string): void => {
  const size = text.length;
  room(size * 6 + 1);
  for (let i = 0; i < size; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      escapedBytes(Buffer.from(text.slice(i)));
      break;
    }
    if (code < 2) out[at++] = 1;
    out[at++] = code < 2 ? code + 1 : code;
  }
  byte(END);
};

const escapedBytes = (bytes: Buffer): void => {
  for (const value of bytes) {
    if (value < 2) out[at++] = 1;
    out[at++] = value < 2 ? value + 1 : value;
  }
};

/** Writes a 32-bit number, most significant byte first. */
export const unsigned = (value: number): void => {
  room(4);
  at = out.writeUInt32BE(value >>> 0, at);
};

/** Writes bytes as they are. */
export const raw = (bytes: Uint8Array): void => {
  room(bytes.length);
  out.set(bytes, at);
  at += bytes.length;
};

/** Order-preserving bytes of a double: sign bit flipped, negative ones inverted; NaN is all zero. */
export const float = (value: number): void => {
  room(8);
  if (Number.isNaN(value)) out.fill(0, at, at + 8);
  else {
    out.writeDoubleBE(value + 0, at);
    if (value < 0) for (let i = at; i < at + 8; i += 1) out[i] = ~(out[i] as number);
    else out[at] = (out[at] as number) | 0x80;
  }
  at += 8;
};

/** Begins a key. */
export const startKey = (): void => {
  at = 0;
};

/** The bytes written since `startKey`, in a buffer of their own. */
export const takeKey = (): Buffer => Buffer.from(out.subarray(0, at));
