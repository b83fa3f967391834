import { Types } from 'mongoose';
import { readableFiles } from '../../access/index.ts';
import type { QueryFilter } from '../../database/index.ts';
import { type ReaderContext, readerOf } from '../../institution/index.ts';
import { bufferOf } from '../bytes.ts';
import { type DocumentStatus, documentFiles, documents, type OfficeDocument, type StoredDocument } from '../model.ts';

/** Which documents are asked for; several conditions hold together. */
export interface BundleFilter {
  readonly ids?: readonly string[] | undefined;
  readonly caseNumber?: string | undefined;
  readonly kind?: string | undefined;
  readonly status?: DocumentStatus | undefined;
  readonly service?: string | undefined;
  /** Days on which they were made, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface BundleContext extends ReaderContext {
  readonly now: Date;
}

/** A document of a bundle: what its entry and its line in the table of contents need. */
export type BundledDocument = Pick<
  OfficeDocument,
  'id' | 'caseNumber' | 'kind' | 'version' | 'status' | 'registration' | 'fileName' | 'sha256' | 'size' | 'createdOn'
> & { readonly createdAt: Date };

const FIELDS = {
  caseNumber: 1,
  kind: 1,
  version: 1,
  status: 1,
  registration: 1,
  fileName: 1,
  sha256: 1,
  size: 1,
  createdOn: 1,
  createdAt: 1,
};
const PAGE = 200;
/** Word files that are in memory at once, in bytes; a larger one comes alone. */
const BATCH_BYTES = 2 * 1024 * 1024;
const DAY_MS = 86_400_000;

/** How many documents of the filter the account may see; counts no further than `limit`. */
export async function countBundle(context: BundleContext, filter: BundleFilter, limit: number): Promise<number> {
  return documents(context.db).countDocuments(await conditionOf(context, filter), { limit });
}

/**
 * The documents of the filter that the account may see and their Word files, oldest first, read as they are taken. Who
 * stops early ends the reading.
 */
export async function* readBundle(
  context: BundleContext,
  filter: BundleFilter,
): AsyncGenerator<{ readonly document: BundledDocument; readonly bytes: Buffer }, void, undefined> {
  for await (const batch of batchesOf(context, await conditionOf(context, filter))) {
    const files = await documentFiles(context.db)
      .find({ documentId: { $in: batch.map(({ id }) => id) } })
      .lean();
    const byId = new Map(files.map((file) => [file.documentId, file.bytes]));
    for (const document of batch) {
      const bytes = byId.get(document.id);
      if (!bytes) throw new Error(`document ${document.id} has no file`);
      yield { document, bytes: bufferOf(bytes) };
    }
  }
}

async function conditionOf(context: BundleContext, filter: BundleFilter): Promise<QueryFilter<StoredDocument>> {
  const { ids, from, to, ...equal } = filter;
  const conditions: object[] = [readableFiles(await readerOf(context)), { createdAt: { $lte: context.now } }];
  if (ids) conditions.push({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } });
  // The moments, wide enough for any time zone, let the database begin at the right place of its index.
  if (from) conditions.push({ createdOn: { $gte: from }, createdAt: { $gte: new Date(Date.parse(from) - DAY_MS) } });
  if (to) conditions.push({ createdOn: { $lte: to }, createdAt: { $lte: new Date(Date.parse(to) + 2 * DAY_MS) } });
  for (const [field, value] of Object.entries(equal)) if (value !== undefined) conditions.push({ [field]: value });
  return { $and: conditions } as QueryFilter<StoredDocument>;
}

/** What is read from the database in one go: documents whose files fit into memory together. */
async function* batchesOf(
  context: BundleContext,
  condition: QueryFilter<StoredDocument>,
): AsyncGenerator<BundledDocument[]> {
  const rows = documents(context.db).find(condition, FIELDS).sort({ createdAt: 1, _id: 1 }).lean();
  let batch: BundledDocument[] = [];
  let bytes = 0;
  for await (const { _id, ...row } of rows.cursor({ batchSize: PAGE })) {
    if (batch.length > 0 && bytes + row.size > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ ...row, id: String(_id) });
    bytes += row.size;
  }
  if (batch.length > 0) yield batch;
}
