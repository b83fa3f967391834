import { parseInput, ValidationError } from '../../errors/index.ts';
import { type PersonInput, personInputSchema } from '../model.ts';
import { isTckn } from '../tckn.ts';

/** Header of the personnel CSV, in the order of the sample file. */
export const PERSONNEL_COLUMNS = [
  'sicilNo',
  'tckn',
  'ad',
  'soyad',
  'dogumTarihi',
  'sinif',
  'unvan',
  'birim',
  'kadroNo',
  'atayan',
  'durum',
  'baslamaTarihi',
  'derece',
  'kademe',
  'ogrenim',
  'okul',
  'bolum',
  'diplomaUnvani',
  'mezuniyetTarihi',
] as const;
type Column = (typeof PERSONNEL_COLUMNS)[number];
export type CsvRow = Partial<Record<Column, string>>;

/** Columns without which no row can be read. */
export const REQUIRED_COLUMNS: readonly Column[] = [
  'sicilNo',
  'tckn',
  'ad',
  'soyad',
  'dogumTarihi',
  'sinif',
  'unvan',
  'birim',
  'baslamaTarihi',
];

const FIELD_OF: Readonly<Record<string, Column>> = {
  givenNames: 'ad',
  surname: 'soyad',
  bornOn: 'dogumTarihi',
  unitCode: 'birim',
  appointedBy: 'atayan',
  status: 'durum',
  startedOn: 'baslamaTarihi',
  'education.0.level': 'ogrenim',
  'education.0.institution': 'okul',
  'education.0.field': 'bolum',
  'education.0.graduatedOn': 'mezuniyetTarihi',
};

/**
 * A row as a person. Dates may be written GG.AA.YYYY or YYYY-AA-GG. Throws ValidationError with the columns' own names.
 */
export function rowToPerson(row: CsvRow, knownUnits: ReadonlySet<string>): PersonInput {
  const cell = (column: Column): string | null => row[column]?.trim() || null;
  const number = (column: Column): number | null => (cell(column) === null ? null : Number(cell(column)));
  const raw = {
    sicilNo: cell('sicilNo'),
    tckn: cell('tckn'),
    givenNames: cell('ad'),
    surname: cell('soyad'),
    bornOn: toIso(cell('dogumTarihi')),
    sinif: cell('sinif'),
    unvan: cell('unvan'),
    unitCode: cell('birim'),
    kadroNo: cell('kadroNo'),
    appointedBy: cell('atayan') ?? 'valilik',
    status: cell('durum') ?? 'asil',
    startedOn: toIso(cell('baslamaTarihi')),
    derece: number('derece'),
    kademe: number('kademe'),
    education: cell('ogrenim') === null ? [] : [educationOf(cell)],
    career: {},
    family: null,
  };
  const person = inColumnNames(() => parseInput(personInputSchema, raw));
  if (!isTckn(person.tckn))
    throw ValidationError.of('tckn', 'T.C. kimlik numarasının denetim haneleri tutmuyor.', 'denetim hanesi');
  if (!knownUnits.has(person.unitCode)) throw ValidationError.of('birim', `"${person.unitCode}" kodlu birim yok.`);
  return person;
}

function educationOf(cell: (c: Column) => string | null) {
  const level = cell('ogrenim')?.toLocaleUpperCase('tr').replaceAll('İ', 'I') ?? null;
  return {
    level,
    institution: cell('okul'),
    field: cell('bolum'),
    graduatedOn: toIso(cell('mezuniyetTarihi')),
    title: cell('diplomaUnvani'),
  };
}

function inColumnNames<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(error.issues.map((issue) => ({ ...issue, path: FIELD_OF[issue.path] ?? issue.path })));
  }
}

/** `22.11.2026` as `2026-11-22`; anything else is left for the schema to judge. */
function toIso(text: string | null): string | null {
  const match = text === null ? null : /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]}-${match[1]}` : text;
}
