import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type CommandContext, inTransaction, writeAudit } from '../../database/index.ts';
import { ConflictError, NotFoundError, parseInput, ValidationError } from '../../errors/index.ts';
import { cursorOf, decideAck, type LetterStatus, sequenceOf, statusOf } from '../feed-rules.ts';
import { draftFileName } from '../package.ts';
import { type KeyedAnswer, once } from './idempotency.ts';
import { type FeedItem, feedItems } from './model.ts';

/** An entry of the feed as clients see it; hrefs are paths on this server. */
export interface FeedEntry {
  readonly cursor: string;
  readonly kind: 'LETTER' | 'WITHDRAWAL' | 'COMPLETION';
  readonly itemId: string;
  readonly documentId: string;
  readonly documentVersion: number;
  readonly publishedAt: string;
  readonly status: LetterStatus;
  readonly withdraws: string | null;
  readonly completes: string | null;
  readonly reason: string | null;
  readonly ustveri: unknown;
  readonly missing: readonly { readonly label: string; readonly place: string }[];
  readonly notes: readonly string[];
  readonly package: {
    readonly href: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly size: number;
  } | null;
  readonly files: readonly {
    readonly role: string;
    readonly href: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly size: number;
  }[];
}

/** A page of the feed; `next` is the cursor to go on with, also when the page is empty. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  readonly next: string;
  readonly hasMore: boolean;
}

const limitSchema = z.coerce.number().int().min(1).max(200).default(50);

/** The entries behind a cursor, in order. Cursors are stable; reading takes nothing away. Errors: ValidationError. */
export async function readFeed(
  context: CommandContext,
  query: { after: string | null; limit: string | null },
): Promise<FeedPage> {
  const after = sequenceOf(query.after);
  if (after === null)
    throw ValidationError.of('after', 'Geçersiz imleç; önceki yanıttaki "next" değerini olduğu gibi gönderin.');
  const limit = parseInput(limitSchema, query.limit ?? undefined);
  const items = await feedItems(context.db)
    .find({ sequence: { $gt: after } })
    .sort({ sequence: 1 })
    .limit(limit + 1)
    .lean<FeedItem[]>();
  const page = items.slice(0, limit);
  await audit(context, { action: 'ebys.pull', recordId: cursorOf(after), details: { entries: page.length } });
  return { entries: page.map(entryOf), next: cursorOf(page.at(-1)?.sequence ?? after), hasMore: items.length > limit };
}

const leaseInput = z.strictObject({
  worker: z.string().trim().min(1, 'İşçinin adını yazın.').max(100),
  limit: z.int().min(1).max(100).default(10),
  seconds: z.int().min(5).max(3600).default(120),
});

/** Letters leased to a worker; `leaseToken` belongs into the acknowledgement. */
export interface Lease {
  readonly leaseToken: string;
  readonly until: string;
  readonly entries: readonly FeedEntry[];
}

/** Leases the oldest waiting letters to one worker. A lease that runs out gives its letters back by itself. */
export async function leaseLetters(context: CommandContext, raw: unknown): Promise<Lease> {
  const input = parseInput(leaseInput, raw);
  const leaseToken = randomUUID();
  const leaseUntil = new Date(context.now.getTime() + input.seconds * 1000);
  const leased = await inTransaction(context.db, async (session) => {
    const free = { pending: true, leaseUntil: { $lte: context.now } };
    const items = await feedItems(context.db)
      .find(free)
      .sort({ sequence: 1 })
      .limit(input.limit)
      .session(session)
      .lean<FeedItem[]>();
    if (items.length === 0) return items;
    const lease = { leaseUntil, leaseToken, leasedBy: `${context.actor.accountId}/${input.worker}` };
    // Two workers at once write the same documents: one transaction fails, is repeated and finds the next letters.
    await feedItems(context.db).updateMany({ _id: { $in: items.map((one) => one._id) } }, { $set: lease }, { session });
    await writeAudit(context.db, session, context, {
      action: 'ebys.lease',
      recordType: 'EbysFeed',
      recordId: leaseToken,
      details: { worker: input.worker, entries: items.length },
    });
    return items;
  });
  return { leaseToken, until: leaseUntil.toISOString(), entries: leased.map(entryOf) };
}

