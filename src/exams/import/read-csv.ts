import type { Readable } from 'node:stream';
import { CsvFormatError, readCsv } from '../../csv/index.ts';
import type { NumberedRow } from './batches.ts';

/**
 * Rows of a CSV with known columns and their line; a column may lack. Throws CsvFormatError for a file that is none, lacks
 * `adayNo`, or has a column that nobody knows: a misspelt heading would else pass for a file without that column.
 */
export async function* readKnownRows<C extends string>(
  csv: Readable,
  columns: readonly C[],
): AsyncGenerator<NumberedRow<Partial<Record<C, string>>>> {
  let isChecked = false;
  for await (const { record, row } of readCsv(csv, ['adayNo'])) {
    if (!isChecked) refuseUnknown(Object.keys(record), columns);
    isChecked = true;
    yield { record: record as Partial<Record<C, string>>, row };
  }
}

function refuseUnknown(names: readonly string[], columns: readonly string[]): void {
  const unknown = names.filter((n) => !columns.includes(n));
  if (unknown.length === 0) return;
  throw new CsvFormatError(
    `CSV başlığında tanınmayan sütunlar var: ${unknown.join(', ')}. Sütunlar: ${columns.join(', ')}.`,
  );
}
