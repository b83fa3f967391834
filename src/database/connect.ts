import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { findMongod, startMongod } from './mongod.ts';

/** Which database serves, as it is printed at start. */
export interface EngineInfo {
  readonly kind: 'mongodb' | 'mongod' | 'embedded';
  readonly label: string;
}

/** An open database: rooms get their collections from `connection` through their model files. */
export interface Database {
  readonly connection: Connection;
  readonly engine: EngineInfo;
  /** True when the embedded engine's folder was created by this start: only then may demo data load by itself. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** An external replica set or sharded cluster; wins over everything else. */
  readonly mongodbUri?: string | undefined;
  /** `mongod`: use a mongod binary that is already on this machine. Nothing is ever downloaded. */
  readonly engine?: 'embedded' | 'mongod' | undefined;
  /** Folder of the data; the engine's files lie in its `db` subfolder. */
  readonly dataFolder: string;
  /** Tests only: skip the sync to disk. */
  readonly noSync?: boolean | undefined;
}

const DATABASE_NAME = 'ozluk';

/** Opens the database chosen by the options. Throws typed errors of the engine (folder in use, damaged, newer format). */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const host = await startHost(options);
  const connection = mongoose.createConnection(host.uri, {
    dbName: databaseNameOf(host.uri),
    serverSelectionTimeoutMS: 10_000,
    autoIndex: false,
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await host.stop();
    throw error;
  }
  return {
    connection,
    engine: host.engine,
    isNew: host.isNew,
    close: async () => {
      await connection.close();
      await host.stop();
    },
  };
}

interface Host {
  readonly uri: string;
  readonly engine: EngineInfo;
  readonly isNew: boolean;
  stop(): Promise<void>;
}

async function startHost({ mongodbUri, engine, dataFolder, noSync }: DatabaseOptions): Promise<Host> {
  if (mongodbUri !== undefined)
    return {
      uri: mongodbUri,
      engine: { kind: 'mongodb', label: `MongoDB (${new URL(mongodbUri).host})` },
      isNew: false,
      stop: async () => {},
    };
  const folder = resolve(dataFolder);
  const binary = engine === 'mongod' ? await findMongod() : null;
  if (binary !== null) {
    const path = join(folder, 'mongod');
    const isNew = !existsSync(path);
    mkdirSync(path, { recursive: true });
    return { ...(await startMongod(binary, path)), engine: { kind: 'mongod', label: `mongod (${binary})` }, isNew };
  }
  const path = join(folder, 'db');
  const isNew = !existsSync(path);
  mkdirSync(path, { recursive: true });
  const { startEmbeddedEngine } = await import('./embedded/index.ts');
  const started = await startEmbeddedEngine({ folder: path, noSync: noSync ?? false });
  return { ...started, engine: { kind: 'embedded', label: `gömülü motor (${path})` }, isNew };
}

/** The database named in the URI's path, else `ozluk`. */
function databaseNameOf(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1];
  return path ? decodeURIComponent(path) : DATABASE_NAME;
}
