/** One fresh database for a test file: the embedded engine, or a real MongoDB when the environment says so. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedEngine } from '../../src/database/embedded/index.ts';

/** A database that is there until `close`; the URI names a database of its own. */
export interface TestDatabase {
  readonly uri: string;
  close(): Promise<void>;
}

/**
 * Opens an empty database: on the server of `MONGODB_URI` when that is set, on mongodb-memory-server's replica set when
 * `OZLUK_TEST_ENGINE=mongod`, else on an embedded engine in a temporary folder.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.MONGODB_URI;
  if (server) return databaseOn(server, async () => undefined);
  if (process.env.OZLUK_TEST_ENGINE === 'mongod') {
    const { MongoMemoryReplSet } = await import('mongodb-memory-server');
    const set = await MongoMemoryReplSet.create({ replSet: { count: 1 } });
    return databaseOn(set.getUri(), async () => void (await set.stop()));
  }
  const folder = mkdtempSync(join(tmpdir(), 'ozluk-test-'));
  const engine = await startEmbeddedEngine({ folder, noSync: true });
  return {
    uri: withDatabase(engine.uri, 'ozluk'),
    close: async () => {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function databaseOn(server: string, stop: () => Promise<void>): TestDatabase {
  const name = `ozluk_test_${randomUUID().slice(0, 8)}`;
  return {
    uri: withDatabase(server, name),
    close: async () => {
      const client = await mongo.MongoClient.connect(server);
      await client.db(name).dropDatabase();
      await client.close();
      await stop();
    },
  };
}

/** The URI with the database in its path. */
function withDatabase(uri: string, name: string): string {
  const [, base = uri, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${base}/${name}${options}`;
}
