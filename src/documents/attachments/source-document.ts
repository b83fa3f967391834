import { ValidationError } from '../../errors/index.ts';
import type { OfficeDocument } from '../model.ts';

/** MIME type of the office's own documents. */
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const SECRECY = ['', 'HİZMETE ÖZEL', 'GİZLİ', 'ÇOK GİZLİ'];

/**
 * Whether a document of the office may be an ek of a letter. Throws ValidationError for one that was withdrawn, has gaps, is
 * the letter itself, or is more secret than the letter (Yönetmelik m.25; Kılavuz, gizlilik derecesi).
 */
export function requireFitting(letter: OfficeDocument, source: OfficeDocument): void {
  const refuse = (why: string) => ValidationError.of('sourceDocumentId', why);
  if (source.caseNumber === letter.caseNumber && source.kind === letter.kind)
    throw refuse('Bir yazı kendisinin eki olamaz; başka bir belge seçin.');
  if (source.status === 'iptal') throw refuse('Seçilen belge iptal edilmiş; yürürlükteki sürümünü seçin.');
  if (source.missing.length > 0) throw refuse('Seçilen belgenin eksikleri var; belgeyi tamamlayıp yeniden seçin.');
  if (rank(source) > rank(letter))
    throw refuse(`Seçilen belge "${source.context.gizlilik}"; yazının gizlilik derecesi ekininkinden düşük olamaz.`);
}

function rank({ context }: OfficeDocument): number {
  return SECRECY.indexOf(context.gizlilik);
}
