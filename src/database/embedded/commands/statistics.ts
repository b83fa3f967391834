/** Sizes and checks of what is stored: listDatabases, collStats, dbStats, validate. */
import { compileFilter, type Doc, EngineError } from '../language/index.ts';
import type { Collection } from '../store/catalog.ts';
import { documentRange, indexRange } from '../store/keys.ts';
import { findMismatches } from '../store/verify.ts';
import type { Answer } from '../wire/reply.ts';
import { type Call, type Command, collectionOf, docOption, flagOption, namespaceOf, readCommand } from './call.ts';

function sizeOf(call: Call, collections: readonly Collection[]): { count: number; size: number; indexes: number } {
  let size = 0;
  let count = 0;
  for (const collection of collections) {
    for (const { value } of call.engine.store.database.entries(documentRange(collection.id))) {
      call.watch.tick();
      size += value.length;
      count++;
    }
  }
  return { count, size, indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0) };
}

function runListDatabases(call: Call): Answer {
  const matches = compileFilter(docOption(call, 'filter') ?? {}, {});
  const all = [...call.view.collections()];
  const inside = (name: string): Collection[] => all.filter((collection) => collection.database === name);
  const databases = [...new Set(all.map((collection) => collection.database))]
    .map((name) => ({ name, sizeOnDisk: sizeOf(call, inside(name)).size, empty: false }))
    .filter((info) => matches(info));
  if (flagOption(call, 'nameOnly')) return { fields: { databases: databases.map(({ name }) => ({ name })) } };
  const totalSize = databases.reduce((sum, info) => sum + info.sizeOnDisk, 0);
  return { fields: { databases, totalSize, totalSizeMb: Math.floor(totalSize / 2 ** 20) } };
}

function runCollStats(call: Call): Answer {
  const collection = collectionOf(call);
  const { count, size, indexes } = sizeOf(call, collection ? [collection] : []);
  const indexSizes = Object.fromEntries((collection?.indexes ?? []).map((index) => [index.name, 0]));
  const average = count > 0 ? { avgObjSize: Math.round(size / count) } : {};
  const sizes = { size, count, ...average, storageSize: size, totalIndexSize: 0, totalSize: size, indexSizes };
  return { fields: { ns: namespaceOf(call), capped: false, nindexes: indexes, scaleFactor: 1, ...sizes } };
}

function runDbStats(call: Call): Answer {
  const mine = [...call.view.collections()].filter((collection) => collection.database === call.database);
  const { count: objects, size: dataSize, indexes } = sizeOf(call, mine);
  const avgObjSize = objects > 0 ? dataSize / objects : 0;
  const sizes = { dataSize, avgObjSize, storageSize: dataSize, indexSize: 0, totalSize: dataSize, scaleFactor: 1 };
  return { fields: { db: call.database, collections: mine.length, views: 0, objects, indexes, ...sizes } };
}

/** Compares every index with the documents. */
function runValidate(call: Call): Answer {
  const collection = collectionOf(call);
  if (!collection) throw new EngineError(26, `Collection '${namespaceOf(call)}' does not exist to validate.`);
  const { database } = call.engine.store;
  const errors = findMismatches(database, collection, () => call.watch.tick());
  const keysPerIndex: Doc = {};
  for (const index of collection.indexes) keysPerIndex[index.name] = database.count(indexRange(index.id));
  const counts = { nrecords: database.count(documentRange(collection.id)), nIndexes: collection.indexes.length };
  const result = { keysPerIndex, valid: errors.length === 0, errors, warnings: [] };
  return { fields: { ns: collection.namespace, ...counts, ...result } };
}

export const STATISTICS_COMMANDS: Readonly<Record<string, Command>> = {
  listDatabases: readCommand(runListDatabases, { options: 'filter nameOnly authorizedDatabases' }),
  collStats: readCommand(runCollStats, { options: 'scale' }),
  dbStats: readCommand(runDbStats, { options: 'scale freeStorage' }),
  validate: readCommand(runValidate, { options: 'full repair metadata checkBSONConformance background' }),
};