const ackInput = z.strictObject({ leaseToken: z.string().max(100).nullable().default(null) });

/**
 * Confirms that the EBYS has stored a letter: it no longer waits for a worker. Again is harmless. ConflictError when
 * another worker holds the lease or the letter was withdrawn.
 */
export async function acknowledge(
  context: CommandContext,
  request: { itemId: string; key: string; body: unknown },
): Promise<KeyedAnswer> {
  const { leaseToken } = parseInput(ackInput, request.body);
  const { itemId, key, body } = request;
  return once(context, { key, route: `ack ${itemId}`, body }, async (session) => {
    const item = await feedItems(context.db).findOne({ _id: itemId, kind: 'LETTER' }).session(session).lean<FeedItem>();
    if (!item) throw unknownItem(itemId);
    const decision = decideAck(
      {
        token: item.leaseToken,
        until: item.leaseUntil,
        isAcked: item.ackedAt !== null,
        isWithdrawn: item.withdrawnAt !== null,
      },
      { token: leaseToken, now: context.now },
    );
    if (decision === 'LEASE_LOST')
      throw new ConflictError('Belge şu anda başka bir işçide; kiranın bitmesini bekleyip yeniden kiralayın.');
    if (decision === 'WITHDRAWN') throw new ConflictError('Belge geri çekildi; akıştaki yeni sürümünü alın.');
    if (decision === 'TAKE') {
      const change = { pending: false, ackedAt: context.now, ackedBy: context.actor.accountId };
      await feedItems(context.db).updateOne({ _id: itemId }, { $set: change }, { session });
      await writeAudit(context.db, session, context, { action: 'ebys.ack', recordType: 'EbysItem', recordId: itemId });
    }
    return { status: 200, body: { itemId, acknowledged: true, repeated: decision === 'KNOWN' } };
  });
}

/** One entry by its item id. Throws NotFoundError. */
export async function findEntry(context: CommandContext, itemId: string): Promise<FeedEntry> {
  return entryOf(await findItem(context, itemId));
}

/** The stored item of an id. Throws NotFoundError. */
export async function findItem(context: CommandContext, itemId: string): Promise<FeedItem> {
  const item = await feedItems(context.db).findOne({ _id: itemId }).lean<FeedItem>();
  if (!item) throw unknownItem(itemId);
  return item;
}

/** The error for an id that is in no feed entry. */
export function unknownItem(itemId: string): NotFoundError {
  return new NotFoundError(`Akışta ${itemId} kimlikli belge yok. Kimliği akıştan aldığınız gibi gönderin.`);
}

/** Writes one audit line of a read access. */
export async function audit(
  context: CommandContext,
  line: { action: string; recordId: string; details?: Record<string, string | number | boolean | null> },
): Promise<void> {
  await inTransaction(context.db, (session) =>
    writeAudit(context.db, session, context, { recordType: 'EbysFeed', ...line }),
  );
}

function entryOf(item: FeedItem): FeedEntry {
  const base = `/ebys/documents/${item.kind === 'COMPLETION' ? item.target : item._id}`;
  return {
    cursor: cursorOf(item.sequence),
    kind: item.kind,
    itemId: item._id,
    documentId: item.documentId,
    documentVersion: item.documentVersion,
    publishedAt: item.publishedAt.toISOString(),
    status: statusOf({
      facts: item.facts,
      isAcked: item.ackedAt !== null,
      isWithdrawn: item.kind === 'WITHDRAWAL' || item.withdrawnAt !== null,
    }),
    withdraws: item.kind === 'WITHDRAWAL' ? item.target : null,
    completes: item.kind === 'COMPLETION' ? item.target : null,
    reason: item.reason,
    ustveri: item.ustveri ?? item.draft,
    missing: item.missing.map(({ label, place }) => ({ label, place })),
    notes: item.notes,
    package:
      item.packageSha256 === null
        ? null
        : {
            href: `${base}/package`,
            fileName: draftFileName(item.target ?? item._id),
            sha256: item.packageSha256,
            size: item.packageSize,
          },
    files: item.files.map((file, index) => ({
      role: file.role,
      href: `${base}/files/${index}`,
      fileName: file.fileName,
      sha256: file.sha256,
      size: file.size,
    })),
  };
}
