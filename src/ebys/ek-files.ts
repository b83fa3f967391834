import type { ClientSession } from 'mongoose';
import type { Database } from '../database/index.ts';
import {
  type Attachment,
  asciiNameOf,
  attachmentBytes,
  attachmentsOf,
  ekTexts,
  matchAttachments,
  type OfficeDocument,
} from '../documents/index.ts';
import { NotFoundError } from '../errors/index.ts';
import type { FeedItem } from './feed/model.ts';
import type { EkFile } from './letter-input.ts';

/** What makes one ek another: its place, its name in the package, whether the signature covers it, its content. */
interface EkFacts {
  readonly place: number;
  readonly dosyaAdi: string;
  readonly imzali: boolean;
  readonly sha256: string;
}

/** An attachment with its place and its name in the package. */
export interface PlacedFile extends EkFacts {
  readonly attachment: Attachment;
}

/** The files that go with a letter, and the texts of ekler that it doesn't list any more. */
export interface LetterEkler {
  readonly placed: readonly PlacedFile[];
  readonly unlisted: readonly string[];
}

/** Attachments of a letter in the order of its ekler, with names that a package may hold, each once. */
export async function ekFilesOf(session: ClientSession, db: Database, document: OfficeDocument): Promise<LetterEkler> {
  const files = await attachmentsOf(db, document, session);
  const matched = matchAttachments(ekTexts(document.context), files);
  const taken = new Set<string>();
  const placed = [...matched]
    .toSorted(([a], [b]) => a - b)
    .map(([place, attachment]): PlacedFile => {
      const plain = asciiNameOf(attachment.fileName);
      const dosyaAdi = taken.has(plain.toLowerCase()) ? `ek${place}-${plain}` : plain;
      taken.add(dosyaAdi.toLowerCase());
      return { place, dosyaAdi, imzali: attachment.isSigned, sha256: attachment.sha256, attachment };
    });
  const used = new Set(placed.map(({ attachment }) => attachment.id));
  return { placed, unlisted: files.filter(({ id }) => !used.has(id)).map(({ ekAdi }) => ekAdi) };
}

/** The same with their bytes, by place. Throws NotFoundError when bytes are gone. */
export async function readEkFiles(
  session: ClientSession,
  db: Database,
  placed: readonly PlacedFile[],
): Promise<ReadonlyMap<number, EkFile>> {
  const files = new Map<number, EkFile>();
  for (const { place, dosyaAdi, imzali, attachment } of placed) {
    const bytes = await attachmentBytes(db, attachment, session);
    if (!bytes) throw new NotFoundError(`${place}. ekin dosyası bulunamadı; eki kaldırıp yeniden yükleyin.`);
    files.set(place, { dosyaAdi, mimeTuru: attachment.mimeType, imzali, bytes });
  }
  return files;
}

/** Whether an exported letter went out with just these files. */
export function hasSameEkler({ ustveri, files }: FeedItem, placed: readonly EkFacts[]): boolean {
  const exported = (ustveri?.ekler ?? []).flatMap((ek): EkFacts[] => {
    const file = ek.kind === 'DED' ? files.find(({ ekId }) => ekId === ek.id) : undefined;
    if (ek.kind !== 'DED' || !file) return [];
    return [{ place: ek.siraNo, dosyaAdi: ek.dosyaAdi, imzali: ek.imzali, sha256: file.sha256 }];
  });
  return marksOf(exported) === marksOf(placed);
}

function marksOf(list: readonly EkFacts[]): string {
  return JSON.stringify(list.map(({ place, dosyaAdi, imzali, sha256 }) => [place, dosyaAdi, imzali, sha256]));
}
