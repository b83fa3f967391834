/** Small builders of WordprocessingML. Lengths are twips (1 cm = 567), sizes half points. */

export const TEXT_WIDTH = 10206;
export const HALF_WIDTH = 5103;

export interface RunOptions {
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
}

export interface ParagraphOptions extends RunOptions {
  readonly align?: 'left' | 'center' | 'right' | 'both';
  readonly left?: number;
  readonly right?: number;
  readonly firstLine?: number;
  readonly hanging?: number;
  readonly tabs?: readonly { readonly at: number; readonly align?: 'left' | 'right' }[];
  readonly keepNext?: boolean;
  /** Raw paragraph properties that come first, such as a frame. */
  readonly frame?: string;
}

function escapeXml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

function runProperties({ size, color, bold }: RunOptions): string {
  const inner = [
    bold ? '<w:b/><w:bCs/>' : '',
    color ? `<w:color w:val="${color}"/>` : '',
    size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : '',
  ].join('');
  return inner === '' ? '' : `<w:rPr>${inner}</w:rPr>`;
}

/** Runs of a text; `\t` becomes a tab. */
export function run(text: string, options: RunOptions = {}): string {
  const format = runProperties(options);
  return text
    .split('\t')
    .map((piece) => (piece === '' ? '' : `<w:r>${format}<w:t xml:space="preserve">${escapeXml(piece)}</w:t></w:r>`))
    .join(`<w:r>${format}<w:tab/></w:r>`);
}

function paragraphProperties(options: ParagraphOptions): string {
  const { left, right, firstLine, hanging, tabs = [], align, keepNext, frame = '' } = options;
  const stops = tabs.map((tab) => `<w:tab w:val="${tab.align ?? 'left'}" w:pos="${tab.at}"/>`).join('');
  const indent = Object.entries({ left, right, firstLine, hanging })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` w:${name}="${value}"`)
    .join('');
  const inner = [
    keepNext ? '<w:keepNext/>' : '',
    frame,
    stops === '' ? '' : `<w:tabs>${stops}</w:tabs>`,
    indent === '' ? '' : `<w:ind${indent}/>`,
    align ? `<w:jc w:val="${align}"/>` : '',
    runProperties(options),
  ].join('');
  return inner === '' ? '' : `<w:pPr>${inner}</w:pPr>`;
}

/** A paragraph of plain text, tags and tabs. */
export function paragraph(text: string, options: ParagraphOptions = {}): string {
  return `<w:p>${paragraphProperties(options)}${text === '' ? '' : run(text, options)}</w:p>`;
}

/** A paragraph around runs that are already built. */
export function paragraphOf(runs: string, options: ParagraphOptions = {}): string {
  return `<w:p>${paragraphProperties(options)}${runs}</w:p>`;
}

/** N empty lines. */
export function lines(count: number, options: ParagraphOptions = {}): string {
  return paragraph('', options).repeat(count);
}

/** Paragraphs that are repeated or left out: `{#tag} … {/tag}` on lines of their own, which rendering removes. */
export function section(tag: string, body: string): string {
  return paragraph(`{#${tag}}`) + body + paragraph(`{/${tag}}`);
}

export interface CellOptions {
  readonly width: number;
  readonly shade?: string;
}

export function cell(body: string, { width, shade }: CellOptions): string {
  const fill = shade ? `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>` : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${fill}</w:tcPr>${body}</w:tc>`;
}

export function row(cells: string, { isHeader = false } = {}): string {
  return `<w:tr><w:trPr><w:cantSplit/>${isHeader ? '<w:tblHeader/>' : ''}</w:trPr>${cells}</w:tr>`;
}

export interface TableOptions {
  readonly widths: readonly number[];
  /** Lines around the cells: all, only one above (footer), or none. */
  readonly borders: 'all' | 'top' | 'none';
  readonly margin?: number;
}

export function table(rows: string, { widths, borders, margin = 0 }: TableOptions): string {
  const line = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
  const sides = { all: ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'], top: ['top'], none: [] }[borders];
  const total = widths.reduce((sum, width) => sum + width, 0);
  const borderXml = sides.length === 0 ? '' : `<w:tblBorders>${sides.map(line).join('')}</w:tblBorders>`;
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/>${borderXml}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="${margin}" w:type="dxa"/><w:right w:w="${margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>`;
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>`;
}

/** A field that Word computes, such as PAGE. */
export function field(code: string, options: RunOptions = {}): string {
  const format = runProperties(options);
  const mark = (type: string): string => `<w:r>${format}<w:fldChar w:fldCharType="${type}"/></w:r>`;
  const instruction = `<w:r>${format}<w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>`;
  return `${mark('begin')}${instruction}${mark('separate')}${run('1', options)}${mark('end')}`;
}
