import { createHash, randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { type CommandContext, nextNumber, writeAudit } from '../../database/index.ts';
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
 * is withdrawn. Publishing the same version again changes nothing. Gives the item id (the BelgeId).
 */
export async function publishLetter(
  session: ClientSession,
  context: CommandContext,
  letter: LetterToPublish,
): Promise<string> {
  const model = feedItems(context.db);
  const { documentId, documentVersion } = letter;
  const same = await model.findOne({ kind: 'LETTER', documentId, documentVersion }).session(session).lean();
  if (same) return same._id;
  await withdrawLetter(session, context, { documentId, reason: 'Yazının yeni sürümü hazırlandı.' });
  const ustveri = ustveriOf(letter.input);
  const bytes = buildDraftPackage(letter.input);
  const { created, uretici, ikinciOzet, kriptoluOrtam } = letter.input;
  await append(session, context, {
    ...emptyItem(context, letter),
    _id: ustveri.belgeId,
    kind: 'LETTER',
    ustveri,
    files: filesOf(letter),
    options: JSON.parse(JSON.stringify({ created, uretici, ikinciOzet, kriptoluOrtam })) as FeedItem['options'],
    packageSha256: sha256(bytes),
    packageSize: bytes.length,
    pending: true,
  });
  await enqueueEvent(session, context, { type: 'letter.ready', itemId: ustveri.belgeId });
  return ustveri.belgeId;
}

/** Takes back every live export of a document, each by an entry of the feed. Gives the ids of the letters withdrawn. */
export async function withdrawLetter(
  session: ClientSession,
  context: CommandContext,
  { documentId, reason }: { documentId: string; reason: string },
): Promise<string[]> {
  const model = feedItems(context.db);
  const live = await model.find({ kind: 'LETTER', documentId, withdrawnAt: null }).session(session).lean();
  for (const item of live) {
    await model.updateOne({ _id: item._id }, { $set: { withdrawnAt: context.now, pending: false } }, { session });
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

type NewItem = Omit<FeedItem, 'sequence'>;

function emptyItem(
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

/** The sequence number comes from a counter written in this transaction, so entries appear in its order, without gaps. */
async function append(session: ClientSession, context: CommandContext, item: NewItem): Promise<void> {
  const sequence = await nextNumber(context.db, session, SEQUENCE);
  await feedItems(context.db).create([{ ...item, sequence }], { session });
  await writeAudit(context.db, session, context, {
    action: item.kind === 'LETTER' ? 'ebys.publish' : 'ebys.withdraw',
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
