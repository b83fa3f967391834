import type { ImportReport, Refusal } from '../../personnel/index.ts';

/** Refusals that a report keeps; `refused` counts all. */
const KEPT_REFUSALS = 1_000;
const BATCH = 200;

export interface NumberedRow<R> {
  readonly row: number;
  readonly record: R;
}

/** What became of a batch. */
export interface BatchResult {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Feeds the rows of a file in batches to `write` and adds up what became of them. A row whose `adayNo` stands in an
 * earlier line is refused.
 */
export async function importInBatches<R extends { readonly adayNo?: string }>(
  rows: AsyncIterable<NumberedRow<R>>,
  write: (batch: readonly NumberedRow<R>[]) => Promise<BatchResult>,
): Promise<ImportReport> {
  const report = { rowsRead: 0, inserted: 0, updated: 0, unchanged: 0, refused: 0, refusals: [] as Refusal[] };
  const refuse = (refusal: Refusal): void => {
    report.refused += 1;
    if (report.refusals.length < KEPT_REFUSALS) report.refusals.push(refusal);
  };
  const lines = new Map<string, number>();
  let batch: NumberedRow<R>[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const result = await write(batch);
    report.inserted += result.inserted;
    report.updated += result.updated;
    report.unchanged += result.unchanged;
    result.refusals.forEach(refuse);
    batch = [];
  };
  for await (const item of rows) {
    report.rowsRead += 1;
    const number = item.record.adayNo ?? '';
    const earlier = number === '' ? undefined : lines.get(number);
    if (earlier === undefined) {
      lines.set(number, item.row);
      batch.push(item);
    } else refuse({ row: item.row, field: 'adayNo', reason: `Aynı aday numarası ${earlier}. satırda da var.` });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return report;
}
