import { cell, HALF_WIDTH, lines, paragraph, row, section, TEXT_WIDTH, table } from './wordml.ts';

/** Label and value pairs. A letter without them has no such table. */
export function fieldTable({ width = TEXT_WIDTH } = {}): string {
  const first = Math.round(width * 0.36);
  const widths = [first, width - first];
  const cells =
    cell(paragraph('{#fields}{label}'), { width: first }) +
    cell(paragraph('{value}{/fields}'), { width: width - first });
  return table(row(cells), { widths, borders: 'all', margin: 85 });
}

/** The same inside a letter, set off from the text by an empty line above and below. */
export function spacedFieldTable(): string {
  const space = section('hasFields', lines(1));
  return space + fieldTable() + space;
}

/** Tables of two to eight columns, of which a document fills at most one. */
export function dataTables({ width = TEXT_WIDTH, gap = 0 } = {}): string {
  return [2, 3, 4, 5, 6, 7, 8]
    .map((count) => section(`table.of${count}`, lines(gap) + dataTable(count, width) + lines(1)))
    .join('');
}

type Align = 'left' | 'center' | 'right';
interface Column {
  readonly width: number;
  readonly align: Align;
}

const NARROW = 680;

function dataTable(count: number, width: number): string {
  const each = Math.floor((width - NARROW) / (count - 1));
  const others = Array.from({ length: count - 1 }, (): Column => ({ width: each, align: 'left' }));
  return columnTable([{ width: NARROW, align: 'center' }, ...others]);
}

/** Lines of a statement: text, quantity, unit price and amount to the right, provision. */
export function amountTable(): string {
  const shares: readonly [number, Align][] = [
    [0.33, 'left'],
    [0.12, 'right'],
    [0.15, 'right'],
    [0.18, 'right'],
    [0.22, 'left'],
  ];
  const others = shares.map(([share, align]) => ({ width: Math.floor((TEXT_WIDTH - NARROW) * share), align }));
  return section('table.of6', columnTable([{ width: NARROW, align: 'center' }, ...others]) + lines(1));
}

function columnTable(layout: readonly Column[]): string {
  const widths = layout.map(({ width }) => width);
  const count = layout.length;
  const size = count > 5 ? 18 : 20;
  const columns = widths.map((_width, index) => `c${index + 1}`);
  const head = columns.map((name, index) =>
    cell(paragraph(`{head.${name}}`, { align: 'center', bold: true, size }), {
      width: widths[index] ?? 0,
      shade: 'EDEDED',
    }),
  );
  const body = columns.map((name, index) => {
    const open = index === 0 ? '{#rows}' : '';
    const close = index === count - 1 ? '{/rows}' : '';
    return cell(paragraph(`${open}{${name}}${close}`, { size, align: layout[index]?.align ?? 'left' }), {
      width: widths[index] ?? 0,
    });
  });
  return table(row(head.join(''), { isHeader: true }) + row(body.join('')), { widths, borders: 'all', margin: 57 });
}

/** Centred title of a form, minutes or list. */
export function formTitle(): string {
  return lines(1) + paragraph('{title}', { align: 'center', bold: true }) + lines(1);
}

/** Whose declaration it is at the right; at the left the head of the unit, to be filled by hand. */
export function declarationSignatures(): string {
  const centred = { align: 'center' } as const;
  const head = [
    paragraph('Bildirim kayıtlara uygundur.', centred),
    paragraph('Birim Yetkilisi', { ...centred, bold: true }),
    lines(1),
    ...['Adı ve Soyadı: ……………………', 'Unvanı: ……………………', 'Tarih ve İmza: ……………………'].map((text) => paragraph(text)),
  ];
  const own = [
    paragraph('Bildirim Sahibi', { ...centred, bold: true }),
    lines(1),
    section('signature.one', paragraph('{a.name}', centred) + section('a.titles', paragraph('{line}', centred))),
    paragraph('İmza: ……………………', centred),
  ];
  const cells = cell(head.join(''), { width: HALF_WIDTH }) + cell(own.join(''), { width: HALF_WIDTH });
  return lines(2, { keepNext: true }) + table(row(cells), { widths: [HALF_WIDTH, HALF_WIDTH], borders: 'none' });
}

/** Serving and served party with lines to be filled by hand, refusal and witnesses below. */
export function servingParties(): string {
  const blanks = ['T.C. Kimlik / Sicil No: ……………………', 'Tarih: …/…/20…', 'İmza:'];
  const party = (title: string, path: string): string =>
    cell(
      [
        paragraph(title, { align: 'center', bold: true }),
        lines(1),
        paragraph(`{parties.${path}.name}`, { align: 'center' }),
        paragraph(`{parties.${path}.detail}`, { align: 'center' }),
        lines(1),
        ...blanks.map((text) => paragraph(text)),
        lines(2),
      ].join(''),
      { width: HALF_WIDTH },
    );
  const witness = (number: number): string =>
    cell(
      [
        paragraph(`${number}. Tanık`, { align: 'center' }),
        paragraph('Adı Soyadı: ……………………'),
        paragraph('İmza:'),
        lines(1),
      ].join(''),
      { width: HALF_WIDTH },
    );
  const widths = [HALF_WIDTH, HALF_WIDTH];
  return [
    table(row(party('Tebliğ Eden', 'teblig') + party('Tebellüğ Eden', 'tebellug')), {
      widths,
      borders: 'all',
      margin: 85,
    }),
    lines(1),
    paragraph(
      'Muhatap tebellüğden imtina ettiğinden durum aşağıdaki tanıkların huzurunda tespit edilmiştir. (Yalnızca imtina hâlinde doldurulur.)',
      { align: 'both', size: 20 },
    ),
    table(row(witness(1) + witness(2)), { widths, borders: 'all', margin: 85 }),
    lines(1),
  ].join('');
}

/** Headed parts of a report. */
export function reportSections(): string {
  const part =
    paragraph('{heading}', { bold: true, keepNext: true }) +
    section('paragraphs', paragraph('{text}', { firstLine: 709, align: 'both' })) +
    lines(1);
  return section('sections', part);
}
