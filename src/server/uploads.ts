import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ValidationError } from '../errors/index.ts';
import type { Uploads } from '../personnel/index.ts';

export const LARGEST_UPLOAD = 256 * 1024 * 1024;
const LIFETIME_MS = 24 * 3_600_000;

export interface UploadStore extends Uploads {
  /** Writes the body to a file of the account. Throws ValidationError when it is larger than allowed; nothing stays then. */
  save(body: ReadableStream<Uint8Array>, accountId: string): Promise<{ uploadId: string; bytes: number }>;
  /** Removes files older than a day. */
  sweep(now: Date): Promise<void>;
}

/** Uploads as files under the data folder; the name carries a hash of nothing but random ids. */
export function createUploadStore(dataFolder: string): UploadStore {
  const folder = join(dataFolder, 'uploads');
  const pathOf = (uploadId: string, accountId: string): string =>
    join(folder, `${Buffer.from(accountId).toString('hex').slice(0, 80)}_${uploadId}`);
  return {
    async save(body, accountId) {
      await mkdir(folder, { recursive: true });
      const uploadId = randomUUID();
      const path = pathOf(uploadId, accountId);
      let bytes = 0;
      try {
        await pipeline(
          Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
          async function* limit(source: AsyncIterable<Uint8Array>) {
            for await (const chunk of source) {
              bytes += chunk.length;
              if (bytes > LARGEST_UPLOAD)
                throw ValidationError.of('body', 'Dosya 256 MB sınırını aşıyor; dosyayı bölüp parça parça yükleyin.');
              yield chunk;
            }
          },
          createWriteStream(path, { mode: 0o600, flags: 'wx' }),
        );
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { uploadId, bytes };
    },
    async open(uploadId, accountId) {
      if (!/^[0-9a-f-]{36}$/.test(uploadId)) return null;
      const path = pathOf(uploadId, accountId);
      return existsSync(path) ? createReadStream(path) : null;
    },
    async sweep(now) {
      if (!existsSync(folder)) return;
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        if (now.getTime() - (await stat(path)).mtimeMs > LIFETIME_MS) await rm(path, { force: true });
      }
    },
  };
}
