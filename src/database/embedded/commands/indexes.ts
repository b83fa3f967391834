/** createIndexes, dropIndexes, listIndexes. An index is built at once, in the write transaction of its command. */
import { type Doc, decode, EngineError, equal, isDoc, isNumeric, makeCollator } from '../language/index.ts';
import { checkPartial } from '../planner/partial.ts';
import { findIndex, sameCollation, samePattern } from '../planner/plan.ts';
import { type Collection, type Index, makeCollection, makeIndex } from '../store/catalog.ts';
import { indexChanges } from '../store/changes.ts';
import { documentRange, ridAtEnd } from '../store/keys.ts';
import type { Writer } from '../store/store.ts';
import { PlainWriter } from '../store/writer.ts';
import { type Answer, arrayOption, type Call, type Command, namespaceOf } from './call.ts';
import { listAnswer } from './find.ts';
import { ensureCollection } from './statements.ts';

const MAX_INDEXES = 64;
const KEPT = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'collation',
  'background',
  'ns',
];

function prepareCreateIndexes(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const wanted = (arrayOption(call, 'indexes') ?? []).map(checkSpec);
  if (wanted.length === 0) throw new EngineError(2, 'Must specify at least one index to create');
  return (writer) => {
    const before = writer.collection(namespace);
    if (writer.isTransaction && before && !writer.canChangeIndexes(before)) {
      throw new EngineError(
        263,
        `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`,
      );
    }
    const collection = before ?? ensureCollection(writer, namespace);
    const fresh = newIndexes(writer, collection, wanted);
    const numIndexesBefore = before ? before.indexes.length : 1;
    const reply = {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.length + fresh.length,
      createdCollectionAutomatically: !before,
    };
    if (fresh.length === 0) return { ...reply, note: 'all indexes already exist' };
    const changed = makeCollection(
      collection.id,
      namespace,
      collection.options,
      [...collection.indexes, ...fresh],
      collection.uuid,
    );
    if (writer instanceof PlainWriter) build(call, writer, { ...changed, indexes: fresh });
    writer.saveCollection(changed);
    return reply;
  };
}

/** Checks what a driver sends for one index and gives the specification to keep. */
function checkSpec(spec: unknown): Doc {
  if (!isDoc(spec) || !isDoc(spec.key))
    throw new EngineError(9, "The 'key' field is a required property of an index specification");
  for (const name of Object.keys(spec)) {
    if (!KEPT.includes(name))
      throw new EngineError(
        197,
        `The field '${name}' is not valid for an index specification. Specification: ${JSON.stringify(spec)}`,
      );
  }
  const { key } = spec;
  if (Object.keys(key).length === 0) throw new EngineError(67, 'Index keys cannot be empty.');
  for (const [path, direction] of Object.entries(key)) checkField(path, direction);
  if (typeof spec.name !== 'string' || spec.name === '')
    throw new EngineError(9, "The 'name' field is a required property of an index specification");
  const expire = spec.expireAfterSeconds;
  if (expire !== undefined && (!isNumeric(expire) || Number(expire) < 0))
    throw new EngineError(67, 'TTL index expireAfterSeconds must be a number within range');
  if (expire !== undefined && Object.keys(key).length > 1)
    throw new EngineError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (spec.sparse === true && spec.partialFilterExpression !== undefined)
    throw new EngineError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  if (isDoc(spec.partialFilterExpression)) checkPartial(spec.partialFilterExpression);
  const { v: _v, background: _background, ns: _ns, ...rest } = spec;
  const kept: Doc = { v: 2, ...rest };
  for (const flag of ['unique', 'sparse', 'hidden']) if (kept[flag] === false) delete kept[flag];
  const collator = makeCollator(kept.collation as Doc | undefined);
  if (collator) kept.collation = { ...collator.spec };
  else delete kept.collation;
  return kept;
}

function checkField(path: string, direction: unknown): void {
  if (path.includes('$**')) throw new EngineError(67, 'wildcard indexes are not supported by the embedded engine');
  if (typeof direction === 'string')
    throw new EngineError(67, `Index type '${direction}' is not supported by the embedded engine`);
  if (!isNumeric(direction) || Number(direction) === 0 || Number.isNaN(Number(direction))) {
    throw new EngineError(67, 'Values in the index key pattern must be numbers other than 0');
  }
  if (path === '' || path.split('.').some((part) => part === ''))
    throw new EngineError(67, 'Index keys cannot contain an empty field.');
  if (path.startsWith('$'))
    throw new EngineError(67, "Index key contains an illegal field name: field name starts with '$'.");
}

