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

function dataTable(count: number, width: number): string {
  const narrow = 680;
  const each = Math.floor((width - narrow) / (count - 1));
  const widths = [narrow, ...Array.from({ length: count - 1 }, () => each)];
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
    return cell(paragraph(`${open}{${name}}${close}`, { size, align: index === 0 ? 'center' : 'left' }), {
      width: widths[index] ?? 0,
    });
  });
  return table(row(head.join(''), { isHeader: true }) + row(body.join('')), { widths, borders: 'all', margin: 57 });
}

/** Centred title of a form, minutes or list. */
export function formTitle(): string {
  return lines(1) + paragraph('{title}', { align: 'center', bold: true }) + lines(1);
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
