import { inTransaction } from '../database/index.ts';
import { type DocumentMark, documentBytes, documentsChangedSince, findDocument, isLetter } from '../documents/index.ts';
import { feedDocumentId, withdrawExport } from './export-orders.ts';
import { type FeedItem, feedItems } from './feed/model.ts';
import { derivedId } from './letter-input.ts';
import { type PublishContext, type PublishSettings, publishDocument } from './publish-document.ts';

const PAGE = 500;

/**
 * Makes feed and documents agree for everything that changed since a moment: final letters that are not in the feed are
 * published, letters withdrawn in the office are withdrawn there. Run at start and now and then; gives how many entries it
 * added. Documents and entries are compared in pages, so that agreement of thousands costs little.
 */
export async function reconcileFeed(context: PublishContext, since: Date, settings: PublishSettings): Promise<number> {
  const letterKinds = new Set(context.library.kinds.filter(isLetter).map(({ key }) => key));
  let added = 0;
  let after: DocumentMark | null = null;
  for (;;) {
    const marks: DocumentMark[] = await documentsChangedSince(context.db, since, { after, limit: PAGE });
    const letters = marks.filter((mark) => mark.status !== 'taslak' && letterKinds.has(mark.kind));
    const items = await itemsOf(context, letters);
    for (const mark of letters) {
      const known = items.get(feedDocumentId(mark)) ?? [];
      added +=
        mark.status === 'iptal'
          ? await withdraw(context, mark, known)
          : await publish(context, mark, { known, settings });
    }
    after = marks.at(-1) ?? null;
    if (marks.length < PAGE) return added;
  }
}

type Known = Pick<FeedItem, 'documentId' | 'documentVersion' | 'withdrawnAt' | 'facts'>;

async function itemsOf({ db }: PublishContext, marks: readonly DocumentMark[]): Promise<Map<string, Known[]>> {
  const ids = marks.map(feedDocumentId);
  const fields = { documentId: 1, documentVersion: 1, withdrawnAt: 1, facts: 1 };
  const items =
    ids.length === 0
      ? []
      : await feedItems(db)
          .find({ kind: 'LETTER', documentId: { $in: ids } }, fields)
          .lean<Known[]>();
  const byDocument = new Map<string, Known[]>();
  for (const item of items) byDocument.set(item.documentId, [...(byDocument.get(item.documentId) ?? []), item]);
  return byDocument;
}

/** A draft makes way for the final letter; where the EBYS signed it, its export is that letter and stays. */
async function withdraw(context: PublishContext, mark: DocumentMark, known: readonly Known[]): Promise<number> {
  const item = known.find((one) => one.documentVersion === mark.version);
  if (!item || item.withdrawnAt !== null || item.facts.signed.some((one) => one.last)) return 0;
  const { documentId, documentVersion } = item;
  const what = { documentId, documentVersion, reason: 'Belge iptal edildi.' };
  return inTransaction(context.db, async (session) => (await withdrawExport(session, context, what)).length);
}

async function publish(
  context: PublishContext,
  mark: DocumentMark,
  { known, settings }: { known: readonly Known[]; settings: PublishSettings },
): Promise<number> {
  // A letter that the EBYS signed is known to it by its draft; an older version stays out when its successor is there.
  if (mark.isRegistered || known.some((one) => one.documentVersion >= mark.version)) return 0;
  const document = await findDocument(context.db, mark.id);
  const bytes = document ? await documentBytes(context.db, document.id) : null;
  if (!document || !bytes) return 0;
  const id = await inTransaction(context.db, (session) =>
    publishDocument(session, context, { document, bytes, settings }),
  );
  return id === derivedId(document.id, 'belge') ? 1 : 0;
}
