/** Rows of a CSV file as a stream. A leaf: every room that imports tables reads them the same way. */
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DomainError } from '../errors/index.ts';

/** A file that cannot be read as CSV at all, or lacks obligatory columns. */
export class CsvFormatError extends DomainError {
  readonly code = 'CSV_FORMAT';
}

export interface CsvRow {
  /** Cells by column name, trimmed; an empty cell is an empty text. */
  readonly record: Readonly<Record<string, string>>;
  /** Line in the file; the header is line 1. */
  readonly row: number;
}

/**
 * UTF-8 with a header line, comma or semicolon: whichever the header has. Throws CsvFormatError for missing columns and
 * broken quoting; rows before it have been given.
 */
export async function* readCsv(
  source: Readable | AsyncIterable<string | Buffer>,
  required: readonly string[] = [],
): AsyncGenerator<CsvRow> {
  const { head, rest } = await splitHead(source);
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkHeader(header, required),
    delimiter: delimiterOf(head),
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
  });
  const feeding = feed(parser, head, rest);
  // Its failure reaches the loop below through the parser; this keeps it from being taken for an unhandled one.
  feeding.catch(() => {});
  try {
    for await (const item of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>)
      yield { record: item.record, row: item.info.lines };
  } catch (error) {
    throw readable(error);
  }
  await feeding;
}

/** The first line, in as many chunks as it takes. */
async function splitHead(
  source: AsyncIterable<string | Buffer>,
): Promise<{ head: Buffer; rest: AsyncIterator<string | Buffer> }> {
  const rest = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (!head.includes(10)) {
    const { done, value } = await rest.next();
    if (done) break;
    head = Buffer.concat([head, Buffer.from(value)]);
  }
  return { head, rest };
}

function delimiterOf(head: Buffer): string {
  return (head.toString('utf8').split('\n')[0] ?? '').includes(';') ? ';' : ',';
}

async function feed(
  parser: ReturnType<typeof parse>,
  head: Buffer,
  rest: AsyncIterator<string | Buffer>,
): Promise<void> {
  try {
    parser.write(head);
    for (let next = await rest.next(); !next.done; next = await rest.next())
      if (!parser.write(next.value)) await drained(parser);
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** Until the parser takes more, or has ended because its reader stopped. */
function drained(parser: ReturnType<typeof parse>): Promise<void> {
  if (parser.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off('drain', done);
      parser.off('close', done);
      resolve();
    };
    parser.once('drain', done);
    parser.once('close', done);
  });
}

function checkHeader(header: string[], required: readonly string[]): string[] {
  const names = header.map((h) => h.trim());
  const lacking = required.filter((column) => !names.includes(column));
  if (lacking.length === 0) return names;
  throw new CsvFormatError(
    `CSV başlığında zorunlu sütunlar yok: ${lacking.join(', ')}. İlk satıra sütun adlarını yazın.`,
  );
}

function readable(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !/^CSV_(?!FORMAT)/.test(String(error.code))) return error;
  return new CsvFormatError(
    'CSV dosyası okunamadı: tırnak işaretleri kapanmamış ya da satır bozuk. Dosyayı UTF-8 CSV olarak yeniden kaydedin.',
    { cause: error },
  );
}
