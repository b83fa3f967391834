import { createHash } from 'node:crypto';
import { type CommandContext, type Database, defineCollection, Schema } from '../../database/index.ts';
import { UnavailableError } from '../../errors/index.ts';
import { bufferOf } from '../bytes.ts';
import type { OfficeDocument } from '../model.ts';
import { documentBytes } from '../queries.ts';
import type { PdfConverter } from './converter.ts';

/** The PDF/A of a Word file, by the hash of that file. A second conversion gives other bytes: the stored ones count. */
interface StoredPdf {
  readonly docxSha256: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly madeAt: Date;
}

/** A PDF with its hash. */
export interface PdfFile {
  readonly bytes: Buffer;
  readonly sha256: string;
}

const text = { type: String, required: true } as const;
const schema = new Schema<StoredPdf>({
  docxSha256: text,
  bytes: { type: Buffer, required: true },
  sha256: text,
  madeAt: { type: Date, required: true },
});
schema.index({ docxSha256: 1 }, { unique: true });

const documentPdfs = defineCollection('documentPdfs', schema);

/** A row must fit into one record of the database. */
const LARGEST = 15 * 1024 * 1024;

/** The stored PDF of a Word file, by the file's SHA-256; null when none was made. */
export async function storedPdf(db: Database, docxSha256: string): Promise<PdfFile | null> {
  const row = await documentPdfs(db).findOne({ docxSha256 }).lean();
  return row && { bytes: bufferOf(row.bytes), sha256: row.sha256 };
}

/**
 * The PDF/A of a document: the stored one, else made now and stored. Null when there is neither one nor a converter.
 * Throws UnavailableError when the conversion fails.
 */
export async function documentPdf(
  { db, now, pdf }: Pick<CommandContext, 'db' | 'now'> & { readonly pdf: PdfConverter | null },
  document: Pick<OfficeDocument, 'id' | 'sha256'>,
): Promise<PdfFile | null> {
  const known = await storedPdf(db, document.sha256);
  if (known || !pdf) return known;
  const docx = await documentBytes(db, document.id);
  if (!docx) return null;
  const bytes = await pdf.convert(docx);
  if (bytes.length > LARGEST)
    throw new UnavailableError(`Yazının PDF’i ${bytes.length} bayt; en çok ${LARGEST} bayt saklanır.`);
  const row: StoredPdf = { docxSha256: document.sha256, bytes, sha256: hashOf(bytes), madeAt: now };
  await documentPdfs(db).updateOne({ docxSha256: document.sha256 }, { $setOnInsert: row }, { upsert: true });
  // Another request may have been faster; its PDF is the one.
  return storedPdf(db, document.sha256);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
