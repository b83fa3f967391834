import { documentBytes, storedPdf } from '../documents/index.ts';
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

/** Reads a file of a published letter, for the EBYS ports. Throws NotFoundError when it was deleted since. */
export const readLetterFile: ReadFile = async ({ db }, ref) => {
  const at = ref.indexOf(':');
  const key = ref.slice(at + 1);
  const bytes = await (ref.startsWith('pdf:') ? storedPdf(db, key).then((pdf) => pdf?.bytes) : documentBytes(db, key));
  if (!bytes) throw new NotFoundError('Belgenin dosyası bulunamadı; belge silinmiş olabilir.');
  return bytes;
};

/** The Word file among the files of an entry. */
export function docxOf(files: readonly LetterFile[]): LetterFile | undefined {
  return files.find(({ ref }) => ref.startsWith('document:'));
}

/** The document whose Word file that is; null for any other file. */
export function documentIdOf({ ref }: LetterFile): string | null {
  return ref.startsWith('document:') ? ref.slice('document:'.length) : null;
}
