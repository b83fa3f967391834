import {
  cell,
  field,
  HALF_WIDTH,
  lines,
  paragraph,
  paragraphOf,
  row,
  run,
  section,
  TEXT_WIDTH,
  table,
} from './wordml.ts';

const COLON = 624;
const VALUE = 1021;
const LETTER = 1361;
const RED = 'C00000';

/** `ACELE` or `GÜNLÜDÜR`: red, top right, first page only (m.26/3). A frame in the margin, so that the head stays centred. */
function urgency(): string {
  const frame =
    '<w:framePr w:w="2835" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="right" w:y="454"/>';
  return section('sureli', paragraph('{sureli}', { align: 'right', color: RED, frame }));
}

/** Letterhead: centred lines at the top of the first page (m.10). */
export function letterhead(): string {
  return urgency() + section('head', paragraph('{line}', { align: 'center' }));
}

/** Sayı with the date flush right, Konu not past the middle, muhatap, İlgi: distances of m.11–16. */
export function letterTop(): string {
  const labels = [{ at: COLON }, { at: VALUE }];
  const konu = { left: VALUE, hanging: VALUE, right: HALF_WIDTH, tabs: labels };
  const single = paragraph('İlgi\t:\t{text}', { left: VALUE, hanging: VALUE, tabs: labels, align: 'both' });
  const many = paragraph('{label}\t{colon}\t{letter}\t{text}', {
    left: LETTER,
    hanging: LETTER,
    tabs: [...labels, { at: LETTER }],
    align: 'both',
  });
  return [
    lines(2),
    paragraph('Sayı\t:\t{sayi}\t{tarih}', { tabs: [...labels, { at: TEXT_WIDTH, align: 'right' }] }),
    paragraph('Konu\t:\t{konu}', konu),
    lines(2),
    section('muhatap.lines', paragraph('{line}', { align: 'center' })),
    lines(2),
    section('ilgi.single', single + lines(1)),
    section('ilgi.many', section('items', many) + lines(1)),
  ].join('');
}

/** Body: first line 1,25 cm, justified, no gaps (m.16/4). */
export function bodyText(): string {
  return section('paragraphs', paragraph('{text}', { firstLine: 709, align: 'both' }));
}

/** Closing sentence of a letter with a table, below the table. */
export function ending(): string {
  return section('ending', paragraph('{text}', { firstLine: 709, align: 'both', keepNext: true }));
}

const PARTS = ['a', 'b', 'c', 'd', 'e'] as const;
const COUNTS = ['one', 'two', 'three', 'four', 'five'] as const;

function signatureCell(name: string, width: number): string {
  const centred = { align: 'center', keepNext: true } as const;
  return cell(
    paragraph(`{${name}.name}`, centred) + section(`${name}.titles`, paragraph('{line}', { align: 'center' })),
    { width },
  );
}

function signatureRow(count: number, width: number): string {
  const each = Math.floor(width / count);
  const widths = Array.from({ length: count }, () => each);
  const cells = PARTS.slice(0, count)
    .map((name) => signatureCell(name, each))
    .join('');
  return table(row(cells), { widths, borders: 'none' });
}

/**
 * Three empty lines, then the signatures: one in the right half with its lines centred on each other, several in equal
 * columns of one row (m.17/1, 11). Nothing stands above a name.
 */
export function signatures({ gap = 3, width = TEXT_WIDTH } = {}): string {
  const half = Math.floor(width / 2);
  const right = { left: half, align: 'center', keepNext: true } as const;
  const one = paragraph('{a.name}', right) + section('a.titles', paragraph('{line}', { left: half, align: 'center' }));
  const several = COUNTS.slice(1).map((name, index) =>
    section(`signature.${name}`, signatureRow(index + 2, width) + lines(1)),
  );
  return lines(gap, { keepNext: true }) + section('signature.one', one) + several.join('');
}

/** Intermediate offices at the left, then the centred OLUR with who gives it (m.20). */
export function olur(): string {
  const left = { right: HALF_WIDTH, align: 'center', keepNext: true } as const;
  const middle = { align: 'center', keepNext: true } as const;
  const intermediate =
    lines(1) +
    paragraph('{text}', left) +
    lines(1, left) +
    paragraph('{name}', left) +
    section('titles', paragraph('{line}', { right: HALF_WIDTH, align: 'center' }));
  const approver =
    lines(2, { keepNext: true }) +
    paragraph('OLUR', middle) +
    lines(2, middle) +
    paragraph('{approver.name}', middle) +
    section('approver.titles', paragraph('{line}', { align: 'center' }));
  return section('olur', section('intermediates', intermediate) + approver);
}

/** `Ek:` on one line, or numbered below it (m.18). */
export function attachments(): string {
  const many = paragraph('Ek:', { keepNext: true }) + section('items', paragraph('{text}'));
  return section('ek.single', lines(2) + paragraph('Ek: {text}')) + section('ek.many', lines(2) + many);
}

/** `Dağıtım:` with the names below it, or Gereği and Bilgi side by side (m.19). */
export function distribution(): string {
  const column = (label: string, path: string): string =>
    cell(paragraph(`${label}:`, { keepNext: true }) + section(path, paragraph('{line}')), { width: HALF_WIDTH });
  const sides = row(column('Gereği', 'geregi') + column('Bilgi', 'bilgi'));
  const columns = table(sides, { widths: [HALF_WIDTH, HALF_WIDTH], borders: 'none' });
  const heading = lines(2) + paragraph('Dağıtım:', { keepNext: true });
  return (
    section('dagitim.plain', heading + section('items', paragraph('{line}'))) +
    section('dagitim.columns', heading + columns + lines(1))
  );
}

/** Degree of secrecy on top of every page (m.25). */
export function pageHeader(): string {
  return paragraph('{gizlilik}', { align: 'center', color: RED });
}

/**
 * Foot of every page: two lines kept free for the marks that exist only after signing (m.23), the line, contact and
 * informant in 8 pt (m.24), place of the karekod at the far right, page number (m.27).
 */
export function pageFooter({ width = TEXT_WIDTH } = {}): string {
  const small = { size: 16 };
  const widths = [Math.round(width * 0.56), Math.round(width * 0.34), Math.round(width * 0.1)];
  const [first = 0, second = 0, third = 0] = widths;
  const cells = [
    cell(section('contact.lines', paragraph('{line}', small)), { width: first }),
    cell(section('bilgiIcin', paragraph('{line}', small)), { width: second }),
    cell(paragraph('', small), { width: third }),
  ].join('');
  const number = { size: 18 };
  const page = paragraphOf(field('PAGE', number) + run('/', number) + field('NUMPAGES', number), {
    align: 'center',
    ...number,
  });
  return (
    lines(2, small) +
    table(row(cells), { widths, borders: 'top' }) +
    page +
    section('gizlilik', paragraph('{gizlilik}', { align: 'center', color: RED }))
  );
}
