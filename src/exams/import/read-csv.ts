import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DomainError } from '../../errors/index.ts';
import { CsvFormatError } from '../../personnel/index.ts';
import { CANDIDATE_COLUMNS, type CsvRow } from './columns.ts';

/** Rows of a candidates' CSV (comma or semicolon, UTF-8) with their line. Throws CsvFormatError for a file that is none. */
export async function* readCandidateRows(
  csv: Readable,
): AsyncGenerator<{ readonly record: CsvRow; readonly row: number }> {
  const parser = csv.pipe(
    parse({
      bom: true,
      columns: checkHeader,
      delimiter: [',', ';'],
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }),
  );
  csv.on('error', (error) => parser.destroy(error));
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
