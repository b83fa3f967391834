import { inTransaction } from '../database/index.ts';
import { documentBytes, findDocument, storedPdf } from '../documents/index.ts';
import { completeLetter, lettersWithoutPackage } from './feed/complete.ts';
import type { FeedItem } from './feed/model.ts';
import { documentIdOf, docxOf } from './letter-files.ts';
import { OFFICE_NUMBER } from './letter-input.ts';
import { composeLetter, type PublishContext, type PublishSettings } from './publish-document.ts';

const PAGE = 100;

/**
 * Makes the packages of exported letters that lacked nothing but numbers of the directory, once those are entered there.
 * Run at start and after changes of the directory; gives how many letters it completed.
 */
export async function completeExports(context: PublishContext, settings: PublishSettings): Promise<number> {
  let completed = 0;
  for (let after = 0; ; ) {
    const items = await lettersWithoutPackage(context, { after, limit: PAGE });
    for (const item of items)
      if (item.missing.every(({ path }) => path === OFFICE_NUMBER))
        completed += (await complete(context, item, settings)) ? 1 : 0;
    const last = items.at(-1);
    if (!last || items.length < PAGE) return completed;
    after = last.sequence;
  }
}

async function complete(context: PublishContext, item: FeedItem, settings: PublishSettings): Promise<boolean> {
  const { db } = context;
  const docx = docxOf(item.files);
  const id = docx ? documentIdOf(docx) : null;
  const document = id === null ? null : await findDocument(db, id);
  const bytes = document ? await documentBytes(db, document.id) : null;
  if (!document || !bytes) return false;
  // The package holds what was published: the PDF/A only if the entry has it.
  const pdf = docx?.role === 'DOCX' ? await storedPdf(db, document.sha256) : null;
  return inTransaction(db, async (session) => {
    const { input, missing } = await composeLetter(session, context, { document, bytes, settings, pdf });
    return missing.length === 0 && completeLetter(session, context, { itemId: item._id, input });
  });
}
