import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';

const MEGABYTE = 1024 * 1024;
/** The institution's own limits: neither regulation nor Teknik Rehber names one. */
export const LARGEST_ATTACHMENT = 25 * MEGABYTE;
export const LARGEST_SUM = 100 * MEGABYTE;

interface FileType {
  readonly mimeType: string;
  /** Bytes that such a file begins with; none = it is text. */
  readonly heads: readonly string[];
}

const ZIP = ['PK\u0003\u0004'];
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/** What may go with an official letter, by extension (m.18/3: the formats that institutions can all read). */
const FILE_TYPES: Readonly<Record<string, FileType>> = {
  pdf: { mimeType: 'application/pdf', heads: ['%PDF-'] },
  docx: { mimeType: `${OFFICE}.wordprocessingml.document`, heads: ZIP },
  xlsx: { mimeType: `${OFFICE}.spreadsheetml.sheet`, heads: ZIP },
  pptx: { mimeType: `${OFFICE}.presentationml.presentation`, heads: ZIP },
  odt: { mimeType: `${OPEN}.text`, heads: ZIP },
  ods: { mimeType: `${OPEN}.spreadsheet`, heads: ZIP },
  png: { mimeType: 'image/png', heads: ['\u0089PNG\r\n'] },
  jpg: { mimeType: 'image/jpeg', heads: ['\u00ff\u00d8\u00ff'] },
  jpeg: { mimeType: 'image/jpeg', heads: ['\u00ff\u00d8\u00ff'] },
  tif: { mimeType: 'image/tiff', heads: ['II*\u0000', 'MM\u0000*'] },
  tiff: { mimeType: 'image/tiff', heads: ['II*\u0000', 'MM\u0000*'] },
  txt: { mimeType: 'text/plain', heads: [] },
  csv: { mimeType: 'text/csv', heads: [] },
};

/** A file's name as people gave it: no path, no control characters. */
export const attachmentName = z
  .string()
  .trim()
  .min(1, 'Dosya adını yazın.')
  .max(120, 'Dosya adı en çok 120 karakter olabilir.')
  .regex(/^[^\\/:*?"<>|\p{C}]+$/u, 'Dosya adında \\ / : * ? " < > | ya da görünmeyen karakter olamaz.');

/** The MIME type of a file by its name, if its content is of that type. Throws ValidationError that names what may be sent. */
export function mimeTypeOf(fileName: string, bytes: Buffer): string {
  const extension = extensionOf(fileName);
  const type = typeOf(fileName);
  if (!type)
    throw ValidationError.of(
      'fileName',
      `".${extension}" dosyası ek olamaz; şunlardan biri olmalı: ${Object.keys(FILE_TYPES).join(', ')}.`,
      'Resmî Yazışma Yönetmeliği m.18/3',
    );
  if (!isOfType(type, bytes))
    throw ValidationError.of('file', `Dosyanın içeriği ".${extension}" türünde değil; doğru dosyayı seçin.`);
  return type.mimeType;
}

/** Whether a file begins as its name says; true for types without a fixed beginning. An empty file is another matter. */
export function hasHeadOf(fileName: string, bytes: Buffer): boolean {
  const heads = typeOf(fileName)?.heads ?? [];
  return bytes.length === 0 || heads.length === 0 || beginsWith(bytes, heads);
}

function typeOf(fileName: string): FileType | undefined {
  const extension = extensionOf(fileName);
  return Object.hasOwn(FILE_TYPES, extension) ? FILE_TYPES[extension] : undefined;
}

function extensionOf(fileName: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

function beginsWith(bytes: Buffer, heads: readonly string[]): boolean {
  return heads.some((head) => bytes.subarray(0, head.length).equals(Buffer.from(head, 'latin1')));
}

function isOfType({ heads }: FileType, bytes: Buffer): boolean {
  if (heads.length > 0) return beginsWith(bytes, heads);
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\u0000');
  } catch {
    // Not UTF-8: no text that every institution can read.
    return false;
  }
}

/** The content of a stream, at most LARGEST_ATTACHMENT bytes. Throws ValidationError when it is larger or empty. */
export async function readAttachment(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > LARGEST_ATTACHMENT)
      throw ValidationError.of('file', `Ek en çok ${LARGEST_ATTACHMENT / MEGABYTE} MB olabilir; dosyayı küçültün.`);
    chunks.push(chunk);
  }
  if (size === 0) throw ValidationError.of('file', 'Dosya boş; doğru dosyayı yükleyin.');
  return Buffer.concat(chunks);
}
