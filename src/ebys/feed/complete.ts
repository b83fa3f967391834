import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { CommandContext } from '../../database/index.ts';
import type { PackageInput } from '../package/input.ts';
import { type FeedItem, feedItems } from './model.ts';
import { enqueueEvent } from './outbox.ts';
import { append, contentOf, emptyItem } from './publish.ts';

/** Letters that wait for a package: neither withdrawn nor registered, oldest first, from a sequence number on. */
export async function lettersWithoutPackage(
  { db }: Pick<CommandContext, 'db'>,
  { after, limit }: { after: number; limit: number },
): Promise<FeedItem[]> {
  return feedItems(db)
    .find({
      kind: 'LETTER',
      packageSha256: null,
      withdrawnAt: null,
      'facts.registered': null,
      sequence: { $gt: after },
    })
    .sort({ sequence: 1 })
    .limit(limit)
    .lean<FeedItem[]>();
}

/**
 * Gives an exported letter the package that it lacked, and tells of it by an entry of its own. The letter stays the same
 * item, so it can't be registered twice. False when it was completed, registered or withdrawn meanwhile.
 */
export async function completeLetter(
  session: ClientSession,
  context: CommandContext,
  { itemId, input }: { itemId: string; input: PackageInput },
): Promise<boolean> {
  const model = feedItems(context.db);
  const content = { draft: null, missing: [], ...contentOf({ input }) };
  const waiting = { _id: itemId, packageSha256: null, withdrawnAt: null, 'facts.registered': null };
  const item = await model.findOneAndUpdate(waiting, { $set: content }, { session }).lean<FeedItem>();
  if (!item) return false;
  await append(session, context, {
    ...emptyItem(context, item),
    ...content,
    _id: randomUUID().toUpperCase(),
    kind: 'COMPLETION',
    target: itemId,
    files: item.files,
    notes: item.notes,
  });
  await enqueueEvent(session, context, { type: 'letter.completed', itemId });
  return true;
}
