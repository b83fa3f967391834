/** insert: documents are stored as the bytes that came. */
import { ObjectId } from 'bson';
import { type Doc, decode, EngineError, encode, isDoc } from '../language/index.ts';
import type { Collection } from '../store/catalog.ts';
import type { Writer } from '../store/store.ts';
import { withIdFirst } from '../wire/elements.ts';
import { arrayOption, type Call, type Command, namespaceOf } from './call.ts';
import { checkDocument, ensureCollection, statementRunner } from './statements.ts';

const MAX_BATCH = 100_000;

function prepareInsert(call: Call): (writer: Writer) => Doc {
  const namespace = namespaceOf(call);
  const documents = call.documents ?? (arrayOption(call, 'documents') ?? []).map(encodeDocument);
  checkBatch(documents.length);
  let n = 0;
  const run = statementRunner(call, documents.length, (writer, at) => {
    insertDocument(call, { writer, collection: ensureCollection(writer, namespace) }, documents[at] as Buffer);
    n++;
  });
  return (writer) => {
    const errors = run(writer);
    return { n, ...(errors.length > 0 ? { writeErrors: errors } : {}) };
  };
}

export function checkBatch(count: number): void {
  if (count < 1 || count > MAX_BATCH)
    throw new EngineError(16, `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${count} operations.`);
}

function encodeDocument(value: unknown): Buffer {
  if (!isDoc(value)) throw new EngineError(14, "BSON field 'insert.documents' must hold objects");
  return encode(value);
}

function insertDocument(call: Call, into: { writer: Writer; collection: Collection }, received: Buffer): void {
  const raw = withIdFirst(received, () => new ObjectId().id);
  const doc = decode(raw);
  checkDocument(call, into.collection, doc);
  into.writer.put(into.collection, { rid: undefined, before: null, after: { doc, raw } });
}

export const INSERT_COMMANDS: Readonly<Record<string, Command>> = {
  insert: {
    kind: 'write',
    inTransaction: true,
    options: ['documents', 'ordered', 'bypassDocumentValidation'],
    prepare: prepareInsert,
  },
};
