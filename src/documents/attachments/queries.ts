import { type ClientSession, isValidObjectId } from 'mongoose';
import { mayReadFile } from '../../access/index.ts';
import type { Database } from '../../database/index.ts';
import { type ReaderContext, readerOf } from '../../institution/index.ts';
import { bufferOf } from '../bytes.ts';
import type { OfficeDocument } from '../model.ts';
import { documentBytes } from '../queries.ts';
import { type Attachment, attachmentPieces, attachments, type StoredAttachment } from './model.ts';

function toAttachment(row: StoredAttachment & { readonly _id: unknown }): Attachment {
  const { _id, ...attachment } = row;
  return { ...attachment, id: String(_id) };
}

/** Attachments of a document in the order of the ekler: of a draft those of the letter now, of a final one its own. */
export async function attachmentsOf(
  db: Database,
  document: Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind' | 'status'>,
  session?: ClientSession,
): Promise<Attachment[]> {
  const { id, caseNumber, kind, status } = document;
  if (caseNumber === null) return [];
  const own = { caseNumber, kind, finalDocumentId: id };
  const which = status === 'taslak' ? { ...own, finalDocumentId: null } : own;
  const rows = await attachments(db)
    .find(which)
    .session(session ?? null)
    .sort({ ekNo: 1 })
    .lean();
  return rows.map(toAttachment);
}

/** An attachment by id, or null. Who may see it is asked by the caller. */
export async function findAttachment(db: Database, id: string, session?: ClientSession): Promise<Attachment | null> {
  if (!isValidObjectId(id)) return null;
  const row = await attachments(db)
    .findById(id)
    .session(session ?? null)
    .lean();
  return row && toAttachment(row);
}

/** An attachment by id that the account may see, as its letter; null otherwise. */
export async function findVisibleAttachment(context: ReaderContext, id: string): Promise<Attachment | null> {
  const row = await findAttachment(context.db, id);
  return row && mayReadFile(await readerOf(context), row) ? row : null;
}

/** The bytes of an attachment; null when they were deleted. */
export async function attachmentBytes(
  db: Database,
  { id, sourceDocumentId }: Pick<Attachment, 'id' | 'sourceDocumentId'>,
  session?: ClientSession,
): Promise<Buffer | null> {
  if (sourceDocumentId !== null) return documentBytes(db, sourceDocumentId, session);
  const pieces = await attachmentPieces(db)
    .find({ attachmentId: id })
    .session(session ?? null)
    .sort({ place: 1 })
    .lean();
  return pieces.length === 0 ? null : Buffer.concat(pieces.map(({ bytes }) => bufferOf(bytes)));
}
