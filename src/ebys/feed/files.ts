import type { CommandContext } from '../../database/index.ts';
import { NotFoundError } from '../../errors/index.ts';
import type { PackageInput } from '../package/input.ts';
import { buildDraftPackage, draftFileName } from '../package.ts';
import type { FeedItem, LetterFile } from './model.ts';
import { sha256 } from './publish.ts';

/** Reads the bytes of a file by the reference that the letter was published with. */
export type ReadFile = (context: CommandContext, ref: string) => Promise<Uint8Array>;

/** Bytes to hand out, with the hash that the feed names. */
export interface HandedFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sha256: string;
}

/** The package of a letter, built again from what was published: equal input gives equal bytes, and the hash is checked. */
export async function packageOf(context: CommandContext, item: FeedItem, readFile: ReadFile): Promise<HandedFile> {
  const { ustveri, options, packageSha256 } = item;
  if (!ustveri || !options || packageSha256 === null)
    throw new NotFoundError('Bu akış girdisinin paketi yok; geri çekme bildirimidir.');
  const contents = new Map<string, Uint8Array>();
  for (const file of item.files)
    if (file.role !== 'DOCX') contents.set(keyOf(file), await checkedBytes(context, file, readFile));
  const { mimeTuru, dosyaAdi, ekler, ilgiler, ...shared } = ustveri;
  const bytesOf = (key: string) => contents.get(key) ?? new Uint8Array();
  const input = {
    ...shared,
    ...options,
    ustYazi: { dosyaAdi, mimeTuru, bytes: bytesOf('USTYAZI') },
    ekler: ekler.map(({ siraNo, ...ek }) => (ek.kind === 'DED' ? { ...ek, bytes: bytesOf(ek.id) } : ek)),
    ilgiler: ilgiler.map(({ etiket, ...ilgi }) => ilgi),
  } as PackageInput;
  const bytes = buildDraftPackage(input);
  if (sha256(bytes) !== packageSha256) throw new Error(`package of ${item._id} is not what was published`);
  return { bytes, fileName: draftFileName(item._id), mimeType: 'application/eyazisma', sha256: packageSha256 };
}

/** One file of a letter by its place in the entry's list. */
export async function fileOf(
  context: CommandContext,
  item: FeedItem,
  place: { index: number; readFile: ReadFile },
): Promise<HandedFile> {
  const file = item.files[place.index];
  if (!file) throw new NotFoundError('Bu belgenin bu sırada bir dosyası yok.');
  const bytes = await checkedBytes(context, file, place.readFile);
  return { bytes, fileName: file.fileName, mimeType: 'application/octet-stream', sha256: file.sha256 };
}

function keyOf(file: LetterFile): string {
  return file.ekId ?? file.role;
}

async function checkedBytes(context: CommandContext, file: LetterFile, readFile: ReadFile): Promise<Uint8Array> {
  const bytes = await readFile(context, file.ref);
  if (sha256(bytes) !== file.sha256) throw new Error(`file ${file.ref} is not what was published`);
  return bytes;
}
