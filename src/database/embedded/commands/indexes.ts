/** createIndexes, dropIndexes, listIndexes. An index is built at once, in the write transaction of its command. */
import { type Doc, decode, EngineError, equal, isDoc, isNumeric, makeCollator } from '../language/index.ts';
import { checkPartial } from '../planner/partial.ts';
import { findIndex, sameCollation, samePattern } from '../planner/plan.ts';
import { type Collection, changedCollection, type Index, makeIndex } from '../store/catalog.ts';
import { indexChanges } from '../store/entries.ts';
import { documentRange, ridAtEnd } from '../store/keys.ts';
import type { Writer } from '../store/store.ts';
import { PlainWriter } from '../store/writer.ts';
import type { Answer } from '../wire/reply.ts';
import {
  arrayOption,
  type Call,
  type Command,
  collectionOf,
  namespaceOf,
  readCommand,
  type Work,
  writeCommand,
} from './call.ts';
import { listAnswer } from './find.ts';
import { ensureCollection } from './statements.ts';

const MAX_INDEXES = 64;
const KEPT = 'v key name unique sparse partialFilterExpression expireAfterSeconds hidden collation background ns'.split(
  ' ',
);

function prepareCreateIndexes(call: Call): Work {
  const namespace = namespaceOf(call);
  const wanted = (arrayOption(call, 'indexes') ?? []).map(checkSpec);
  if (wanted.length === 0) throw new EngineError(2, 'Must specify at least one index to create');
  return (writer) => {
    const before = writer.collection(namespace);
    if (before && !writer.canChangeIndexes(before))
      throw new EngineError(
        263,
        `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`,
      );
    const collection = before ?? ensureCollection(writer, namespace);
    const fresh = newIndexes(writer, collection, wanted);
    const indexes = [...collection.indexes, ...fresh];
    const reply = {
      numIndexesBefore: before ? before.indexes.length : 1,
      numIndexesAfter: indexes.length,
      createdCollectionAutomatically: !before,
    };
    if (fresh.length === 0) return { ...reply, note: 'all indexes already exist' };
    const changed = changedCollection(collection, { indexes });
    writer.saveCollection(changed);
    if (writer instanceof PlainWriter) build(call, writer, { collection, changed, fresh });
    return reply;
  };
}

function cannotCreate(why: string): EngineError {
  return new EngineError(67, why);
}

/** Checks what a driver sends for one index and gives the specification to keep. */
function checkSpec(spec: unknown): Doc {
  if (!isDoc(spec) || !isDoc(spec.key))
    throw new EngineError(9, "The 'key' field is a required property of an index specification");
  const unknown = Object.keys(spec).find((name) => !KEPT.includes(name));
  if (unknown !== undefined)
    throw new EngineError(197, `The field '${unknown}' is not valid for an index specification.`);
  const fields = Object.entries(spec.key);
  if (fields.length === 0) throw cannotCreate('Index keys cannot be empty.');
  for (const [path, direction] of fields) checkField(path, direction);
  if (typeof spec.name !== 'string' || spec.name === '')
    throw new EngineError(9, "The 'name' field is a required property of an index specification");
  const expire = spec.expireAfterSeconds;
  if (expire !== undefined && (!isNumeric(expire) || !(Number(expire) >= 0)))
    throw cannotCreate('TTL index expireAfterSeconds must be a number within range');
  if (expire !== undefined && fields.length > 1)
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (spec.sparse === true && spec.partialFilterExpression !== undefined)
    throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
  if (isDoc(spec.partialFilterExpression)) checkPartial(spec.partialFilterExpression);
  const { v: _v, background: _background, ns: _ns, collation, ...rest } = spec;
  const kept: Doc = { v: 2, ...rest };
  for (const flag of ['unique', 'sparse', 'hidden']) if (kept[flag] === false) delete kept[flag];
  const collator = makeCollator(collation as Doc | undefined);
  return collator ? { ...kept, collation: { ...collator.spec } } : kept;
}

function checkField(path: string, direction: unknown): void {
  if (path.includes('$**')) throw cannotCreate('wildcard indexes are not supported by the embedded engine');
  if (typeof direction === 'string')
    throw cannotCreate(`Index type '${direction}' is not supported by the embedded engine`);
  if (!isNumeric(direction) || Number(direction) === 0 || Number.isNaN(Number(direction)))
    throw cannotCreate('Values in the index key pattern must be numbers other than 0');
  if (path.split('.').includes('')) throw cannotCreate('Index keys cannot contain an empty field.');
  if (path.startsWith('$')) throw cannotCreate("Index key contains an illegal field name: it starts with '$'.");
}

