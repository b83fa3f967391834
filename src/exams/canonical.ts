import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** JSON with the keys of every object in binary order: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  );
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function pack(text: string): Buffer {
  return gzipSync(Buffer.from(text, 'utf8'));
}

/** lean() gives the driver's Binary, whose buffer may be longer than its content. */
export function unpack(stored: Buffer | { readonly buffer: Uint8Array; length(): number }): string {
  const bytes = Buffer.isBuffer(stored) ? stored : Buffer.from(stored.buffer.subarray(0, stored.length()));
  return gunzipSync(bytes).toString('utf8');
}
