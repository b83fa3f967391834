/** Bytes of a row that was read lean: the driver gives its Binary, whose buffer may be longer than its content. */
export function bufferOf(stored: Buffer): Buffer {
  const bytes = stored as unknown as Buffer | { buffer: Uint8Array; length: () => number };
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer.subarray(0, bytes.length()));
}
