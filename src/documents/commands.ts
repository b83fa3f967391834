import type { ClientSession } from 'mongoose';
import { type CommandContext, inTransaction, writeAudit } from '../database/index.ts';
import { CaseStateError, ConflictError, NotFoundError, parseInput } from '../errors/index.ts';
import { sealAttachments } from './attachments/commands.ts';
import { type DocumentFactsInput, documentFacts } from './facts.ts';
import type { DocumentLibrary } from './library.ts';
import { makeDocument, maskIdentity } from './make.ts';
import { type DocumentPlace, documentFiles, documents, type OfficeDocument, type StoredDocument } from './model.ts';
import { documentBytes, findVisibleDocument, toDocument } from './queries.ts';

/** What commands on documents get beyond the command context. */
export interface DocumentsContext extends CommandContext {
  readonly library: DocumentLibrary;
}

/** Which letter is wanted, of what, and where it belongs. */
export interface DocumentOrder {
  /** Key or alias of the kind. */
  readonly kind: string;
  readonly facts: DocumentFactsInput;
  readonly place: DocumentPlace;
  /** A draft may lack values and shows the gaps; a final letter may not. */
  readonly isDraft: boolean;
}

/**
 * Makes a letter and stores it with its hash, template version, snapshot and author, in a transaction of its own. Refuses
 * a final letter with missing values (MissingValuesError); two at once get a ConflictError.
 */
export async function generateDocument(context: DocumentsContext, order: DocumentOrder): Promise<OfficeDocument> {
  const { bytes: _stored, ...document } = await inTransaction(context.db, (session) =>
    writeDocument(context, session, order),
  );
  return document;
}

/** A document just written, with its Word file. */
export interface WrittenDocument extends OfficeDocument {
  readonly bytes: Buffer;
}

/** As generateDocument, inside the transaction of the act that calls for it. */
export async function writeDocument(
  context: DocumentsContext,
  session: ClientSession,
  order: DocumentOrder,
): Promise<WrittenDocument> {
  const facts = parseInput(documentFacts, order.facts);
  const made = makeDocument(context.library, { kind: order.kind, facts, isDraft: order.isDraft });
  const tckn = facts.personnel?.tckn;
  const row: StoredDocument = {
    ...order.place,
    kind: made.kind.key,
    title: made.kind.title,
    konu: made.context.konu,
    fileName: made.fileName,
    version: await nextVersion(context, session, { caseNumber: order.place.caseNumber, kind: made.kind.key }),
    status: order.isDraft ? 'taslak' : 'kesin',
    sha256: made.sha256,
    size: made.bytes.length,
    template: made.template,
    textVersion: made.textVersion,
    facts: maskIdentity(facts, tckn),
    context: maskIdentity(made.context, tckn),
    missing: made.missing,
    registration: null,
    authorId: context.actor.accountId,
    authorName: context.actor.name,
    createdOn: context.today,
    createdAt: context.now,
    updatedAt: context.now,
  };
  const id = await insert(context, session, { row, bytes: made.bytes });
  if (row.status === 'kesin') await sealAttachments(context.db, session, { ...row, id });
  await writeAudit(context.db, session, context, {
    action: 'generateDocument',
    recordType: 'Document',
    recordId: id,
    details: {
      kind: row.kind,
      caseNumber: row.caseNumber,
      version: row.version,
      status: row.status,
      sha256: row.sha256,
    },
  });
  return { ...row, id, bytes: made.bytes };
}

/**
 * A new version of a draft, word for word the same, because its attachments have changed: whoever holds the old one sees
 * that it is another. In the caller's transaction; the caller vouches for the right.
 */
export async function reissueDraft(
  context: DocumentsContext,
  session: ClientSession,
  draft: OfficeDocument,
): Promise<OfficeDocument> {
  const bytes = await documentBytes(context.db, draft.id, session);
  if (!bytes) throw new NotFoundError('Taslağın dosyası bulunamadı; taslağı yeniden üretin.');
  const { id: _old, ...copied } = draft;
  const row: StoredDocument = {
    ...copied,
    version: await nextVersion(context, session, { caseNumber: draft.caseNumber, kind: draft.kind }),
    createdOn: context.today,
    createdAt: context.now,
    updatedAt: context.now,
  };
  const id = await insert(context, session, { row, bytes });
  await writeAudit(context.db, session, context, {
    action: 'reissueDocument',
    recordType: 'Document',
    recordId: id,
    details: { kind: row.kind, caseNumber: row.caseNumber, version: row.version, from: draft.version },
  });
  return { ...row, id };
}

async function insert(
  { db }: DocumentsContext,
  session: ClientSession,
  { row, bytes }: { row: StoredDocument; bytes: Buffer },
): Promise<string> {
  try {
    const [created] = await documents(db).create([row], { session });
    const id = String(created?._id);
    await documentFiles(db).insertMany([{ documentId: id, bytes }], { session, lean: true });
    return id;
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new ConflictError(
      'Bu belge aynı anda başkası tarafından da üretildi. Belgeyi yeniden açıp gerekirse tekrar üretin.',
    );
  }
}

async function nextVersion(
  { db }: DocumentsContext,
  session: ClientSession,
  of: { caseNumber: string | null; kind: string },
): Promise<number> {
  if (of.caseNumber === null) return 1;
  const last = await documents(db)
    .findOne(of, { version: 1 }, { session, sort: { version: -1 } })
    .lean();
  return (last?.version ?? 0) + 1;
}

/** Withdraws a document: it stays on record with status `iptal`. Throws CaseStateError when it already is. */
export async function withdrawDocument(
  context: DocumentsContext,
  { id, reason }: { id: string; reason: string },
): Promise<OfficeDocument> {
  const row = await findVisibleDocument(context, id);
  if (!row) throw new NotFoundError('Belge bulunamadı. Belge kimliğini denetleyin.');
  if (row.status === 'iptal')
    throw new CaseStateError('Belge zaten iptal edilmiş. Yeni bir belge üretin.', 'iptal', []);
  return inTransaction(context.db, (session) => withdrawRow(context, session, { id, status: row.status, reason }));
}

/**
 * Withdraws the drafts of a letter of a case inside the transaction of the act that makes them void; the caller vouches for
 * the right. Gives the withdrawn ones, oldest first.
 */
export async function withdrawDraftsIn(
  context: DocumentsContext,
  session: ClientSession,
  { caseNumber, kind, reason }: { caseNumber: string; kind: string; reason: string },
): Promise<OfficeDocument[]> {
  const of = { caseNumber, kind: context.library.kind(kind).key, status: 'taslak' as const };
  const rows = await documents(context.db).find(of, { _id: 1 }, { session }).sort({ version: 1 }).lean();
  const withdrawn: OfficeDocument[] = [];
  for (const { _id } of rows)
    withdrawn.push(await withdrawRow(context, session, { id: String(_id), status: 'taslak', reason }));
  return withdrawn;
}

async function withdrawRow(
  context: DocumentsContext,
  session: ClientSession,
  { id, status, reason }: { id: string; status: StoredDocument['status']; reason: string },
): Promise<OfficeDocument> {
  const changed = await documents(context.db).findOneAndUpdate(
    { _id: id, status },
    { $set: { status: 'iptal', updatedAt: context.now } },
    { session, returnDocument: 'after', lean: true },
  );
  if (!changed) throw new ConflictError('Belgenin durumu bu arada değişti. Belgeyi yeniden açın.');
  await writeAudit(context.db, session, context, {
    action: 'withdrawDocument',
    recordType: 'Document',
    recordId: id,
    details: { reason },
  });
  return toDocument(changed);
}
