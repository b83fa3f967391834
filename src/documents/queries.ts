import { type ClientSession, isValidObjectId, Types } from 'mongoose';
import { mayReadFile, readableFiles } from '../access/index.ts';
import type { Database, QueryFilter } from '../database/index.ts';
import { type ReaderContext, readerOf } from '../institution/index.ts';
import { bufferOf } from './bytes.ts';
import type { DocumentContext } from './context.ts';
import { type LintFinding, lintDocx } from './lint.ts';
import { documentFiles, documents, type OfficeDocument, type StoredDocument } from './model.ts';

/** A stored row as queries give it. */
export function toDocument(row: StoredDocument & { readonly _id: unknown }): OfficeDocument {
  const { _id, ...document } = row;
  return { ...document, context: withRecipients(document.context), id: String(_id) };
}

/** Letters stored before 2026-11-22 have their Dağıtım as printed lines only. */
function withRecipients(context: DocumentContext): DocumentContext {
  const { dagitim } = context;
  const { recipients, plain, columns }: Partial<typeof dagitim> = dagitim;
  if (recipients) return context;
  const named = (lines: readonly { line: string }[] | undefined, tur: 'GRG' | 'BLG') =>
    (lines ?? []).map(({ line }) => ({ name: line, tur, note: '' }));
  const printed = [...named(plain?.items ?? columns?.geregi, 'GRG'), ...named(columns?.bilgi, 'BLG')];
  return { ...context, dagitim: { ...dagitim, recipients: printed } };
}

/** A document by id, or null. Who may see it is asked by the caller; `findVisibleDocument` asks itself. */
export async function findDocument(db: Database, id: string): Promise<OfficeDocument | null> {
  if (!isValidObjectId(id)) return null;
  const row = await documents(db).findById(id).lean();
  return row ? toDocument(row) : null;
}

/** A document by id that the account may see, or null. */
export async function findVisibleDocument(context: ReaderContext, id: string): Promise<OfficeDocument | null> {
  const row = await findDocument(context.db, id);
  return row && mayReadFile(await readerOf(context), row) ? row : null;
}

/** Documents by id that the account may see, in no order; for loaders. */
export async function findDocumentsByIds(context: ReaderContext, ids: readonly string[]): Promise<OfficeDocument[]> {
  const known = ids.filter((id) => isValidObjectId(id));
  const rows = await documents(context.db)
    .find({ _id: { $in: known } })
    .lean();
  const reader = await readerOf(context);
  return rows.map(toDocument).filter((row) => mayReadFile(reader, row));
}

/** Documents of several cases at once, oldest first; one query for a whole page of cases. */
export async function documentsOfCases(
  db: Database,
  caseNumbers: readonly string[],
): Promise<ReadonlyMap<string, OfficeDocument[]>> {
  const rows = await documents(db)
    .find({ caseNumber: { $in: [...caseNumbers] } })
    .sort({ createdAt: 1, _id: 1 })
    .lean();
  const byCase = new Map<string, OfficeDocument[]>(caseNumbers.map((number) => [number, []]));
  for (const row of rows) if (row.caseNumber !== null) byCase.get(row.caseNumber)?.push(toDocument(row));
  return byCase;
}

/** The newest version of a kind in a case, or null. `status` narrows it. */
export async function latestDocument(
  db: Database,
  of: { caseNumber: string; kind: string; status?: StoredDocument['status'] },
  session?: ClientSession,
): Promise<OfficeDocument | null> {
  const row = await documents(db)
    .findOne(of, null, { sort: { version: -1 } })
    .session(session ?? null)
    .lean();
  return row ? toDocument(row) : null;
}

/** What tells documents apart, without facts and printed context: for comparing long lists of them. */
export interface DocumentMark
  extends Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind' | 'version' | 'status' | 'updatedAt'> {
  /** It bears the sayı of the EBYS. */
  readonly isRegistered: boolean;
}

/** A page of all documents made or changed since a moment, in the order of their change. For the server's own work. */
export async function documentsChangedSince(
  db: Database,
  since: Date,
  { after, limit }: { after: DocumentMark | null; limit: number },
): Promise<DocumentMark[]> {
  const beyond = after
    ? {
        $or: [
          { updatedAt: { $gt: after.updatedAt } },
          { updatedAt: after.updatedAt, _id: { $gt: new Types.ObjectId(after.id) } },
        ],
      }
    : {};
  const rows = await documents(db)
    .find({ $and: [{ updatedAt: { $gte: since } }, beyond] } as QueryFilter<StoredDocument>, {
      caseNumber: 1,
      kind: 1,
      version: 1,
      status: 1,
      updatedAt: 1,
      registration: 1,
    })
    .sort({ updatedAt: 1, _id: 1 })
    .limit(limit)
    .lean();
  return rows.map(({ _id, caseNumber, kind, version, status, updatedAt, registration }) => ({
    id: String(_id),
    caseNumber,
    kind,
    version,
    status,
    updatedAt,
    isRegistered: registration !== null,
  }));
}

export interface DocumentPage {
  readonly filter: { readonly caseNumber?: string; readonly kind?: string; readonly status?: StoredDocument['status'] };
  /** `createdAt` in milliseconds and id of the row before the page. */
  readonly after?: readonly [number, string];
  readonly limit: number;
  readonly inverted: boolean;
}

/** Documents that the account may see, newest first, from a cursor on. */
export async function listDocuments(
  context: ReaderContext,
  { filter, after, limit, inverted }: DocumentPage,
): Promise<OfficeDocument[]> {
  const direction = inverted ? 1 : -1;
  const beyond = inverted ? '$gt' : '$lt';
  const conditions: QueryFilter<StoredDocument>[] = [
    readableFiles(await readerOf(context)) as QueryFilter<StoredDocument>,
    filter,
  ];
  if (after) {
    const [at, id] = [new Date(after[0]), new Types.ObjectId(after[1])];
    conditions.push({
      $or: [{ createdAt: { [beyond]: at } }, { createdAt: at, _id: { [beyond]: id } }],
    } as QueryFilter<StoredDocument>);
  }
  const rows = await documents(context.db)
    .find({ $and: conditions })
    .sort({ createdAt: direction, _id: direction })
    .limit(limit)
    .lean();
  return rows.map(toDocument);
}

/** The Word file of a document; null when there is none. With a session also one that its transaction has written. */
export async function documentBytes(db: Database, id: string, session?: ClientSession): Promise<Buffer | null> {
  const row = await documentFiles(db)
    .findOne({ documentId: id })
    .session(session ?? null)
    .lean();
  return row && bufferOf(row.bytes);
}

/** The document's Word file compared with the regulation and with its own snapshot (m.28/3). Null without a file. */
export async function checkDocument(db: Database, row: OfficeDocument): Promise<LintFinding[] | null> {
  const bytes = await documentBytes(db, row.id);
  if (!bytes) return null;
  const { context } = row;
  const ilgiler = context.ilgi.single
    ? [context.ilgi.single.text]
    : (context.ilgi.many?.items ?? []).map((item) => item.text);
  return lintDocx(bytes, {
    isDraft: context.tarih === '' || row.facts.kayitNo === undefined,
    ...(context.closing.formula === '' ? {} : { closingFormula: context.closing.formula }),
    metadata: { konu: context.konu, sayi: context.sayi, tarih: context.tarih, ilgiler },
  });
}
