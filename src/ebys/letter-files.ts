import type { Database } from '../database/index.ts';
import { attachmentBytes, documentBytes, findAttachment, storedPdf } from '../documents/index.ts';
import { NotFoundError } from '../errors/index.ts';
import type { ReadFile } from './feed/files.ts';
import type { LetterFile } from './feed/model.ts';

/** How the feed refers to the Word file of a document. */
export function documentRef(documentId: string): string {
  return `document:${documentId}`;
}

/** How the feed refers to the PDF/A of a Word file, by the hash of that file. */
export function pdfRef(docxSha256: string): string {
  return `pdf:${docxSha256}`;
}

/** How the feed refers to an attachment. */
export function attachmentRef(attachmentId: string): string {
  return `attachment:${attachmentId}`;
}

/** Reads a file of a published letter, for the EBYS ports. Throws NotFoundError when it was deleted since. */
export const readLetterFile: ReadFile = async ({ db }, ref) => {
  const bytes = await bytesOf(db, ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1));
  if (!bytes) throw new NotFoundError('Belgenin dosyası bulunamadı; belge ya da eki silinmiş olabilir.');
  return bytes;
};

async function bytesOf(db: Database, scheme: string, key: string): Promise<Buffer | null> {
  if (scheme === 'document') return documentBytes(db, key);
  if (scheme === 'pdf') return (await storedPdf(db, key))?.bytes ?? null;
  const attachment = await findAttachment(db, key);
  return attachment && attachmentBytes(db, attachment);
}

/** The Word file among the files of an entry. */
export function docxOf(files: readonly LetterFile[]): LetterFile | undefined {
  return files.find(({ ref }) => ref.startsWith('document:'));
}

/** The document whose Word file that is; null for any other file. */
export function documentIdOf({ ref }: LetterFile): string | null {
  return ref.startsWith('document:') ? ref.slice('document:'.length) : null;
}
