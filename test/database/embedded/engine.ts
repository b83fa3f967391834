/** An engine in a temporary folder with a connected driver, for the tests of this folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import {
  type EmbeddedEngine,
  type EmbeddedEngineOptions,
  startEmbeddedEngine,
} from '../../../src/database/embedded/index.ts';

export interface TestEngine {
  readonly folder: string;
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  /** Stops the engine and leaves its folder. */
  stop(): Promise<void>;
  /** Stops the engine and starts it again on the same folder. */
  reopen(): Promise<TestEngine>;
  close(): Promise<void>;
}

export async function openEngine(
  options: Omit<EmbeddedEngineOptions, 'folder'> = {},
  folder = mkdtempSync(join(tmpdir(), 'ozluk-engine-')),
): Promise<TestEngine> {
  const engine: EmbeddedEngine = await startEmbeddedEngine({ noSync: true, ...options, folder });
  const client = await mongo.MongoClient.connect(engine.uri, { serverSelectionTimeoutMS: 5_000 });
  const stop = async (): Promise<void> => {
    await client.close();
    await engine.stop();
  };
  return {
    folder,
    client,
    db: client.db('test'),
    stop,
    reopen: async () => {
      await stop();
      return openEngine(options, folder);
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server error that `work` ends with. */
export async function errorOf(work: Promise<unknown>): Promise<mongo.MongoServerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof mongo.MongoServerError) return error;
    throw error;
  }
  throw new Error('no error came');
}
