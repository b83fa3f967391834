import { XMLParser } from 'fast-xml-parser';
import { inflateEntry, readZip } from '../zip.ts';

/** A piece of text with its format; sizes in half points. */
export interface DocxRun {
  readonly text: string;
  readonly size: number;
  readonly font: string;
  readonly color: string;
}

/** A paragraph in reading order, tables flattened; lengths in twips. */
export interface DocxParagraph {
  readonly text: string;
  readonly runs: readonly DocxRun[];
  readonly align: string;
  readonly left: number;
  readonly right: number;
  readonly firstLine: number;
  readonly hanging: number;
  readonly spaceBefore: number;
  readonly spaceAfter: number;
  readonly tabs: readonly { readonly at: number; readonly align: string }[];
  readonly isFramed: boolean;
  readonly hasDrawing: boolean;
  readonly fields: readonly string[];
  /** Where it stands in a table: which table, row, column of how many. */
  readonly cell: {
    readonly table: number;
    readonly row: number;
    readonly column: number;
    readonly columns: number;
  } | null;
}

export interface DocxModel {
  readonly page: { readonly width: number; readonly height: number; readonly landscape: boolean };
  readonly margins: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly fonts: readonly string[];
  readonly body: readonly DocxParagraph[];
  readonly header: readonly DocxParagraph[];
  readonly footer: readonly DocxParagraph[];
}

type XmlNode = Readonly<Record<string, unknown>>;
interface Defaults {
  readonly size: number;
  readonly font: string;
  readonly fonts: readonly string[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  processEntities: true,
});

const children = (node: XmlNode, name: string): readonly XmlNode[] =>
  Array.isArray(node[name]) ? (node[name] as XmlNode[]) : [];
const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const attribute = (node: XmlNode, name: string): string => String((node[':@'] as XmlNode | undefined)?.[name] ?? '');
const number = (node: XmlNode | undefined, name: string): number => (node ? Number(attribute(node, name) || 0) : 0);
const find = (nodes: readonly XmlNode[], name: string): XmlNode | undefined => nodes.find((node) => name in node);
const inside = (nodes: readonly XmlNode[], name: string): readonly XmlNode[] => {
  const node = find(nodes, name);
  return node ? children(node, name) : [];
};

/** Reads the parts of a DOCX that layout rules speak of. Throws RangeError when it is no Word file. */
export function readDocx(bytes: Buffer): DocxModel {
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]));
  const xml = (name: string): readonly XmlNode[] => {
    const entry = entries.get(name);
    return entry ? (parser.parse(inflateEntry(entry).toString('utf8')) as XmlNode[]) : [];
  };
  const document = inside(inside(xml('word/document.xml'), 'w:document'), 'w:body');
  if (document.length === 0) throw new RangeError('word/document.xml is missing or empty');
  const defaults = readDefaults(inside(xml('word/styles.xml'), 'w:styles'));
  const section = inside(document, 'w:sectPr');
  const size = find(section, 'w:pgSz');
  const margins = find(section, 'w:pgMar');
  const part = (prefix: string, root: string): DocxParagraph[] =>
    [...entries.keys()]
      .filter((name) => name.startsWith(`word/${prefix}`))
      .flatMap((name) => paragraphsOf(inside(xml(name), root), defaults));
  return {
    page: {
      width: number(size, 'w:w'),
      height: number(size, 'w:h'),
      landscape: size !== undefined && attribute(size, 'w:orient') === 'landscape',
    },
    margins: {
      top: number(margins, 'w:top'),
      right: number(margins, 'w:right'),
      bottom: number(margins, 'w:bottom'),
      left: number(margins, 'w:left'),
    },
    fonts: defaults.fonts,
    body: paragraphsOf(document, defaults),
    header: part('header', 'w:hdr'),
    footer: part('footer', 'w:ftr'),
  };
}

