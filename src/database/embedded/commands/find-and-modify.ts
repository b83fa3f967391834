/** findAndModify: one document is changed or removed and given back, as it was or as it became. */
import { compileFilter, compileProjection, type Doc, EngineError } from '../language/index.ts';
import { decoded, findRows } from '../planner/find.ts';
import type { Writer } from '../store/store.ts';
import { type Call, type Command, docOption, flagOption, letOption, namespaceOf } from './call.ts';
import { findQuery, limitsOf } from './find.ts';
import { ensureCollection } from './statements.ts';
import { applyChange, compileFor, insertUpsert } from './update.ts';

function prepareFindAndModify(call: Call): (writer: Writer) => Doc {
  const remove = flagOption(call, 'remove');
  const giveNew = flagOption(call, 'new');
  const upsert = flagOption(call, 'upsert');
  if (remove && (call.body.update !== undefined || upsert || giveNew)) {
    throw new EngineError(9, 'Cannot specify update, upsert or new together with remove=true');
  }
  if (!remove && call.body.update === undefined)
    throw new EngineError(9, 'Either an update or remove=true must be specified');
  return (writer) => {
    const query = { ...findQuery({ ...call, view: writer }, 'query'), limit: 1 };
    compileFilter(query.filter, { collation: query.collator, let: query.let, now: query.now });
    const shape = projector(call, query.filter);
    const compiled = remove ? undefined : compileFor(query, call.body.update, call.body.arrayFilters);
    const existing = writer.collection(namespaceOf(call));
    const [row] = existing ? findRows({ view: writer, collection: existing }, query, limitsOf(call)) : [];
    if (row && existing) {
      const target = { writer, collection: existing };
      const before = decoded(row);
      if (!compiled) {
        writer.put(existing, { rid: row.rid, before, after: null });
        return { lastErrorObject: { n: 1 }, value: shape(before) };
      }
      const after = applyChange(call, target, { row, compiled });
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: shape(giveNew ? (after ?? before) : before) };
    }
    if (!compiled) return { lastErrorObject: { n: 0 }, value: null };
    if (!upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const target = { writer, collection: existing ?? ensureCollection(writer, namespaceOf(call)) };
    const doc = insertUpsert(call, target, { query, compiled });
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id },
      value: giveNew ? shape(doc) : null,
    };
  };
}

function projector(call: Call, filter: Doc): (doc: Doc) => Doc {
  const fields = docOption(call, 'fields');
  if (!fields || Object.keys(fields).length === 0) return (doc) => doc;
  return compileProjection(fields, { mode: 'find', filter, let: letOption(call), now: call.now });
}

const command: Command = {
  kind: 'write',
  inTransaction: true,
  options: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'upsert',
    'fields',
    'arrayFilters',
    'hint',
    'collation',
    'let',
    'bypassDocumentValidation',
  ],
  prepare: prepareFindAndModify,
};

export const FIND_AND_MODIFY_COMMANDS: Readonly<Record<string, Command>> = {
  findAndModify: command,
  findandmodify: command,
};
