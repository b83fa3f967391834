/** create, drop, dropDatabase, renameCollection, collMod, listCollections, listDatabases, collStats, dbStats, validate. */
import { compileFilter, type Doc, EngineError, equal, isDoc } from '../language/index.ts';
import { findIndex } from '../planner/plan.ts';
import { type Collection, makeCollection, makeIndex } from '../store/catalog.ts';
import { documentRange } from '../store/keys.ts';
import { checkNamespace, type Writer } from '../store/store.ts';
import { type Answer, type Call, type Command, docOption, flagOption, namespaceOf, textOption } from './call.ts';
import { listAnswer } from './find.ts';

const KEPT_OPTIONS = ['collation', 'validator', 'validationLevel', 'validationAction'] as const;
const REFUSED_OPTIONS = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'viewOn',
  'pipeline',
  'encryptedFields',
  'storageEngine',
  'changeStreamPreAndPostImages',
  'indexOptionDefaults',
];

function existing(writer: Writer, namespace: string): Collection {
  const collection = writer.collection(namespace);
  if (!collection) throw new EngineError(26, `ns not found ${namespace}`);
  return collection;
}

function prepareCreate(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const options: Doc = {};
  for (const name of REFUSED_OPTIONS) {
    const value = call.body[name];
    if (value !== undefined && value !== false && !(isDoc(value) && value.enabled === false)) {
      throw new EngineError(115, `create option '${name}' is not supported by the embedded engine`);
    }
  }
  for (const name of KEPT_OPTIONS) if (call.body[name] !== undefined) options[name] = call.body[name];
  return (writer) => {
    const there = writer.collection(namespace);
    if (there && equal(there.options, options) && !writer.isTransaction) return {};
    if (there) throw new EngineError(48, `Collection ${namespace} already exists.`);
    writer.saveCollection(writer.store.newCollection(namespace, options));
    return {};
  };
}

function prepareDrop(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  return (writer) => {
    const collection = writer.collection(namespace);
    if (!collection) return {};
    writer.dropCollection(collection);
    call.engine.cursors.killWhere((cursor) => cursor.namespace === namespace);
    return { nIndexesWas: collection.indexes.length, ns: namespace };
  };
}

function prepareDropDatabase(call: Call): (writer: Writer) => Doc {
  return (writer) => {
    const mine = [...writer.collections()].filter((collection) => collection.database === call.database);
    for (const collection of mine) writer.dropCollection(collection);
    return mine.length > 0 ? { dropped: call.database } : {};
  };
}

function prepareRename(call: Call): (writer: Writer) => Doc {
  const from = String(call.body.renameCollection);
  const to = textOption(call, 'to') ?? '';
  checkNamespace(to);
  return (writer) => {
    const collection = writer.collection(from);
    if (!collection) throw new EngineError(26, `Source collection ${from} does not exist`);
    const target = writer.collection(to);
    if (from === to) throw new EngineError(20, "Can't rename a collection to itself");
    if (target && !flagOption(call, 'dropTarget')) throw new EngineError(48, 'target namespace exists');
    if (target) writer.dropCollection(target);
    writer.renameCollection(
      collection,
      makeCollection(collection.id, to, collection.options, collection.indexes, collection.uuid),
    );
    call.engine.cursors.killWhere((cursor) => cursor.namespace === from || cursor.namespace === to);
    return {};
  };
}

function prepareCollMod(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const change = docOption(call, 'index');
  return (writer) => {
    const collection = existing(writer, namespace);
    const options = { ...collection.options };
    for (const name of KEPT_OPTIONS) if (call.body[name] !== undefined) options[name] = call.body[name];
    const reply: Doc = {};
    const indexes = change ? modifiedIndexes(collection, change, reply) : collection.indexes;
    writer.saveCollection(makeCollection(collection.id, namespace, options, indexes, collection.uuid));
    return reply;
  };
}

function modifiedIndexes(collection: Collection, change: Doc, reply: Doc): Collection['indexes'] {
  const wanted = change.name ?? change.keyPattern;
  const index = typeof wanted === 'string' || isDoc(wanted) ? findIndex(collection, wanted) : undefined;
  if (!index) throw new EngineError(27, `cannot find index for ns ${collection.namespace}`);
  const spec = { ...index.spec };
  for (const name of ['expireAfterSeconds', 'hidden']) {
    if (change[name] === undefined) continue;
    reply[`${name}_old`] = spec[name] ?? (name === 'hidden' ? false : null);
    reply[`${name}_new`] = change[name];
    spec[name] = change[name];
  }
  for (const name of Object.keys(change)) {
    if (!['name', 'keyPattern', 'expireAfterSeconds', 'hidden'].includes(name))
      throw new EngineError(115, `collMod of index option '${name}' is not supported by the embedded engine`);
  }
  const changed = makeIndex(index.id, spec, { arrays: [...index.arrays], longKeys: index.longKeys });
  return collection.indexes.map((each) => (each === index ? changed : each));
}