function readDefaults(styles: readonly XmlNode[]): Defaults {
  const format = inside(inside(inside(styles, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr');
  const normal = styles.find(
    (style) =>
      'w:style' in style && attribute(style, 'w:default') === '1' && attribute(style, 'w:type') === 'paragraph',
  );
  const own = normal ? inside(children(normal, 'w:style'), 'w:rPr') : [];
  const fonts = find(own, 'w:rFonts') ?? find(format, 'w:rFonts');
  const slots = ['w:ascii', 'w:hAnsi', 'w:eastAsia', 'w:cs'].map((slot) => (fonts ? attribute(fonts, slot) : ''));
  return { font: slots[0] ?? '', fonts: slots, size: number(find(own, 'w:sz') ?? find(format, 'w:sz'), 'w:val') };
}

function paragraphsOf(nodes: readonly XmlNode[], defaults: Defaults): DocxParagraph[] {
  let tables = 0;
  const walk = (list: readonly XmlNode[], cell: DocxParagraph['cell']): DocxParagraph[] =>
    list.flatMap((node) => {
      if ('w:p' in node) return [paragraphOf(children(node, 'w:p'), { defaults, cell })];
      if ('w:tbl' in node) return tableOf(children(node, 'w:tbl'), tables++);
      if ('w:sdt' in node) return walk(inside(children(node, 'w:sdt'), 'w:sdtContent'), cell);
      return [];
    });
  const tableOf = (list: readonly XmlNode[], table: number): DocxParagraph[] =>
    list
      .filter((node) => 'w:tr' in node)
      .flatMap((node, row) => {
        const cells = children(node, 'w:tr').filter((item) => 'w:tc' in item);
        return cells.flatMap((item, column) =>
          walk(children(item, 'w:tc'), { table, row, column, columns: cells.length }),
        );
      });
  return walk(nodes, null);
}

function paragraphOf(
  nodes: readonly XmlNode[],
  { defaults, cell }: { defaults: Defaults; cell: DocxParagraph['cell'] },
): DocxParagraph {
  const format = inside(nodes, 'w:pPr');
  const indent = find(format, 'w:ind');
  const spacing = find(format, 'w:spacing');
  const align = find(format, 'w:jc');
  const runs = nodes.filter((node) => 'w:r' in node).map((node) => children(node, 'w:r'));
  const texts = runs.map((run) => runOf(run, defaults));
  return {
    text: texts.map((run) => run.text).join(''),
    runs: texts.filter((run) => run.text.trim() !== ''),
    align: align ? attribute(align, 'w:val') : 'left',
    left: number(indent, 'w:left'),
    right: number(indent, 'w:right'),
    firstLine: number(indent, 'w:firstLine'),
    hanging: number(indent, 'w:hanging'),
    spaceBefore: number(spacing, 'w:before'),
    spaceAfter: number(spacing, 'w:after'),
    tabs: inside(format, 'w:tabs').map((tab) => ({ at: number(tab, 'w:pos'), align: attribute(tab, 'w:val') })),
    isFramed: find(format, 'w:framePr') !== undefined,
    hasDrawing: runs.some((run) => run.some((node) => ['w:drawing', 'w:pict', 'w:object'].includes(nameOf(node)))),
    fields: runs.flatMap((run) =>
      run.filter((node) => 'w:instrText' in node).map((node) => textOf(children(node, 'w:instrText')).trim()),
    ),
    cell,
  };
}

function runOf(nodes: readonly XmlNode[], defaults: Defaults): DocxRun {
  const format = inside(nodes, 'w:rPr');
  const fonts = find(format, 'w:rFonts');
  const color = find(format, 'w:color');
  const text = nodes
    .map((node) =>
      'w:t' in node ? textOf(children(node, 'w:t')) : 'w:tab' in node ? '\t' : 'w:br' in node ? '\n' : '',
    )
    .join('');
  return {
    text,
    size: number(find(format, 'w:sz'), 'w:val') || defaults.size,
    font: fonts ? attribute(fonts, 'w:ascii') : defaults.font,
    color: color ? attribute(color, 'w:val').toUpperCase() : '',
  };
}

function textOf(nodes: readonly XmlNode[]): string {
  return nodes.map((node) => String(node['#text'] ?? '')).join('');
}
