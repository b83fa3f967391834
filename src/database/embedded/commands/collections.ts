/** create, drop, dropDatabase, renameCollection, collMod, listCollections. */
import { compileFilter, type Doc, EngineError, equal, isDoc } from '../language/index.ts';
import { findIndex } from '../planner/plan.ts';
import { type Collection, changedCollection, makeIndex } from '../store/catalog.ts';
import { checkNamespace } from '../store/store.ts';
import type { Answer } from '../wire/reply.ts';
import {
  type Call,
  type Command,
  docOption,
  flagOption,
  namespaceOf,
  readCommand,
  textOption,
  unsupported,
  type Work,
  writeCommand,
} from './call.ts';
import { listAnswer } from './find.ts';

const KEPT_OPTIONS = 'collation validator validationLevel validationAction';

/** The options to keep that a command sets. */
function keptOptions(call: Call): Doc {
  const names = KEPT_OPTIONS.split(' ').filter((name) => call.body[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, call.body[name]]));
}

function prepareCreate(call: Call): Work {
  const namespace = namespaceOf(call);
  const options = keptOptions(call);
  return (writer) => {
    const there = writer.collection(namespace);
    if (there && equal(there.options, options) && !writer.isTransaction) return {};
    if (there) throw new EngineError(48, `Collection ${namespace} already exists.`);
    writer.saveCollection(writer.store.newCollection(namespace, options));
    return {};
  };
}

function prepareDrop(call: Call): Work {
  const namespace = namespaceOf(call);
  return (writer) => {
    const collection = writer.collection(namespace);
    if (!collection) return {};
    writer.dropCollection(collection);
    call.engine.cursors.killWhere((cursor) => cursor.namespace === namespace);
    return { nIndexesWas: collection.indexes.length, ns: namespace };
  };
}

function prepareDropDatabase(call: Call): Work {
  return (writer) => {
    const mine = [...writer.collections()].filter((collection) => collection.database === call.database);
    for (const collection of mine) writer.dropCollection(collection);
    return mine.length > 0 ? { dropped: call.database } : {};
  };
}

function prepareRename(call: Call): Work {
  const from = String(call.body.renameCollection);
  const to = textOption(call, 'to') ?? '';
  checkNamespace(to);
  return (writer) => {
    const collection = writer.collection(from);
    if (!collection) throw new EngineError(26, `Source collection ${from} does not exist`);
    if (from === to) throw new EngineError(20, "Can't rename a collection to itself");
    const target = writer.collection(to);
    if (target && !flagOption(call, 'dropTarget')) throw new EngineError(48, 'target namespace exists');
    writer.renameCollection(collection, changedCollection(collection, { namespace: to }));
    call.engine.cursors.killWhere((cursor) => cursor.namespace === from || cursor.namespace === to);
    return {};
  };
}

function prepareCollMod(call: Call): Work {
  const namespace = namespaceOf(call);
  const change = docOption(call, 'index');
  return (writer) => {
    const collection = writer.collection(namespace);
    if (!collection) throw new EngineError(26, `ns not found ${namespace}`);
    const options = { ...collection.options, ...keptOptions(call) };
    const reply: Doc = {};
    const indexes = change ? modifiedIndexes(collection, change, reply) : collection.indexes;
    writer.saveCollection(changedCollection(collection, { options, indexes }));
    return reply;
  };
}

function modifiedIndexes(
  collection: Collection,
  { name, keyPattern, ...change }: Doc,
  reply: Doc,
): Collection['indexes'] {
  const wanted = name ?? keyPattern;
  const index = typeof wanted === 'string' || isDoc(wanted) ? findIndex(collection, wanted) : undefined;
  if (!index) throw new EngineError(27, `cannot find index for ns ${collection.namespace}`);
  for (const [option, value] of Object.entries(change)) {
    if (option !== 'expireAfterSeconds' && option !== 'hidden')
      throw unsupported(`collMod of index option '${option}'`);
    reply[`${option}_old`] = index.spec[option] ?? (option === 'hidden' ? false : null);
    reply[`${option}_new`] = value;
  }
  const changed = makeIndex(index.id, { ...index.spec, ...change }, index);
  return collection.indexes.map((each) => (each === index ? changed : each));
}

function collectionInfo({ name, options, uuid, indexes }: Collection): Doc {
  return { name, type: 'collection', options, info: { readOnly: false, uuid }, idIndex: indexes[0]?.spec };
}

function runListCollections(call: Call): Answer {
  const matches = compileFilter(docOption(call, 'filter') ?? {}, {});
  const nameOnly = flagOption(call, 'nameOnly');
  const docs = [...call.view.collections()]
    .filter((collection) => collection.database === call.database)
    .map(collectionInfo)
    .filter((info) => matches(info))
    .map((info) => (nameOnly ? { name: info.name, type: info.type } : info));
  return listAnswer(call, docs, `${call.database}.$cmd.listCollections`);
}

export const COLLECTION_COMMANDS: Readonly<Record<string, Command>> = {
  create: writeCommand(prepareCreate, {
    inTransaction: true,
    options: `${KEPT_OPTIONS} autoIndexId idIndex`,
    refused: `capped size max timeseries expireAfterSeconds clusteredIndex viewOn pipeline encryptedFields storageEngine
      changeStreamPreAndPostImages indexOptionDefaults`,
  }),
  drop: writeCommand(prepareDrop),
  dropDatabase: writeCommand(prepareDropDatabase),
  renameCollection: writeCommand(prepareRename, { options: 'to dropTarget' }),
  collMod: writeCommand(prepareCollMod, {
    options: `index ${KEPT_OPTIONS}`,
    refused: 'changeStreamPreAndPostImages expireAfterSeconds viewOn pipeline timeseries cappedSize cappedMax',
  }),
  listCollections: readCommand(runListCollections, { options: 'filter nameOnly cursor authorizedCollections' }),
};
