/** One buffer that BSON and index keys are written into: `start`, then writers, then `take`. Not re-entrant. */

const FIRST_SIZE = 1 << 16;
const KEEP_BYTES = 1 << 20;

let out = Buffer.allocUnsafe(FIRST_SIZE);
let at = 0;

const room = (size: number): void => {
  if (at + size <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, at + size));
  out.copy(bigger, 0, 0, at);
  out = bigger;
};

/** Begins. */
export const start = (): void => {
  at = 0;
};

/** What was written since `start`, in a buffer of its own. */
export const take = (): Buffer => {
  const taken = Buffer.allocUnsafe(at);
  out.copy(taken, 0, 0, at);
  if (out.length > KEEP_BYTES) out = Buffer.allocUnsafe(FIRST_SIZE);
  return taken;
};

/** One byte. */
export const byte = (value: number): void => {
  room(1);
  out[at++] = value;
};

/** Bytes as they are. */
export const raw = (source: Uint8Array): void => {
  room(source.length);
  out.set(source, at);
  at += source.length;
};

/** A 32-bit number, least significant byte first. */
export const int = (value: number): void => {
  room(4);
  out[at] = value;
  out[at + 1] = value >> 8;
  out[at + 2] = value >> 16;
  out[at + 3] = value >> 24;
  at += 4;
};

/** Leaves place for the size of what follows; gives what `closeSize` needs. */
export const openSize = (): number => {
  int(0);
  return at - 4;
};

/** Writes the number of bytes since `openSize`, less `without`, to the place left for it. */
export const closeSize = (opened: number, without = 0): void => {
  out.writeInt32LE(at - opened - without, opened);
};

/** A double as BSON has it. */
export const double = (value: number): void => {
  room(8);
  at = out.writeDoubleLE(value, at);
};

/** UTF-8 of a text. */
export const text = (value: string): void => {
  const size = value.length;
  room(size * 3);
  let i = 0;
  // Short ASCII by hand: calling the native writer costs more.
  for (; size < 24 && i < size; i += 1) {
    const code = value.charCodeAt(i);
    if (code > 127) break;
    out[at + i] = code;
  }
  at += i === size ? size : out.write(value, at, 'utf8');
};

/** UTF-8 with 0 and 1 escaped (1 1 and 1 2) and a 0 at the end, so that texts keep their order in keys. */
export const escaped = (value: string): void => {
  const size = value.length;
  room(size * 6 + 1);
  for (let i = 0; i < size; i += 1) {
    const code = value.charCodeAt(i);
    if (code > 127) {
      for (const unit of Buffer.from(value.slice(i))) escapedUnit(unit);
      break;
    }
    escapedUnit(code);
  }
  out[at++] = 0;
};

const escapedUnit = (unit: number): void => {
  if (unit < 2) out[at++] = 1;
  out[at++] = unit < 2 ? unit + 1 : unit;
};

/** A 32-bit number, most significant byte first. */
export const unsigned = (value: number): void => {
  room(4);
  at = out.writeUInt32BE(value >>> 0, at);
};

/** Order-preserving bytes of a double: sign bit flipped, negative ones inverted; NaN is all zero. */
export const ordered = (value: number): void => {
  room(8);
  if (Number.isNaN(value)) out.fill(0, at, at + 8);
  else {
    out.writeDoubleBE(value + 0, at);
    if (value < 0) for (let i = at; i < at + 8; i += 1) out[i] = ~(out[i] as number);
    else out[at] = (out[at] as number) | 0x80;
  }
  at += 8;
};
