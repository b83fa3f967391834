import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DomainError } from '../errors/index.ts';

/** `OZLUK_ENGINE=mongod` was asked for but no binary is on this machine. */
export class MongodNotFoundError extends DomainError {
  readonly code = 'MONGOD_NOT_FOUND';
}

/**
 * Path of a `mongod` that is already here: MONGOMS_SYSTEM_BINARY, PATH, or mongodb-memory-server's cache.
 * Throws MongodNotFoundError; a download never starts.
 */
export async function findMongod(): Promise<string> {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named && isExecutable(named)) return named;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, process.platform === 'win32' ? 'mongod.exe' : 'mongod');
    if (folder !== '' && isExecutable(candidate)) return candidate;
  }
  const cached = await cachedBinary();
  if (cached !== null) return cached;
  throw new MongodNotFoundError(
    'Bu makinede mongod bulunamadı (MONGOMS_SYSTEM_BINARY, PATH ve mongodb-memory-server önbelleği arandı). ' +
      'mongod kurun, MONGODB_URI ile bir sunucu gösterin ya da OZLUK_ENGINE değişkenini kaldırıp gömülü motoru kullanın.',
  );
}

/** Starts a one-node replica set on the binary; its data stay in the folder. */
export async function startMongod(binary: string, folder: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server');
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary },
    instanceOpts: [{ dbPath: folder, storageEngine: 'wiredTiger' }],
    replSet: { count: 1, name: 'ozluk' },
  });
  return { uri: set.getUri(), stop: async () => void (await set.stop({ doCleanup: false })) };
}

/** DryMongoBinary only looks; the class that downloads is never touched. */
async function cachedBinary(): Promise<string | null> {
  const { DryMongoBinary } = await import('mongodb-memory-server');
  const options = await DryMongoBinary.generateOptions();
  return (await DryMongoBinary.locateBinary(options)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
