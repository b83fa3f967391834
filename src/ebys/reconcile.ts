import { inTransaction } from '../database/index.ts';
import { documentBytes, listDocuments, type OfficeDocument } from '../documents/index.ts';
import { feedDocumentId, withdrawExport } from './export-orders.ts';
import { feedItems } from './feed/model.ts';
import { derivedId } from './letter-input.ts';
import { type PublishContext, type PublishSettings, publishDocument } from './publish-document.ts';

const PAGE = 100;

/**
 * Makes feed and documents agree for everything made since a moment: final letters that are not in the feed are published,
 * letters withdrawn in the office are withdrawn there. Run at start and now and then; gives how many entries it added.
 */
export async function reconcileFeed(context: PublishContext, since: Date, settings: PublishSettings): Promise<number> {
  let added = 0;
  for (const status of ['kesin', 'iptal'] as const) {
    let after: readonly [number, string] | undefined;
    for (;;) {
      const rows = await listDocuments(context, {
        filter: { status },
        limit: PAGE,
        inverted: false,
        ...(after ? { after } : {}),
      });
      const recent = rows.filter((row) => row.createdAt >= since);
      for (const row of recent.toReversed()) added += await agree(context, row, settings);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE || recent.length < rows.length) break;
      after = [last.createdAt.getTime(), last.id];
    }
  }
  return added;
}

async function agree(context: PublishContext, document: OfficeDocument, settings: PublishSettings): Promise<number> {
  const { db } = context;
  const known = { kind: 'LETTER' as const, documentId: feedDocumentId(document), documentVersion: document.version };
  const item = await feedItems(db).findOne(known).lean();
  if (document.status === 'iptal') {
    // A draft makes way for the final letter; where the EBYS signed it, its export is that letter.
    if (!item || item.withdrawnAt !== null || item.facts.signed.some((one) => one.last)) return 0;
    const what = { ...known, reason: 'Belge iptal edildi.' };
    return inTransaction(db, async (session) => (await withdrawExport(session, context, what)).length);
  }
  // A letter that the EBYS signed is known to it by its draft.
  const bytes = item || document.registration ? null : await documentBytes(db, document.id);
  if (!bytes) return 0;
  const id = await inTransaction(db, (session) => publishDocument(session, context, { document, bytes, settings }));
  // An older version meets its successor in the feed and stays out.
  return id === derivedId(document.id, 'belge') ? 1 : 0;
}
