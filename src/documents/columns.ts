/** Lists of a rendered part: a list is a table whose header row is repeated on every page. */

const TABLE = /^<w:tbl>.*?<\/w:tbl>/su;
const ROW = /<w:tr[ >].*?<\/w:tr>/gsu;
const CELL = /<w:tc>.*?<\/w:tc>/gsu;
const GRID = /<w:tblGrid>.*?<\/w:tblGrid>/su;
/** Twips by which columns that nobody has set may differ from each other. */
const TOLERANCE = 20;
/** A column asks for no more than this share of the table because of one long text. */
const LARGEST_SHARE = 0.3;
const HEAD_IN_TWO_LINES = 0.65;

/**
 * Gives the columns of every list widths by what they hold, amounts to the right and days and counts in the middle. Only lists whose columns the
 * template leaves equally wide (but for the first, which counts): what somebody has set in Word stays. Pure.
 */
export function fitColumns(xml: string): string {
  if (!xml.includes('<w:tblHeader')) return xml;
  return xml
    .split(/(?=<w:tbl>)/u)
    .map((piece) => (piece.includes('<w:tblHeader') ? piece.replace(TABLE, fitTable) : piece))
    .join('');
}

function fitTable(table: string): string {
  const grid = GRID.exec(table)?.[0] ?? '';
  const given = [...grid.matchAll(/<w:gridCol w:w="(\d+)"\/>/gu)].map((match) => Number(match[1]));
  const rows = (table.match(ROW) ?? []).map((row) => row.match(CELL) ?? []);
  const isPlain = rows.every((row) => row.length === given.length) && !table.includes('<w:gridSpan');
  if (!table.includes('<w:tblHeader') || !isPlain || !isUnset(given)) return table;
  const columns = given.map((_width, index) => columnOf(rows.map((row) => row[index] ?? '')));
  const widths = shareOut(columns, sum(given));
  const fitted = `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;
  return table.replace(grid, fitted).replace(ROW, (row) => {
    let index = 0;
    return row.replace(CELL, (cell) => {
      const at = index++;
      return setCell(cell, widths[at] ?? 0, columns[at]?.align ?? 'left');
    });
  });
}

function isUnset([, second, ...others]: readonly number[]): boolean {
  return second !== undefined && others.every((width) => Math.abs(width - second) <= TOLERANCE);
}

type Align = 'left' | 'center' | 'right';

/** Only what the template aligns to the left is aligned anew; the heads are centred. */
function setCell(cell: string, width: number, align: Align): string {
  return cell
    .replace(/<w:tcW [^>]*\/>/u, `<w:tcW w:w="${width}" w:type="dxa"/>`)
    .replace(/<w:jc w:val="(?:left|start)"\/>/gu, `<w:jc w:val="${align}"/>`);
}

interface Column {
  /** Twips of what must not be broken. */
  readonly least: number;
  /** Twips of the longest cell on one line. */
  readonly most: number;
  readonly align: Align;
}

const AMOUNT = /^-?[\d.]+(?:,\d+)?(?: ?TL)?$/u;
/** Counts, days (`15.01.2026`), positions (`3/1`). */
const SHORT = /^\d[\d./]*$/u;

/** Short figures and amounts stay on one line, other texts break between words. */
function columnOf(cells: readonly string[]): Column {
  const [head, ...body] = cells.map(measureCell);
  const align = alignOf(body.map(({ text }) => text).filter((text) => text !== ''));
  const most = (list: readonly Measured[], key: 'word' | 'line'): number =>
    list.reduce((longest, item) => Math.max(longest, item[key]), 0);
  const line = most(body, 'line');
  return {
    least: Math.max(head?.word ?? 0, align === 'left' ? most(body, 'word') : line),
    most: Math.max(head?.word ?? 0, (head?.line ?? 0) * HEAD_IN_TWO_LINES, line),
    align,
  };
}

function alignOf(texts: readonly string[]): Align {
  if (texts.length === 0) return 'left';
  if (texts.every((text) => SHORT.test(text))) return 'center';
  return texts.every((text) => AMOUNT.test(text)) ? 'right' : 'left';
}

/** Widths that fill the table: what each column asks for and the rest to the texts, or the least and a share of the room. */
function shareOut(columns: readonly Column[], total: number): number[] {
  const least = columns.map((column) => column.least);
  const asked = columns.map(({ least: own, most }) => Math.max(own, Math.min(most, total * LARGEST_SHARE)));
  const room = total - sum(least);
  if (room < 0)
    return roundTo(
      total,
      least.map((width) => (width * total) / sum(least)),
    );
  const wish = asked.map((width, index) => width - (least[index] ?? 0));
  if (sum(wish) > room)
    return roundTo(
      total,
      least.map((width, index) => width + ((wish[index] ?? 0) * room) / sum(wish)),
    );
  const hasText = columns.some((column) => column.align === 'left');
  const taker = asked.map((width, index) => (hasText && columns[index]?.align !== 'left' ? 0 : width));
  return roundTo(
    total,
    asked.map((width, index) => width + ((taker[index] ?? 0) * (total - sum(asked))) / sum(taker)),
  );
}

function roundTo(total: number, widths: readonly number[]): number[] {
  const whole = widths.map(Math.floor);
  return whole.map((width, index) => (index === whole.length - 1 ? width + total - sum(whole) : width));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

interface Measured {
  readonly text: string;
  /** Twips, cell margins included. */
  readonly word: number;
  readonly line: number;
}

/** Twips beside the text of a cell: its margins, and a little for fonts that run wider. */
const BESIDE = 170;
const DEFAULT_HALF_POINTS = 24;
const TWIPS_PER_HALF_POINT = 10;
const BOLDER = 1.08;

function measureCell(cell: string): Measured {
  const lines = cell
    .replace(/<w:br\/>|<\/w:p>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&[a-z]+;/gu, '&')
    .split('\n')
    .map((text) => text.trim());
  const size = Number(/<w:sz w:val="(\d+)"\/>/u.exec(cell)?.[1] ?? DEFAULT_HALF_POINTS) * TWIPS_PER_HALF_POINT;
  const scale = cell.includes('<w:b/>') ? size * BOLDER : size;
  const widest = (texts: readonly string[]): number =>
    Math.ceil(BESIDE + scale * texts.reduce((longest, text) => Math.max(longest, emsOf(text)), 0));
  return { text: lines.join(' ').trim(), word: widest(lines.flatMap((line) => line.split(' '))), line: widest(lines) };
}

/** Widths of characters in Times New Roman, in ems. Any other is about as wide as a digit. */
const EMS: readonly (readonly [RegExp, number])[] = [
  [/[iıjlt.,;:'’|!/()[\]fr\s-]/u, 0.32],
  [/[MW%…]/u, 0.93],
  [/[mw–]/u, 0.76],
  [/\p{Lu}/u, 0.7],
];
const DIGIT_EM = 0.5;

/** Every character is looked up once. */
const knownEms = new Map<string, number>();

function emsOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += knownEms.get(character) ?? findEm(character);
  return ems;
}

function findEm(character: string): number {
  const em = EMS.find(([pattern]) => pattern.test(character))?.[1] ?? DIGIT_EM;
  knownEms.set(character, em);
  return em;
}
