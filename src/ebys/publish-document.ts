import type { ClientSession } from 'mongoose';
import type { CommandContext } from '../database/index.ts';
import {
  asciiNameOf,
  type DocumentLibrary,
  isLetter,
  type OfficeDocument,
  type PdfConverter,
  type PdfFile,
  storedPdf,
} from '../documents/index.ts';
import { NotFoundError, ValidationError } from '../errors/index.ts';
import { findInstitution, listUnits } from '../institution/index.ts';
import { officeFinder } from './addressees.ts';
import { MIME_DOCX, MIME_PDF } from './codes.ts';
import { ekFilesOf, hasSameEkler, readEkFiles } from './ek-files.ts';
import { dropOrder, feedDocumentId, orderExport } from './export-orders.ts';
import { feedItems } from './feed/model.ts';
import { publishLetter, sha256 } from './feed/publish.ts';
import { attachmentRef, documentRef, docxOf, pdfRef } from './letter-files.ts';
import { type ComposedInput, composePackageInput, derivedId, ekIdOf, type LetterSource } from './letter-input.ts';
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
  /** Makes the PDF/A that a package may hold; without it the DOCX goes out as a proposal. */
  readonly pdf?: PdfConverter | null;
}

const ON_PAPER = new Set(['GİZLİ', 'ÇOK GİZLİ']);

/** A letter with its Word file, and what the institution decides about its package. */
export interface DocumentToPublish {
  readonly document: OfficeDocument;
  readonly bytes: Uint8Array;
  readonly settings: PublishSettings;
}

/**
 * Puts a ready letter into the feed, in the transaction that made it so (or later: publishing again changes nothing). Where
 * a PDF/A has to be made first, the transaction writes the order and `runExportOrders` does the rest. Gives the item id;
 * null for what is not in the feed: ordered, no letter by its kind, or GİZLİ and ÇOK GİZLİ, which stay on paper
 * (Yönetmelik m.25).
 */
export async function publishDocument(
  session: ClientSession,
  context: PublishContext,
  letter: DocumentToPublish,
): Promise<string | null> {
  const { document, settings } = letter;
  const kind = context.library.kind(document.kind);
  if (!isLetter(kind) || ON_PAPER.has(document.context.gizlilik)) return null;
  const known = await liveExport(session, context, letter);
  if (known !== null) return known;
  if (!settings.pdf || (await storedPdf(context.db, document.sha256))) return publishNow(session, context, letter);
  await orderExport(session, context, document);
  return null;
}

/**
 * Puts a letter into the feed with the PDF/A that was made of it, else with its DOCX. A letter that no package can be made
 * of goes out with files and data, and the entry names what the EBYS has to complete: the office's act never waits for it.
 */
export async function publishNow(
  session: ClientSession,
  context: PublishContext,
  letter: DocumentToPublish & { readonly notes?: readonly string[] },
): Promise<string> {
  const { document, bytes, notes = [] } = letter;
  const documentId = feedDocumentId(document);
  const pdf = await storedPdf(context.db, document.sha256);
  const ref = documentRef(document.id);
  await dropOrder(session, context.db, { documentId });
  const belgeId = belgeIdOf(document);
  const { placed, unlisted } = await ekFilesOf(session, context.db, document);
  const ekler = Object.fromEntries(
    placed.map(({ place, attachment }) => [ekIdOf(belgeId, place), attachmentRef(attachment.id)]),
  );
  const left = unlisted.map((ek) => `"${ek}" yazının ek listesinde yok; dosyası pakete konmadı.`);
  return publishLetter(session, context, {
    documentId,
    documentVersion: document.version,
    caseId: document.caseNumber,
    ...(await composeLetter(session, context, { ...letter, pdf })),
    refs: pdf
      ? { ustYazi: pdfRef(document.sha256), docx: { ref, fileName: wordName(document), bytes }, ekler }
      : { ustYazi: ref, ekler },
    notes: [...(pdf ? [] : notes), ...left],
  });
}

/** The package input of a letter, its PDF/A where it has one, with everything that stands against a package listed as missing. */
export async function composeLetter(
  session: ClientSession,
  context: PublishContext,
  letter: DocumentToPublish & { pdf: PdfFile | null },
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
  const { placed } = await ekFilesOf(session, db, document);
  // One that lacks something is published again: the record may be complete by now.
  const unchanged = items.find(
    (item) =>
      item.withdrawnAt === null &&
      item.missing.length === 0 &&
      docxOf(item.files)?.sha256 === hash &&
      hasSameEkler(item, placed),
  );
  return unchanged?._id ?? null;
}

async function sourceOf(
  session: ClientSession,
  context: PublishContext,
  { document, bytes, settings, pdf }: DocumentToPublish & { pdf: PdfFile | null },
): Promise<LetterSource> {
  const { db, library } = context;
  const institution = await findInstitution(db);
  if (!institution) throw new NotFoundError('Kurum bilgileri girilmemiş; önce kurumu tanımlayın.');
  const kind = library.kind(document.kind);
  const { detsis } = document.facts.sender;
  const { placed } = await ekFilesOf(session, db, document);
  const own = detsis !== null && detsis !== institution.detsis ? { birimDetsisNo: detsis } : {};
  return {
    belgeId: belgeIdOf(document),
    created: document.createdAt.toISOString(),
    letter: document.context,
    ustYazi: ustYaziOf(document, bytes, pdf),
    sdp: kind.sdp ? { kod: kind.sdp.code, ad: kind.sdp.title } : null,
    sender: { detsisNo: institution.detsis, ad: institution.name, ...own },
    officeOf: await officeFinder(context, document, { institution, units: await listUnits(db), session }),
    ekFiles: await readEkFiles(session, db, placed),
    miat: settings.miatOf?.(document) ?? null,
    dogrulamaAdresi: settings.dogrulamaAdresi,
  };
}

/** BelgeId of a version of a letter, which is its id in the feed. */
function belgeIdOf({ id }: OfficeDocument): string {
  return derivedId(id, 'belge');
}

function ustYaziOf(document: OfficeDocument, docx: Uint8Array, pdf: PdfFile | null): LetterSource['ustYazi'] {
  const dosyaAdi = wordName(document);
  if (!pdf) return { dosyaAdi, mimeTuru: MIME_DOCX, bytes: docx };
  return { dosyaAdi: dosyaAdi.replace(/\.docx$/, '.pdf'), mimeTuru: MIME_PDF, bytes: pdf.bytes };
}

function wordName({ fileName }: OfficeDocument): string {
  return asciiNameOf(fileName);
}
