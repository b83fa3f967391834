import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { EJSON } from 'bson';
import { DomainError } from '../errors/index.ts';
import type { Database } from './connect.ts';

/** A folder that is no backup, or one that must not be written over. */
export class BackupError extends DomainError {
  readonly code = 'BACKUP';
}

export interface CollectionCount {
  readonly collection: string;
  readonly documents: number;
}

interface Manifest {
  readonly format: 1;
  readonly madeAt: string;
  readonly collections: readonly (CollectionCount & { readonly indexes: readonly Record<string, unknown>[] })[];
}

const MANIFEST = 'manifest.json';
const BATCH = 500;

/**
 * Writes every collection as canonical extended JSON, one document a line, with its indexes in `manifest.json`. Works on
 * the embedded engine and on a real MongoDB alike. The manifest is written last: a folder without one is no backup.
 */
export async function backupDatabase(db: Database, folder: string, madeAt: Date): Promise<CollectionCount[]> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`"${folder}" klasörü boş değil. Yedek için boş ya da yeni bir klasör adı verin.`);
  mkdirSync(folder, { recursive: true });
  const native = nativeDb(db);
  const names = (await native.listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
    .map((c) => c.name)
    .filter((name) => !name.startsWith('system.'))
    .sort();
  const collections: Manifest['collections'][number][] = [];
  for (const collection of names) {
    const out = createWriteStream(join(folder, `${collection}.jsonl`));
    let documents = 0;
    for await (const document of native.collection(collection).find({}, { sort: { _id: 1 }, promoteValues: false })) {
      documents += 1;
      if (!out.write(`${EJSON.stringify(document, { relaxed: false })}\n`)) await once(out, 'drain');
    }
    out.end();
    await finished(out);
    const indexes = (await native.collection(collection).indexes()).filter((i) => i.name !== '_id_');
    collections.push({ collection, documents, indexes });
  }
  const manifest: Manifest = { format: 1, madeAt: madeAt.toISOString(), collections };
  writeFileSync(join(folder, `${MANIFEST}.part`), EJSON.stringify(manifest, { relaxed: false }));
  await rename(join(folder, `${MANIFEST}.part`), join(folder, MANIFEST));
  return collections.map(({ collection, documents }) => ({ collection, documents }));
}

/** Fills an empty database from a backup. Refuses one that holds documents already, and a folder without manifest. */
export async function restoreDatabase(db: Database, folder: string): Promise<CollectionCount[]> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path))
    throw new BackupError(`"${folder}" bir yedek klasörü değil (manifest.json yok). Yedeğin klasörünü verin.`);
  const manifest = EJSON.parse(readFileSync(path, 'utf8')) as Manifest;
  if (manifest.format !== 1)
    throw new BackupError('Yedek, bu sürümün tanımadığı bir biçimde. Özlük’ü güncelleyip yeniden deneyin.');
  const native = nativeDb(db);
  for (const { collection } of manifest.collections)
    if ((await native.collection(collection).estimatedDocumentCount()) > 0)
      throw new BackupError(`"${collection}" koleksiyonu boş değil. Yedek yalnız boş bir veritabanına yüklenir.`);
  const counts: CollectionCount[] = [];
  for (const { collection, documents, indexes } of manifest.collections) {
    for (const { key, name, v: _version, ...options } of indexes as {
      key: Record<string, 1>;
      name: string;
      v?: number;
    }[])
      await native.collection(collection).createIndex(key, { name, ...options });
    const written = await restoreCollection(db, collection, join(folder, `${collection}.jsonl`));
    if (written !== documents)
      throw new BackupError(
        `"${collection}" eksik: yedekte ${documents} belge yazıyor, dosyada ${written} var. Başka bir yedek deneyin.`,
      );
    counts.push({ collection, documents: written });
  }
  return counts;
}

async function restoreCollection(db: Database, collection: string, file: string): Promise<number> {
  const target = nativeDb(db).collection(collection);
  let batch: Record<string, unknown>[] = [];
  let written = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.insertMany(batch, { ordered: true });
    written += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    batch.push(EJSON.parse(line, { relaxed: false }) as Record<string, unknown>);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return written;
}

function nativeDb(db: Database) {
  const native = db.connection.db;
  if (!native) throw new Error('database is not connected');
  return native;
}