function collectionInfo(collection: Collection): Doc {
  return {
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.indexes[0]?.spec,
  };
}

function runListCollections(call: Call): Answer {
  const matches = compileFilter(docOption(call, 'filter') ?? {}, {});
  const nameOnly = flagOption(call, 'nameOnly');
  const docs = [...call.view.collections()]
    .filter((collection) => collection.database === call.database)
    .map(collectionInfo)
    .filter((info) => matches(info))
    .map((info) => (nameOnly ? { name: info.name, type: info.type } : info));
  return listAnswer(call, `${call.database}.$cmd.listCollections`, docs);
}

function runListDatabases(call: Call): Answer {
  const matches = compileFilter(docOption(call, 'filter') ?? {}, {});
  const sizes = new Map<string, number>();
  for (const collection of call.view.collections()) {
    sizes.set(collection.database, (sizes.get(collection.database) ?? 0) + sizeOf(call, collection).size);
  }
  const databases = [...sizes]
    .map(([name, size]) => ({ name, sizeOnDisk: size, empty: false }))
    .filter((info) => matches(info));
  if (flagOption(call, 'nameOnly')) return { fields: { databases: databases.map(({ name }) => ({ name })) } };
  const totalSize = databases.reduce((sum, info) => sum + info.sizeOnDisk, 0);
  return { fields: { databases, totalSize, totalSizeMb: Math.floor(totalSize / 2 ** 20) } };
}

function sizeOf(call: Call, collection: Collection): { count: number; size: number } {
  let size = 0;
  let count = 0;
  for (const { value } of call.engine.store.database.entries(documentRange(collection.id))) {
    call.watch.tick();
    size += value.length;
    count++;
  }
  return { count, size };
}

function runCollStats(call: Call): Answer {
  const collection = call.view.collection(namespaceOf(call));
  const { count, size } = collection ? sizeOf(call, collection) : { count: 0, size: 0 };
  const indexSizes = Object.fromEntries((collection?.indexes ?? []).map((index) => [index.name, 0]));
  return {
    fields: {
      ns: namespaceOf(call),
      size,
      count,
      ...(count > 0 ? { avgObjSize: Math.round(size / count) } : {}),
      storageSize: size,
      capped: false,
      nindexes: collection?.indexes.length ?? 0,
      totalIndexSize: 0,
      totalSize: size,
      indexSizes,
      scaleFactor: 1,
    },
  };
}

function runDbStats(call: Call): Answer {
  const mine = [...call.view.collections()].filter((collection) => collection.database === call.database);
  const sizes = mine.map((collection) => sizeOf(call, collection));
  const dataSize = sizes.reduce((sum, each) => sum + each.size, 0);
  const objects = sizes.reduce((sum, each) => sum + each.count, 0);
  const indexes = mine.reduce((sum, collection) => sum + collection.indexes.length, 0);
  return {
    fields: {
      db: call.database,
      collections: mine.length,
      views: 0,
      objects,
      avgObjSize: objects > 0 ? dataSize / objects : 0,
      dataSize,
      storageSize: dataSize,
      indexes,
      indexSize: 0,
      totalSize: dataSize,
      scaleFactor: 1,
    },
  };
}

const write = (
  options: readonly string[],
  inTransaction: boolean,
  prepare: (call: Call) => (writer: Writer) => Doc,
): Command => ({ kind: 'write', options, inTransaction, prepare });
const read = (options: readonly string[], run: (call: Call) => Answer): Command => ({
  kind: 'read',
  options,
  inTransaction: false,
  run,
});

export const COLLECTION_COMMANDS: Readonly<Record<string, Command>> = {
  create: write([...KEPT_OPTIONS, ...REFUSED_OPTIONS, 'autoIndexId', 'idIndex'], true, prepareCreate),
  drop: write([], false, prepareDrop),
  dropDatabase: write([], false, prepareDropDatabase),
  renameCollection: write(['to', 'dropTarget'], false, prepareRename),
  collMod: write(['index', ...KEPT_OPTIONS], false, prepareCollMod),
  listCollections: read(['filter', 'nameOnly', 'cursor', 'authorizedCollections'], runListCollections),
  listDatabases: read(['filter', 'nameOnly', 'authorizedDatabases'], runListDatabases),
  collStats: read(['scale'], runCollStats),
  dbStats: read(['scale', 'freeStorage'], runDbStats),
};
