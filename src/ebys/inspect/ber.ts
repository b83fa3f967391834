/** One ASN.1 value: its tag byte, where it stands, and (when constructed) the values inside. */
export interface BerValue {
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly children: readonly BerValue[];
}

const CONSTRUCTED = 0x20;
const INDEFINITE = 0x80;
const MAX_DEPTH = 24;

/** Reads one BER or DER value at `at`; null when the bytes are no such value. Indefinite lengths are understood. */
export function readBer(bytes: Buffer, at: number, limit = bytes.length, depth = 0): BerValue | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Multi-byte tags (0x1f) do not occur in CMS.
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f || depth > MAX_DEPTH)
    return null;
  const constructed = (tag & CONSTRUCTED) !== 0;
  if (first === INDEFINITE) return constructed ? readIndefinite(bytes, { tag, at, limit, depth }) : null;
  const lengthBytes = first < INDEFINITE ? 0 : first - INDEFINITE;
  if (lengthBytes > 4 || at + 2 + lengthBytes > limit) return null;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  const contentStart = at + 2 + lengthBytes;
  const end = contentStart + length;
  if (end > limit) return null;
  const children = constructed ? readChildren(bytes, { from: contentStart, to: end, depth }) : [];
  return children && { tag, start: at, contentStart, contentEnd: end, end, children };
}

function readChildren(bytes: Buffer, span: { from: number; to: number; depth: number }): BerValue[] | null {
  const children: BerValue[] = [];
  let at = span.from;
  while (at < span.to) {
    const value = readBer(bytes, at, span.to, span.depth + 1);
    if (value === null) return null;
    children.push(value);
    at = value.end;
  }
  return children;
}

function readIndefinite(
  bytes: Buffer,
  span: { tag: number; at: number; limit: number; depth: number },
): BerValue | null {
  const children: BerValue[] = [];
  let at = span.at + 2;
  while (at + 2 <= span.limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0)
      return { tag: span.tag, start: span.at, contentStart: span.at + 2, contentEnd: at, end: at + 2, children };
    const value = readBer(bytes, at, span.limit, span.depth + 1);
    if (value === null) return null;
    children.push(value);
    at = value.end;
  }
  return null;
}

/** Content bytes of a value; an octet string in pieces is put together. */
export function contentOf(bytes: Buffer, value: BerValue): Buffer {
  if (value.children.length === 0) return bytes.subarray(value.contentStart, value.contentEnd);
  return Buffer.concat(value.children.map((one) => contentOf(bytes, one)));
}
