import { readXml, type XmlElement } from '../container/xml-reader.ts';
import { type ReadPart, readZip } from '../container/zip-reader.ts';
import { findingList } from '../finding.ts';
import type { PackageLimits } from '../limits.ts';

/** The text of a DOCX letter: lines of its body in order, and the text of headers and footers. */
export interface LetterText {
  readonly lines: readonly string[];
  readonly margins: readonly string[];
  /** What a letter must not carry, in Turkish: `makro taşıyor`. */
  readonly hazards: readonly string[];
}

const SKIPPED = new Set(['del', 'moveFrom', 'instrText', 'delText', 'Fallback', 'pPr', 'rPr', 'sectPr']);
/** Word nests tables, drawings and text boxes deeper than any package component. */
const WORD_DEPTH = 120;

/** Reads the letter back from its DOCX bytes; null when they are no readable DOCX. */
export function readLetterText(docx: Buffer, limits: PackageLimits): LetterText | null {
  const parts = readZip(docx, limits, findingList());
  if (parts === null) return null;
  const wordLimits = { ...limits, maxXmlDepth: WORD_DEPTH };
  const linesOf = (key: string): string[] | null => {
    const bytes = parts.find((part) => part.key === key)?.bytes;
    if (!bytes) return null;
    const reading = readXml(bytes, wordLimits);
    return reading.kind === 'TREE' ? blockLines(reading.root) : null;
  };
  const lines = linesOf('word/document.xml');
  if (lines === null) return null;
  const margins = parts
    .filter((part) => /^word\/(header|footer)\d*\.xml$/.test(part.key))
    .flatMap((part) => linesOf(part.key) ?? []);
  return { lines, margins, hazards: hazardsOf(parts, wordLimits) };
}

/** Code, embedded files, and parts that Word would fetch from elsewhere when it opens the letter. */
function hazardsOf(parts: readonly ReadPart[], limits: PackageLimits): string[] {
  const keys = parts.map(({ key }) => key);
  const remote = parts.some(({ key, bytes }) => {
    const reading = key.endsWith('.rels') && bytes ? readXml(bytes, limits) : null;
    return (
      reading?.kind === 'TREE' &&
      reading.root.children.some(
        ({ attributes }) => attributes.TargetMode === 'External' && !attributes.Type?.endsWith('/hyperlink'),
      )
    );
  });
  return [
    ...(keys.some((key) => /vbaproject\.bin$|^word\/activex\//.test(key)) ? ['makro ya da etkin içerik taşıyor'] : []),
    ...(keys.some((key) => key.startsWith('word/embeddings/')) ? ['gömülü dosya taşıyor'] : []),
    ...(remote ? ['açılınca dışarıdan içerik çeken bir bağlantı taşıyor'] : []),
  ];
}

/** Lines below an element: one a paragraph, one a table row when each cell holds one line. */
function blockLines(element: XmlElement): string[] {
  if (SKIPPED.has(element.name)) return [];
  if (element.name === 'p') return [paragraphText(element).trim(), ...element.children.flatMap(boxLines)];
  const below = element.children.map(blockLines);
  if (element.name !== 'tr') return below.flat();
  const cells = below.map((cell) => cell.filter((line) => line !== ''));
  return cells.every((cell) => cell.length <= 1) ? [cells.flat().join('\t')] : cells.flat();
}

/** Paragraphs of text boxes inside a paragraph's runs. */
function boxLines(element: XmlElement): string[] {
  if (SKIPPED.has(element.name)) return [];
  return element.name === 'txbxContent' ? element.children.flatMap(blockLines) : element.children.flatMap(boxLines);
}

function paragraphText(element: XmlElement): string {
  return element.children
    .map((one) => {
      if (SKIPPED.has(one.name) || one.name === 'txbxContent') return '';
      if (one.name === 't') return one.text;
      if (one.name === 'tab' || one.name === 'ptab') return '\t';
      if (one.name === 'br' || one.name === 'cr') return ' ';
      if (one.name === 'noBreakHyphen') return '-';
      return paragraphText(one);
    })
    .join('');
}

/** Text with every run of white space as one blank. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The value of a side heading (`Konu : …`), or null when the letter has no such line. */
export function headingValue(letter: LetterText, heading: 'Sayı' | 'Konu' | 'İlgi'): string | null {
  const pattern = new RegExp(`^${heading}\\s*:\\s*(.*)$`);
  for (const line of letter.lines) {
    const found = pattern.exec(squeeze(line));
    if (found) return found[1] ?? '';
  }
  return null;
}
