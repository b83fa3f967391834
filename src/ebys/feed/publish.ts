import { createHash, randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { type CommandContext, nextNumber, writeAudit } from '../../database/index.ts';
import type { MissingValue } from '../../errors/index.ts';
import type { PackageInput } from '../package/input.ts';
import { buildDraftPackage, ustveriOf } from '../package.ts';
import { NO_FACTS } from './answers.ts';
import { type FeedItem, feedItems, type LetterFile } from './model.ts';
import { enqueueEvent } from './outbox.ts';

/** A letter that is ready for registration. The references say how its files are read again later. */
export interface LetterToPublish {
  readonly documentId: string;
  readonly documentVersion: number;
  readonly caseId: string | null;
  readonly input: PackageInput;
  /** What the package lacks (an addressee's DETSİS number): the letter is published without one, for the EBYS to complete. */
  readonly missing?: readonly MissingValue[];
  readonly notes?: readonly string[];
  readonly refs: {
    readonly ustYazi: string;
    /** The editable DOCX beside a PDF/A üst yazı. */
    readonly docx?: { readonly ref: string; readonly fileName: string; readonly bytes: Uint8Array };
    /** By ek id as in the input. */
    readonly ekler?: Readonly<Record<string, string>>;
  };
}

const SEQUENCE = 'ebysFeed';
const LONG_AGO = new Date(0);

/**
 * Puts a letter into the feed, in the transaction of the change that made it ready. An older version of the same document
 * is withdrawn. Publishing the same or an older version again changes nothing. Gives the item id (the BelgeId).
 */
export async function publishLetter(
  session: ClientSession,
  context: CommandContext,
  letter: LetterToPublish,
): Promise<string> {
  const model = feedItems(context.db);
  const { documentId, documentVersion } = letter;
  const there = { kind: 'LETTER' as const, documentId, documentVersion: { $gte: documentVersion } };
  const same = await model.findOne(there).sort({ documentVersion: 1 }).session(session).lean();
  if (same) return same._id;
  await withdrawLetter(session, context, { documentId, reason: 'Yazının yeni sürümü hazırlandı.' });
  const id = letter.input.belgeId.toUpperCase();
  await append(session, context, {
    ...emptyItem(context, letter),
    _id: id,
    kind: 'LETTER',
    files: filesOf(letter),
    notes: letter.notes ?? [],
    pending: true,
    ...contentOf(letter),
  });
  await enqueueEvent(session, context, { type: 'letter.ready', itemId: id });
  return id;
}

/** Üstveri and package of a complete letter; of an incomplete one what is known and what is lacking. */
export function contentOf({ input, missing = [] }: Pick<LetterToPublish, 'input' | 'missing'>): Partial<NewItem> {
  if (missing.length > 0) return { draft: withoutBytes(input), missing };
  const bytes = buildDraftPackage(input);
  const { created, uretici, ikinciOzet, kriptoluOrtam } = input;
  return {
    ustveri: ustveriOf(input),
    options: JSON.parse(JSON.stringify({ created, uretici, ikinciOzet, kriptoluOrtam })) as FeedItem['options'],
    packageSha256: sha256(bytes),
    packageSize: bytes.length,
  };
}

function withoutBytes(input: PackageInput): unknown {
  return JSON.parse(JSON.stringify(input, (key, value: unknown) => (key === 'bytes' ? undefined : value)));
}

/** Takes back every live export of a document (or of one version of it), each by an entry of the feed. Gives the ids of the letters withdrawn. */
export async function withdrawLetter(
  session: ClientSession,
  context: CommandContext,
  { documentId, documentVersion, reason }: { documentId: string; documentVersion?: number; reason: string },
): Promise<string[]> {
  const model = feedItems(context.db);
  const which = { documentId, ...(documentVersion === undefined ? {} : { documentVersion }) };
  const live = await model
    .find({ kind: 'LETTER', ...which, withdrawnAt: null })
    .session(session)
    .lean();
  for (const item of live) {
    const withdrawn = { withdrawnAt: context.now, pending: false };
    await model.updateMany({ $or: [{ _id: item._id }, { target: item._id }] }, { $set: withdrawn }, { session });
    await append(session, context, {
      ...emptyItem(context, item),
      _id: randomUUID().toUpperCase(),
      kind: 'WITHDRAWAL',
      target: item._id,
      reason,
    });
    await enqueueEvent(session, context, { type: 'letter.withdrawn', itemId: item._id });
  }
  return live.map((item) => item._id);
}

/** An entry before it has its place in the feed. */
export type NewItem = Omit<FeedItem, 'sequence'>;

/** An entry for a letter with nothing in it yet. */
export function emptyItem(
  context: CommandContext,
  of: Pick<FeedItem, 'documentId' | 'documentVersion' | 'caseId'>,
): Omit<NewItem, '_id' | 'kind'> {
  return {
    documentId: of.documentId,
    documentVersion: of.documentVersion,
    caseId: of.caseId,
    publishedAt: context.now,
    target: null,
    reason: null,
    ustveri: null,
    draft: null,
    missing: [],
    notes: [],
    files: [],
    options: null,
    packageSha256: null,
    packageSize: 0,
    pending: false,
    leaseUntil: LONG_AGO,
    leaseToken: null,
    leasedBy: null,
    ackedAt: null,
    ackedBy: null,
    withdrawnAt: null,
    facts: NO_FACTS,
  };
}

const AUDIT_ACTIONS = { LETTER: 'ebys.publish', WITHDRAWAL: 'ebys.withdraw', COMPLETION: 'ebys.complete' } as const;

/** The sequence number comes from a counter written in this transaction, so entries appear in its order, without gaps. */
export async function append(session: ClientSession, context: CommandContext, item: NewItem): Promise<void> {
  const sequence = await nextNumber(context.db, session, SEQUENCE);
  await feedItems(context.db).insertMany([{ ...item, sequence }], { session, lean: true });
  await writeAudit(context.db, session, context, {
    action: AUDIT_ACTIONS[item.kind],
    recordType: 'EbysItem',
    recordId: item.target ?? item._id,
    details: { sequence, documentId: item.documentId, documentVersion: item.documentVersion },
  });
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function filesOf({ input, refs }: LetterToPublish): LetterFile[] {
  const file = (
    role: LetterFile['role'],
    fileName: string,
    source: { ref: string; bytes: Uint8Array; ekId?: string },
  ): LetterFile => ({
    role,
    ekId: source.ekId ?? null,
    fileName,
    ref: source.ref,
    sha256: sha256(source.bytes),
    size: source.bytes.length,
  });
  const { ustYazi, ekler = [] } = input;
  return [
    file('USTYAZI', ustYazi.dosyaAdi, { ref: refs.ustYazi, bytes: ustYazi.bytes }),
    ...(refs.docx ? [file('DOCX', refs.docx.fileName, refs.docx)] : []),
    ...ekler.flatMap((ek) => {
      if (ek.kind !== 'DED') return [];
      const ref = refs.ekler?.[ek.id];
      if (ref === undefined) throw new Error(`no reference for the file of ek ${ek.id}`);
      return [file('EK', ek.dosyaAdi, { ref, bytes: ek.bytes, ekId: ek.id.toUpperCase() })];
    }),
  ];
}
