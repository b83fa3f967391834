import type { ClientSession } from 'mongoose';
import { type CommandContext, inTransaction } from '../database/index.ts';
import {
  asciiNameOf,
  type DocumentLibrary,
  documentBytes,
  isLetter,
  listDocuments,
  type OfficeDocument,
} from '../documents/index.ts';
import { NotFoundError, ValidationError } from '../errors/index.ts';
import { findInstitution, listUnits } from '../institution/index.ts';
import { officeFinder } from './addressees.ts';
import { MIME_DOCX } from './codes.ts';
import type { ReadFile } from './feed/files.ts';
import { feedItems } from './feed/model.ts';
import { publishLetter, sha256, withdrawLetter } from './feed/publish.ts';
import { type ComposedInput, composePackageInput, derivedId, type LetterSource } from './letter-input.ts';
import { ustveriOf } from './package.ts';

/** Context of publishing: the library knows a kind's file-plan code and Dağıtım. */
export interface PublishContext extends CommandContext {
  readonly library: DocumentLibrary;
}

/** What the institution decides about its packages. */
export interface PublishSettings {
  readonly dogrulamaAdresi: string;
  /** XSD duration of a GÜNLÜ letter; null when it is not known. */
  readonly miatOf?: (document: OfficeDocument) => string | null;
}

const FILE_REF = 'document:';
const ON_PAPER = new Set(['GİZLİ', 'ÇOK GİZLİ']);

/** Reads the Word file of a published document, for the EBYS ports. */
export const readDocumentFile: ReadFile = async ({ db }, ref) => {
  const id = documentIdOf(ref);
  const bytes = id === null ? null : await documentBytes(db, id);
  if (!bytes) throw new NotFoundError('Belgenin dosyası bulunamadı; belge silinmiş olabilir.');
  return bytes;
};

/** The document behind a reference of the feed; null for a file that is none. */
export function documentIdOf(ref: string): string | null {
  return ref.startsWith(FILE_REF) ? ref.slice(FILE_REF.length) : null;
}

/** All versions of one letter of a case count as one document of the feed: a newer one withdraws the older. */
export function feedDocumentId(document: Pick<OfficeDocument, 'id' | 'caseNumber' | 'kind'>): string {
  return document.caseNumber === null ? document.id : `${document.caseNumber}/${document.kind}`;
}

/**
 * Puts a final letter into the feed, in the transaction that made it final (or later: publishing again changes nothing).
 * Null for a kind that is no letter, and for GİZLİ and ÇOK GİZLİ, which stay on paper (Yönetmelik m.25). A letter that no
 * package can be made of goes out with DOCX and data, and the entry names what the EBYS has to complete: the office's act
 * never waits for it.
 */
export async function publishDocument(
  session: ClientSession,
  context: PublishContext,
  { document, bytes, settings }: { document: OfficeDocument; bytes: Uint8Array; settings: PublishSettings },
): Promise<string | null> {
  const kind = context.library.kind(document.kind);
  if (!isLetter(kind) || ON_PAPER.has(document.context.gizlilik)) return null;
  const known = await liveExport(session, context, { document, bytes });
  if (known !== null) return known;
  return publishLetter(session, context, {
    documentId: feedDocumentId(document),
    documentVersion: document.version,
    caseId: document.caseNumber,
    ...(await composeLetter(session, context, { document, bytes, settings })),
    refs: { ustYazi: `${FILE_REF}${document.id}` },
  });
}

/** The package input of a document with everything that stands against a package listed as missing. */
export async function composeLetter(
  session: ClientSession,
  context: PublishContext,
  letter: { document: OfficeDocument; bytes: Uint8Array; settings: PublishSettings },
): Promise<ComposedInput> {
  return checkedInput(composePackageInput(await sourceOf(session, context, letter)));
}

function checkedInput({ input, missing }: ComposedInput): ComposedInput {
  if (missing.length > 0) return { input, missing };
  try {
    ustveriOf(input);
    return { input, missing };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { input, missing: error.issues.map(({ path, message }) => ({ path, label: message, place: 'Üstveri' })) };
  }
}

/** The export that already stands for a document: of this version or a newer one, or of an older one word for word the same. */
async function liveExport(
  session: ClientSession,
  { db }: PublishContext,
  { document, bytes }: { document: OfficeDocument; bytes: Uint8Array },
): Promise<string | null> {
  const items = await feedItems(db)
    .find({ kind: 'LETTER', documentId: feedDocumentId(document) })
    .session(session)
    .sort({ documentVersion: 1 })
    .lean();
  const same = items.find((item) => item.documentVersion >= document.version);
  if (same) return same._id;
  const hash = sha256(bytes);
  // One that lacks something is published again: the record may be complete by now.
  const unchanged = items.find(
    (item) => item.withdrawnAt === null && item.missing.length === 0 && item.files[0]?.sha256 === hash,
  );
  return unchanged?._id ?? null;
}

async function sourceOf(
  session: ClientSession,
  context: PublishContext,
  { document, bytes, settings }: { document: OfficeDocument; bytes: Uint8Array; settings: PublishSettings },
): Promise<LetterSource> {
  const { db, library } = context;
  const institution = await findInstitution(db);
  if (!institution) throw new NotFoundError('Kurum bilgileri girilmemiş; önce kurumu tanımlayın.');
  const kind = library.kind(document.kind);
  const { detsis } = document.facts.sender;
  const own = detsis !== null && detsis !== institution.detsis ? { birimDetsisNo: detsis } : {};
  return {
    belgeId: derivedId(document.id, 'belge'),
    created: document.createdAt.toISOString(),
    letter: document.context,
    ustYazi: { dosyaAdi: asciiNameOf(document.fileName), mimeTuru: MIME_DOCX, bytes },
    sdp: kind.sdp ? { kod: kind.sdp.code, ad: kind.sdp.title } : null,
    sender: { detsisNo: institution.detsis, ad: institution.name, ...own },
    officeOf: await officeFinder(context, document, { institution, units: await listUnits(db), session }),
    ekFiles: new Map(),
    miat: settings.miatOf?.(document) ?? null,
    dogrulamaAdresi: settings.dogrulamaAdresi,
  };
}

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
    return inTransaction(db, async (session) => (await withdrawLetter(session, context, what)).length);
  }
  // A letter that the EBYS signed is known to it by its draft.
  const bytes = item || document.registration ? null : await documentBytes(db, document.id);
  if (!bytes) return 0;
  const id = await inTransaction(db, (session) => publishDocument(session, context, { document, bytes, settings }));
  // An older version meets its successor in the feed and stays out.
  return id === derivedId(document.id, 'belge') ? 1 : 0;
}
