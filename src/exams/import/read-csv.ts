import type { Readable } from 'node:stream';
import { CsvFormatError, readCsv } from '../../csv/index.ts';
import { CANDIDATE_COLUMNS, type CsvRow } from './columns.ts';

/**
 * Rows of a candidates' CSV with their line. Throws CsvFormatError for a file that is none, lacks `adayNo`, or has a
 * column that nobody knows: a misspelt heading would else pass for a file without that column.
 */
export async function* readCandidateRows(
  csv: Readable,
): AsyncGenerator<{ readonly record: CsvRow; readonly row: number }> {
  let isChecked = false;
  for await (const { record, row } of readCsv(csv, ['adayNo'])) {
    if (!isChecked) refuseUnknown(Object.keys(record));
    isChecked = true;
    yield { record, row };
  }
}

function refuseUnknown(names: readonly string[]): void {
  const unknown = names.filter((n) => !(CANDIDATE_COLUMNS as readonly string[]).includes(n));
  if (unknown.length === 0) return;
  throw new CsvFormatError(
    `CSV başlığında tanınmayan sütunlar var: ${unknown.join(', ')}. Sütunlar: ${CANDIDATE_COLUMNS.join(', ')}.`,
  );
}
