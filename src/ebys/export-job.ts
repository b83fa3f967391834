import type { ClientSession } from 'mongoose';
import { inTransaction } from '../database/index.ts';
import { documentBytes, documentPdf, findDocument } from '../documents/index.ts';
import { UnavailableError } from '../errors/index.ts';
import { dropOrder, type ExportOrder, exportOrders } from './export-orders.ts';
import { type PublishContext, type PublishSettings, publishNow } from './publish-document.ts';

/** Longer than a conversion may take with others before it. */
const CLAIM_MS = 5 * 60_000;
const RETRY_MS = 20_000;
const ATTEMPTS = 2;

/**
 * Makes the PDF/A of each letter that waits and puts the letter into the feed, one after the other. Without a converter,
 * or when it fails twice, the letter goes out as DOCX and its entry says why. Gives how many went out.
 */
export async function runExportOrders(newContext: () => PublishContext, settings: PublishSettings): Promise<number> {
  for (let done = 0; ; ) {
    const context = newContext();
    const order = await claim(context);
    if (!order) return done;
    const outcome = await convert(context, order, settings);
    if (outcome === 'STOPPED') return done;
    if (outcome === 'LATER') continue;
    await inTransaction(context.db, (session) => release(session, newContext(), { order, settings, ...outcome }));
    done += 1;
  }
}

async function claim({ db, now }: PublishContext): Promise<ExportOrder | null> {
  const ahead = { $set: { nextAt: new Date(now.getTime() + CLAIM_MS) }, $inc: { attempts: 1 } };
  return exportOrders(db)
    .findOneAndUpdate({ nextAt: { $lte: now } }, ahead, { sort: { nextAt: 1 }, returnDocument: 'after' })
    .lean();
}

/** The note of a failure that is final; LATER when it is to be tried again, STOPPED when the server ends. */
async function convert(
  { db, now }: PublishContext,
  order: ExportOrder,
  { pdf = null }: PublishSettings,
): Promise<{ note: string | null } | 'LATER' | 'STOPPED'> {
  const document = await findDocument(db, order.documentId);
  try {
    if (document && document.status !== 'iptal') await documentPdf({ db, now, pdf }, document);
    return { note: null };
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    const stopped = pdf?.isClosed() ?? false;
    if (!stopped && order.attempts >= ATTEMPTS)
      return { note: `${error.message} Üst yazı DOCX önerisi olarak verildi.` };
    const nextAt = new Date(now.getTime() + (stopped ? 0 : RETRY_MS));
    const attempts = order.attempts - (stopped ? 1 : 0);
    await exportOrders(db).updateOne({ _id: order._id, documentId: order.documentId }, { $set: { nextAt, attempts } });
    return stopped ? 'STOPPED' : 'LATER';
  }
}

/** Publishes what was ordered, if the order still stands: a withdrawn letter's was dropped, a newer version's is another. */
async function release(
  session: ClientSession,
  context: PublishContext,
  { order, settings, note }: { order: ExportOrder; settings: PublishSettings; note: string | null },
): Promise<void> {
  const { _id, documentId } = order;
  const stands = await exportOrders(context.db).findOne({ _id, documentId }).session(session).lean();
  if (!stands) return;
  const document = await findDocument(context.db, documentId);
  const bytes = document && document.status !== 'iptal' ? await documentBytes(context.db, documentId) : null;
  if (document && bytes) {
    const notes = note === null ? [] : [note];
    await publishNow(session, context, { document, bytes, settings, notes });
  } else await dropOrder(session, context.db, { documentId: _id });
}
