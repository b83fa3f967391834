import {
  attachmentBytes,
  documentBytes,
  documentPdf,
  findVisibleAttachment,
  findVisibleDocument,
  type OfficeDocument,
} from '../documents/index.ts';
import { NotFoundError, UnavailableError } from '../errors/index.ts';
import { type Download, download } from './download.ts';
import type { Route } from './routes.ts';
import type { Services } from './services.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * The Word file of a document, or its PDF/A (`.pdf`), for those who may see its case: ETag, conditional and range requests,
 * Turkish file name.
 */
export const documentRoute: Route = {
  method: 'GET',
  path: /^\/documents\/([0-9a-f]{24})(\.pdf)?$/,
  async handle({ services, command }, request, [, id = '', extension]) {
    const context = command();
    // Who may not see it is told the same as for one that does not exist.
    const document = await findVisibleDocument(context, id);
    const file = document && (await (extension ? pdfFile : wordFile)(services, document));
    if (!file)
      throw new NotFoundError('Bu numarada bir belge yok ya da görme yetkiniz yok. Belge listesinden yeniden seçin.');
    services.log.info({ document: id, account: context.actor.accountId }, 'document downloaded');
    return download(request, file);
  },
};

/** The file of an ek for those who may see its letter. */
export const attachmentRoute: Route = {
  method: 'GET',
  path: /^\/attachments\/([0-9a-f]{24})$/,
  async handle({ services, command }, request, [, id = '']) {
    const context = command();
    const found = await findVisibleAttachment(context, id);
    const bytes = found && (await attachmentBytes(context.db, found));
    if (!bytes)
      throw new NotFoundError('Bu numarada bir ek yok ya da görme yetkiniz yok. Ekler listesinden yeniden seçin.');
    services.log.info({ attachment: id, account: context.actor.accountId }, 'attachment downloaded');
    return download(request, { ...found, bytes });
  },
};

async function wordFile({ db }: Services, { id, sha256, fileName }: OfficeDocument): Promise<Download | null> {
  const bytes = await documentBytes(db, id);
  return bytes && { bytes, sha256, fileName, mimeType: DOCX };
}

async function pdfFile({ db, pdf }: Services, document: OfficeDocument): Promise<Download | null> {
  const made = await documentPdf({ db, pdf, now: new Date() }, document);
  const fileName = document.fileName.replace(/\.docx$/, '.pdf');
  if (made) return { ...made, fileName, mimeType: 'application/pdf' };
  throw new UnavailableError('Bu sunucuda PDF dönüştürücü (LibreOffice) yok; belgenin Word dosyasını indirin.');
}
