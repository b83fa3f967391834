import { createHash } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { type CommandContext, type Database, writeAudit } from '../../database/index.ts';
import { ConflictError, ValidationError } from '../../errors/index.ts';
import type { OfficeDocument } from '../model.ts';
import { attachmentName, LARGEST_SUM, mimeTypeOf } from './file-rules.ts';
import { ekTexts, matchAttachments } from './matching.ts';
import { type Attachment, attachmentPieces, attachments, type StoredAttachment } from './model.ts';
import { attachmentsOf } from './queries.ts';
import { DOCX_TYPE, requireFitting } from './source-document.ts';

/** A file for an ek: uploaded bytes, or a document of the office. */
export type AttachmentSource =
  | { readonly kind: 'UPLOAD'; readonly fileName: string; readonly bytes: Buffer }
  | { readonly kind: 'DOCUMENT'; readonly document: OfficeDocument };

/** Which ek gets which file. */
export interface AttachmentOrder {
  readonly document: OfficeDocument;
  readonly ekNo: number;
  readonly isSigned: boolean;
  readonly source: AttachmentSource;
}

const PIECE = 4 * 1024 * 1024;

/**
 * Puts a file to an ek of a draft, in the caller's transaction; the caller vouches for the right. ValidationError for a place
 * that the list doesn't have, a type or content that may not be sent, a size beyond the limits; ConflictError when the ek has
 * a file already.
 */
export async function addAttachment(
  context: CommandContext,
  session: ClientSession,
  order: AttachmentOrder,
): Promise<Attachment> {
  const { document, ekNo } = order;
  const texts = ekTexts(document.context);
  const ekAdi = texts[ekNo - 1];
  if (ekAdi === undefined)
    throw ValidationError.of('ekNo', `Yazının ek listesinde ${ekNo}. ek yok; listede ${texts.length} ek var.`);
  const present = await attachmentsOf(context.db, document, session);
  if (matchAttachments(texts, present).has(ekNo))
    throw new ConflictError(`${ekNo}. ekin dosyası var. Değiştirmek için önce onu kaldırın.`);
  const file = fileOf(document, order.source);
  if (present.reduce((sum, { size }) => sum + size, file.size) > LARGEST_SUM)
    throw ValidationError.of('file', `Yazının ekleri birlikte en çok ${LARGEST_SUM / 1024 / 1024} MB olabilir.`);
  const row = { ...rowOf(context, order, ekAdi), ...file };
  const id = await insert(context.db, session, { row, source: order.source });
  await audit(context, session, { action: 'attachFile', document, attachment: { ...row, id } });
  return { ...row, id };
}

function rowOf(context: CommandContext, { document, ekNo, isSigned }: AttachmentOrder, ekAdi: string) {
  const { caseNumber, kind, service, unitPath, signerRoles } = document;
  if (caseNumber === null) throw ValidationError.of('documentId', 'Yalnız bir işin yazısına ek konabilir.');
  const place = { caseNumber, kind, service, unitPath, signerRoles };
  return {
    ...place,
    ekNo,
    ekAdi,
    isSigned,
    finalDocumentId: null,
    addedBy: context.actor.name,
    addedAt: context.now,
  };
}

function fileOf(letter: OfficeDocument, source: AttachmentSource) {
  if (source.kind === 'DOCUMENT') {
    const { id, fileName, sha256, size } = source.document;
    requireFitting(letter, source.document);
    return { sourceDocumentId: id, fileName, mimeType: DOCX_TYPE, sha256, size };
  }
  const { bytes } = source;
  const name = attachmentName.safeParse(source.fileName);
  if (!name.success) throw ValidationError.of('fileName', name.error.issues[0]?.message ?? 'Dosya adı uygun değil.');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const mimeType = mimeTypeOf(name.data, bytes);
  return { sourceDocumentId: null, fileName: name.data, mimeType, sha256, size: bytes.length };
}

async function insert(
  db: Database,
  session: ClientSession,
  { row, source }: { row: StoredAttachment; source: AttachmentSource },
): Promise<string> {
  const id = await insertRow(db, session, row);
  if (source.kind === 'DOCUMENT') return id;
  for (let at = 0; at < source.bytes.length; at += PIECE) {
    const piece = { attachmentId: id, place: at / PIECE, bytes: source.bytes.subarray(at, at + PIECE) };
    await attachmentPieces(db).create([piece], { session });
  }
  return id;
}

async function insertRow(db: Database, session: ClientSession, row: StoredAttachment): Promise<string> {
  try {
    const [created] = await attachments(db).create([row], { session });
    return String(created?._id);
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw new ConflictError(`${row.ekNo}. eke bu sırada başkası bir dosya koydu. Belgeyi yeniden açın.`);
  }
}

/** Deletes a draft's attachment with its bytes, in the caller's transaction; the caller vouches for the right. */
export async function removeAttachment(
  context: CommandContext,
  session: ClientSession,
  { document, attachment }: { document: OfficeDocument; attachment: Attachment },
): Promise<void> {
  const { id } = attachment;
  const gone = await attachments(context.db).deleteOne({ _id: id, finalDocumentId: null }, { session });
  if (gone.deletedCount === 0) throw new ConflictError('Ek bu arada kaldırılmış ya da yazısı imzalanmış.');
  await attachmentPieces(context.db).deleteMany({ attachmentId: id }, { session });
  await audit(context, session, { action: 'removeAttachment', document, attachment });
}

/** The final version of a letter keeps the attachments that its drafts had. */
export async function sealAttachments(
  db: Database,
  session: ClientSession,
  { id, caseNumber, kind }: Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind'>,
): Promise<void> {
  if (caseNumber === null) return;
  const open = { caseNumber, kind, finalDocumentId: null };
  await attachments(db).updateMany(open, { $set: { finalDocumentId: id } }, { session });
}

/** The file's name may tell of a person and stays out of the audit. */
async function audit(
  context: CommandContext,
  session: ClientSession,
  { action, document, attachment }: { action: string; document: OfficeDocument; attachment: Attachment },
): Promise<void> {
  const { id, ekNo, sha256, size } = attachment;
  await writeAudit(context.db, session, context, {
    action,
    recordType: 'Document',
    recordId: document.id,
    details: { attachmentId: id, ekNo, sha256, size },
  });
}
