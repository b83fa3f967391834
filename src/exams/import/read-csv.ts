import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DomainError } from '../../errors/index.ts';
import { CsvFormatError } from '../../personnel/index.ts';
import { CANDIDATE_COLUMNS, type CsvRow } from './columns.ts';

interface NumberedRecord {
  readonly record: CsvRow;
  /** Line in the file; the header is line 1. */
  readonly row: number;
}

/**
 * Rows of a candidates' CSV, UTF-8. The header tells the separator: a file with semicolons may write "92,5". Throws
 * CsvFormatError for a file that is none.
 */
export async function* readCandidateRows(csv: Readable): AsyncGenerator<NumberedRecord> {
  const { delimiter, text } = await peekHeader(csv);
  const parser = text.pipe(
    parse({
      bom: true,
      columns: checkHeader,
      delimiter,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }),
  );
  text.on('error', (error) => parser.destroy(error));
  try {
    for await (const item of parser as AsyncIterable<{ record: CsvRow; info: { lines: number } }>)
      yield { record: item.record, row: item.info.lines };
  } catch (error) {
    if (error instanceof DomainError || !(error instanceof Error) || !('code' in error)) throw error;
    if (!String(error.code).startsWith('CSV_')) throw error;
    throw new CsvFormatError(
      'CSV dosyası okunamadı: tırnak işaretleri kapanmamış ya da satır bozuk. Dosyayı UTF-8 CSV olarak yeniden kaydedin.',
      { cause: error },
    );
  }
}

/** The separator that the first line uses, and the whole text again as a stream. */
async function peekHeader(csv: Readable): Promise<{ delimiter: string; text: Readable }> {
  const chunks = csv[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>;
  let head = Buffer.alloc(0);
  while (!head.includes('\n')) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, Buffer.from(value)]);
  }
  const line = head.toString('utf8').split('\n', 1)[0] ?? '';
  async function* whole(): AsyncGenerator<Buffer | string> {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { delimiter: line.includes(';') ? ';' : ',', text: Readable.from(whole()) };
}

function checkHeader(header: string[]): string[] {
  const names = header.map((h) => h.trim());
  if (!names.includes('adayNo'))
    throw new CsvFormatError('CSV başlığında "adayNo" sütunu yok. İlk satıra sütun adlarını yazın.');
  const unknown = names.filter((n) => !(CANDIDATE_COLUMNS as readonly string[]).includes(n));
  if (unknown.length > 0)
    throw new CsvFormatError(
      `CSV başlığında tanınmayan sütunlar var: ${unknown.join(', ')}. Sütunlar: ${CANDIDATE_COLUMNS.join(', ')}.`,
    );
  return names;
}
