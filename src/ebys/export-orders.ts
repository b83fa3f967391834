import type { ClientSession } from 'mongoose';
import { type CommandContext, type Database, defineCollection, Schema } from '../database/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { withdrawLetter } from './feed/publish.ts';

/**
 * A letter that waits for its PDF/A before it goes into the feed. Written in the transaction of the act that made the
 * letter ready, so that it can't be lost; `_id` is the letter's id in the feed, a newer version takes the place of an older.
 */
export interface ExportOrder {
  readonly _id: string;
  readonly documentId: string;
  readonly documentVersion: number;
  readonly orderedAt: Date;
  readonly attempts: number;
  /** Not before this moment; a worker that took the order moves it ahead. */
  readonly nextAt: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;
const schema = new Schema<ExportOrder>({
  _id: text,
  documentId: text,
  documentVersion: number,
  orderedAt: date,
  attempts: number,
  nextAt: date,
});
schema.index({ nextAt: 1 });

export const exportOrders = defineCollection('ebysExportOrders', schema);

/** Orders the PDF/A and the export of a letter; an older version in the feed is taken back at once. Again is harmless. */
export async function orderExport(
  session: ClientSession,
  context: CommandContext,
  document: Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind' | 'version'>,
): Promise<void> {
  const _id = feedDocumentId(document);
  const orders = exportOrders(context.db);
  const waiting = await orders.findOne({ _id }).session(session).lean();
  if (waiting && waiting.documentVersion >= document.version) return;
  await withdrawLetter(session, context, { documentId: _id, reason: 'Yazının yeni sürümü hazırlandı.' });
  const order = { documentId: document.id, documentVersion: document.version, attempts: 0 };
  const times = { orderedAt: context.now, nextAt: context.now };
  await orders.updateOne({ _id }, { $set: { ...order, ...times } }, { upsert: true, session });
}

/** Forgets the order of a letter: it has gone out, or it is void. */
export async function dropOrder(
  session: ClientSession,
  db: Database,
  { documentId, documentVersion }: { documentId: string; documentVersion?: number },
): Promise<void> {
  const version = documentVersion === undefined ? {} : { documentVersion };
  await exportOrders(db).deleteOne({ _id: documentId, ...version }, { session });
}

/** Takes a letter back: its order and its exports. Gives the ids of the letters withdrawn. */
export async function withdrawExport(
  session: ClientSession,
  context: CommandContext,
  letter: { documentId: string; documentVersion?: number; reason: string },
): Promise<string[]> {
  await dropOrder(session, context.db, letter);
  return withdrawLetter(session, context, letter);
}

/** All versions of one letter of a case count as one document of the feed: a newer one withdraws the older. */
export function feedDocumentId(document: Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind'>): string {
  return document.caseNumber === null ? document.id : `${document.caseNumber}/${document.kind}`;
}
