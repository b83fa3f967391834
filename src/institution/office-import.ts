import type { Readable } from 'node:stream';
import { isAdministrator, requireRight } from '../access/index.ts';
import { readCsv } from '../csv/index.ts';
import { type CommandContext, inTransaction } from '../database/index.ts';
import { parseInput, ValidationError } from '../errors/index.ts';
import { OFFICE_EDITORS, putOffice } from './office-commands.ts';
import { type ExternalOffice, externalOfficeSchema } from './office-model.ts';

/** Columns of the directory's CSV by field; `digerAdlar` holds several names with "|" between them. */
const COLUMNS = {
  code: 'kod',
  name: 'ad',
  otherNames: 'digerAdlar',
  kind: 'tur',
  detsis: 'detsis',
  kep: 'kep',
  parentCode: 'ustKod',
  from: 'baslangic',
  to: 'bitis',
} as const;
const REQUIRED = [COLUMNS.code, COLUMNS.name, COLUMNS.kind];

/** What an import did, with the line and reason of each refused row. */
export interface OfficeImportReport {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refusals: readonly { readonly row: number; readonly field: string; readonly reason: string }[];
}

interface NumberedOffice {
  readonly row: number;
  readonly office: ExternalOffice;
}

/**
 * Reads the directory of outside offices from a CSV (UTF-8, header line, comma or semicolon), each row in a transaction of
 * its own, parents before their children whatever their order in the file. Safe to repeat: a row that says what is on
 * record changes nothing. Throws CsvFormatError for a file that is no such table. Administrators only.
 */
export async function importExternalOffices(context: CommandContext, csv: Readable): Promise<OfficeImportReport> {
  requireRight(isAdministrator(context.actor), OFFICE_EDITORS);
  const report = { rowsRead: 0, inserted: 0, updated: 0, unchanged: 0 };
  const refusals: { row: number; field: string; reason: string }[] = [];
  const guarded = async <T>(row: number, work: () => Promise<T> | T): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      refusals.push(...error.issues.map(({ path, message }) => ({ row, field: columnOf(path), reason: message })));
      return null;
    }
  };
  const rows: NumberedOffice[] = [];
  const lines = new Map<string, number>();
  for await (const { record, row } of readCsv(csv, REQUIRED)) {
    report.rowsRead += 1;
    const office = await guarded(row, () => rowToOffice(record, { row, lines }));
    if (office) rows.push({ row, office });
  }
  for (const { row, office } of parentsFirst(rows)) {
    const change = await guarded(row, () =>
      inTransaction(context.db, (session) => putOffice(session, context, office)),
    );
    if (change) report[change] += 1;
  }
  return { ...report, refusals: refusals.toSorted((a, b) => a.row - b.row) };
}

function rowToOffice(
  record: Readonly<Record<string, string>>,
  { row, lines }: { row: number; lines: Map<string, number> },
): ExternalOffice {
  const cell = (column: string): string | null => record[column]?.trim() || null;
  const office = parseInput(externalOfficeSchema, {
    code: cell(COLUMNS.code) ?? '',
    name: cell(COLUMNS.name) ?? '',
    otherNames: (cell(COLUMNS.otherNames) ?? '').split('|').filter((name) => name.trim() !== ''),
    kind: cell(COLUMNS.kind) ?? '',
    detsis: cell(COLUMNS.detsis),
    kep: cell(COLUMNS.kep),
    parentCode: cell(COLUMNS.parentCode),
    from: cell(COLUMNS.from),
    to: cell(COLUMNS.to),
  });
  const earlier = lines.get(office.code);
  if (earlier !== undefined) throw ValidationError.of('code', `Aynı kod ${earlier}. satırda da var.`);
  lines.set(office.code, row);
  return office;
}

/** The rows so that each comes after its parent; of rows in a circle the first is refused when it is written. */
function parentsFirst(rows: readonly NumberedOffice[]): NumberedOffice[] {
  const byCode = new Map(rows.map((one) => [one.office.code, one]));
  const ordered = new Set<NumberedOffice>();
  for (const first of rows) {
    const chain: NumberedOffice[] = [];
    let next: NumberedOffice | undefined = first;
    while (next && !ordered.has(next) && !chain.includes(next)) {
      chain.push(next);
      next = byCode.get(next.office.parentCode ?? '');
    }
    for (const one of chain.toReversed()) ordered.add(one);
  }
  return [...ordered];
}

function columnOf(path: string): string {
  return Object.entries(COLUMNS).find(([field]) => field === path.split('.')[0])?.[1] ?? path;
}