function newIndexes(writer: Writer, collection: Collection, wanted: readonly Doc[]): Index[] {
  const fresh: Index[] = [];
  for (const spec of wanted) {
    const withCollation =
      spec.collation === undefined && collection.collator
        ? { ...spec, collation: { ...collection.collator.spec } }
        : spec;
    const index = makeIndex(writer.store.newIndexId(), withCollation);
    if (!isThere([...collection.indexes, ...fresh], index)) fresh.push(index);
  }
  if (collection.indexes.length + fresh.length > MAX_INDEXES)
    throw new EngineError(67, `add index fails, too many indexes for ${collection.namespace}`);
  return fresh;
}

/** False for a new index, true for one that exists just so; throws 85 or 86 for one that differs. */
function isThere(indexes: readonly Index[], wanted: Index): boolean {
  if (samePattern(wanted.spec.key as Doc, { _id: 1 })) return true;
  for (const index of indexes) {
    const sameKey =
      samePattern(index.spec.key as Doc, wanted.spec.key as Doc) &&
      sameCollation(index.collator, wanted.collator) &&
      equal(index.partial ?? null, wanted.partial ?? null);
    const sameOptions = ['unique', 'sparse', 'expireAfterSeconds'].every((name) =>
      equal(index.spec[name] ?? null, wanted.spec[name] ?? null),
    );
    if (index.name === wanted.name) {
      if (sameKey && sameOptions) return true;
      throw new EngineError(
        sameKey ? 85 : 86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(wanted.spec)}, existing index: ${JSON.stringify(index.spec)}`,
      );
    }
    if (sameKey) {
      throw new EngineError(
        85,
        sameOptions
          ? `Index already exists with a different name: ${index.name}`
          : `An equivalent index already exists with a different name and options. Requested index: ${JSON.stringify(wanted.spec)}, existing index: ${JSON.stringify(index.spec)}`,
      );
    }
  }
  return false;
}

/** Fills new indexes; takes back what it wrote when a key is there twice. */
function build(call: Call, writer: PlainWriter, collection: Collection): void {
  try {
    for (const { key, value } of writer.store.database.entries(documentRange(collection.id))) {
      call.watch.tick();
      const rid = ridAtEnd(key);
      const doc = decode(value);
      const changes = indexChanges(collection, null, doc);
      writer.checkUniqueKeys(collection, changes, { rid, before: null, after: { doc, raw: value } });
      writer.addEntries(undefined, changes, rid);
    }
  } catch (error) {
    for (const index of collection.indexes) writer.dropIndexEntries(index.id);
    throw error;
  }
}

function prepareDropIndexes(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const wanted = call.body.index;
  return (writer) => {
    const collection = writer.collection(namespace);
    if (!collection) throw new EngineError(26, `ns not found ${namespace}`);
    const gone =
      wanted === '*'
        ? collection.indexes.slice(1)
        : (Array.isArray(wanted) ? wanted : [wanted]).map((one) => droppable(collection, one));
    const left = collection.indexes.filter((index) => !gone.includes(index));
    writer.saveCollection(makeCollection(collection.id, namespace, collection.options, left, collection.uuid));
    if (writer instanceof PlainWriter) for (const index of gone) writer.dropIndexEntries(index.id);
    return { nIndexesWas: collection.indexes.length };
  };
}

function droppable(collection: Collection, wanted: unknown): Index {
  const index = typeof wanted === 'string' || isDoc(wanted) ? findIndex(collection, wanted) : undefined;
  if (!index) {
    throw new EngineError(
      27,
      typeof wanted === 'string'
        ? `index not found with name [${wanted}]`
        : `can't find index with key: ${JSON.stringify(wanted)}`,
    );
  }
  if (index.name === '_id_') throw new EngineError(72, 'cannot drop _id index');
  return index;
}

function runListIndexes(call: Call): Answer {
  const collection = call.view.collection(namespaceOf(call));
  if (!collection) throw new EngineError(26, `ns does not exist: ${namespaceOf(call)}`);
  return listAnswer(
    call,
    collection.namespace,
    collection.indexes.map((index) => index.spec),
  );
}

const dropIndexes: Command = { kind: 'write', inTransaction: false, options: ['index'], prepare: prepareDropIndexes };

export const INDEX_COMMANDS: Readonly<Record<string, Command>> = {
  createIndexes: {
    kind: 'write',
    inTransaction: true,
    options: ['indexes', 'commitQuorum'],
    prepare: prepareCreateIndexes,
  },
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes: { kind: 'read', inTransaction: false, options: ['cursor'], run: runListIndexes },
};
