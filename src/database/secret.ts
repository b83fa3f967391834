import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps identity numbers unreadable at rest, and still findable by equality. */
export interface FieldCipher {
  /** AES-256-GCM, base64: nonce, tag, text. Two seals of one text differ. */
  seal(text: string): string;
  /** Throws when the key is another one or the text was tampered with. */
  open(sealed: string): string;
  /** Same text, same index, under this key only: for unique indexes and look-ups. */
  blindIndex(text: string): string;
}

/** `key`: 32 bytes. */
export function createFieldCipher(key: Buffer): FieldCipher {
  if (key.length !== 32) throw new RangeError('the field key must have 32 bytes');
  const encryptionKey = createHmac('sha256', key).update('ozluk/field/encrypt').digest();
  const indexKey = createHmac('sha256', key).update('ozluk/field/index').digest();
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    blindIndex: (text) => createHmac('sha256', indexKey).update(text).digest('base64url'),
  };
}

/** The key beside the embedded data; made on the first start, readable by its owner only. */
export function localFieldKey(dataFolder: string): Buffer {
  const path = join(dataFolder, 'field.key');
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}