function newIndexes(writer: Writer, collection: Collection, wanted: readonly Doc[]): Index[] {
  const fresh: Index[] = [];
  const collation = collection.collator && { ...collection.collator.spec };
  for (const spec of wanted) {
    const index = makeIndex(writer.store.newIndexId(), collation && !spec.collation ? { ...spec, collation } : spec);
    if (!isThere([...collection.indexes, ...fresh], index)) fresh.push(index);
  }
  if (collection.indexes.length + fresh.length > MAX_INDEXES)
    throw cannotCreate(`add index fails, too many indexes for ${collection.namespace}`);
  return fresh;
}

/** False for a new index, true for one that exists just so; throws 85 or 86 for one that differs. */
function isThere(indexes: readonly Index[], wanted: Index): boolean {
  if (samePattern(wanted.spec.key as Doc, { _id: 1 })) return true;
  const same = (index: Index, name: string): boolean => equal(index.spec[name] ?? null, wanted.spec[name] ?? null);
  for (const index of indexes) {
    const sameKey =
      samePattern(index.spec.key as Doc, wanted.spec.key as Doc) &&
      sameCollation(index.collator, wanted.collator) &&
      same(index, 'partialFilterExpression');
    const sameOptions = ['unique', 'sparse', 'expireAfterSeconds'].every((name) => same(index, name));
    if (index.name === wanted.name && sameKey && sameOptions) return true;
    const both = `Requested index: ${JSON.stringify(wanted.spec)}, existing index: ${JSON.stringify(index.spec)}`;
    if (index.name === wanted.name)
      throw new EngineError(
        sameKey ? 85 : 86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both}`,
      );
    if (sameKey && sameOptions) throw new EngineError(85, `Index already exists with a different name: ${index.name}`);
    if (sameKey)
      throw new EngineError(85, `An equivalent index already exists with a different name and options. ${both}`);
  }
  return false;
}

/** Fills the fresh indexes of `changed`, which is saved already; takes everything back when a key is there twice. */
function build(
  call: Call,
  writer: PlainWriter,
  { collection, changed, fresh }: { collection: Collection; changed: Collection; fresh: readonly Index[] },
): void {
  const building = { ...changed, indexes: fresh };
  try {
    for (const { key, value } of writer.store.database.entries(documentRange(collection.id))) {
      call.watch.tick();
      const rid = ridAtEnd(key);
      const doc = decode(value);
      const changes = indexChanges(building, null, doc);
      writer.checkUniqueKeys(building, changes, { rid, before: null, after: { doc, raw: value } });
      writer.addEntries(undefined, changes, rid);
    }
    writer.saveCollection(changed);
  } catch (error) {
    for (const index of fresh) writer.dropIndexEntries(index.id);
    writer.saveCollection(collection);
    throw error;
  }
}

function prepareDropIndexes(call: Call): Work {
  const namespace = namespaceOf(call);
  const wanted = call.body.index;
  return (writer) => {
    const collection = writer.collection(namespace);
    if (!collection) throw new EngineError(26, `ns not found ${namespace}`);
    const named = Array.isArray(wanted) ? wanted : [wanted];
    const gone = wanted === '*' ? collection.indexes.slice(1) : named.map((one) => droppable(collection, one));
    const indexes = collection.indexes.filter((index) => !gone.includes(index));
    writer.saveCollection(changedCollection(collection, { indexes }));
    if (writer instanceof PlainWriter) for (const index of gone) writer.dropIndexEntries(index.id);
    return { nIndexesWas: collection.indexes.length };
  };
}

function droppable(collection: Collection, wanted: unknown): Index {
  const index = typeof wanted === 'string' || isDoc(wanted) ? findIndex(collection, wanted) : undefined;
  if (index?.name === '_id_') throw new EngineError(72, 'cannot drop _id index');
  if (index) return index;
  const isName = typeof wanted === 'string';
  throw new EngineError(
    27,
    isName ? `index not found with name [${wanted}]` : `can't find index with key: ${JSON.stringify(wanted)}`,
  );
}

function runListIndexes(call: Call): Answer {
  const collection = collectionOf(call);
  if (!collection) throw new EngineError(26, `ns does not exist: ${namespaceOf(call)}`);
  return listAnswer(
    call,
    collection.indexes.map((index) => index.spec),
  );
}

const dropIndexes = writeCommand(prepareDropIndexes, { options: 'index' });

export const INDEX_COMMANDS: Readonly<Record<string, Command>> = {
  createIndexes: writeCommand(prepareCreateIndexes, { inTransaction: true, options: 'indexes commitQuorum' }),
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes: readCommand(runListIndexes, { options: 'cursor' }),
};
