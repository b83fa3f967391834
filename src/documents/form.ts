import { formatDate, formatMoney, formatNumber, toUpper } from '../turkish/index.ts';
import type { DocumentContext, TableRow } from './context.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentKind, FieldDefinition } from './kinds.ts';
import type { Printer } from './printer.ts';
import { signatureOf } from './signatures.ts';

type FormContext = Pick<DocumentContext, 'title' | 'fields' | 'hasFields' | 'table' | 'sections' | 'parties'>;

/** The parts of a context that minutes, forms, lists and reports have: title, rows, table, sections, serving parties. */
export function composeForm(kind: DocumentKind, facts: DocumentFacts, printer: Printer): FormContext {
  return {
    title: toUpper(kind.heading === undefined ? kind.title : printer.print(kind.heading, 'Başlık')),
    fields: kind.rows.map((row) => ({ label: row.label, value: printer.print(row.value, row.label) })),
    hasFields: kind.rows.length > 0,
    table: tableOf(kind, facts, printer),
    sections: kind.sections.map((section) => ({
      heading: section.heading,
      paragraphs: printer.printAll(section.paragraphs, `${section.heading}, paragraf`).map((text) => ({ text })),
    })),
    parties: partiesOf(facts),
  };
}

const NO_TABLE: DocumentContext['table'] = {
  of2: null,
  of3: null,
  of4: null,
  of5: null,
  of6: null,
  of7: null,
  of8: null,
};

/** A table of a `rows` field; a first column counts the rows. At most seven own columns fit. */
function tableOf(kind: DocumentKind, facts: DocumentFacts, printer: Printer): DocumentContext['table'] {
  const field = kind.fields.find((item) => item.key === kind.table);
  if (!field) return NO_TABLE;
  const columns = field.columns ?? [];
  const rows = facts.data[field.key];
  if (!Array.isArray(rows) || rows.length === 0)
    printer.lack({ path: `data.${field.key}`, label: field.label, place: 'Tablo' });
  const body = (Array.isArray(rows) ? rows : []).map((row, index) =>
    toRow([String(index + 1), ...columns.map((column) => printCell(row, column))]),
  );
  const table = { head: toRow(['Sıra No', ...columns.map((column) => column.label)]), rows: body };
  return { ...NO_TABLE, [`of${columns.length + 1}`]: table };
}

function printCell(row: unknown, column: NonNullable<FieldDefinition['columns']>[number]): string {
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[column.key] : undefined;
  if (value === undefined || value === null || value === '') return '';
  if (column.type === 'date') return formatDate(String(value));
  if (column.type === 'money') return formatMoney(String(value));
  return column.type === 'number' ? formatNumber(String(value)) : String(value);
}

function toRow(cells: readonly string[]): TableRow {
  const [c1 = '', c2 = '', c3 = '', c4 = '', c5 = '', c6 = '', c7 = '', c8 = ''] = cells;
  return { c1, c2, c3, c4, c5, c6, c7, c8 };
}

/** Who serves (the first signer) and who is served (the person of the case), on a tebliğ-tebellüğ belgesi. */
function partiesOf(facts: DocumentFacts): DocumentContext['parties'] {
  const server = facts.signers[0] ? signatureOf(facts.signers[0]) : undefined;
  return {
    teblig: { name: server?.name ?? '', detail: server?.titles.map((title) => title.line).join(' ') ?? '' },
    tebellug: { name: facts.personnel?.adSoyad ?? '', detail: facts.personnel?.unvan ?? '' },
  };
}
