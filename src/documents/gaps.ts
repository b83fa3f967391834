/** Marks around the name of a value that a draft lacks; private-use characters that no real text contains. */
export const GAP_START = '\uE000';
export const GAP_END = '\uE001';

const HAS_GAP = /\uE000/u;
const RUN_WITH_GAP =
  /<w:r(?: [^>]*)?>(<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t(?: [^>]*)?>([^<]*\uE000[^<]*)<\/w:t><\/w:r>/gu;
const HIGHLIGHT = '<w:highlight w:val="yellow"/>';
/** Elements of w:rPr that must stand after w:highlight (ECMA-376 17.3.2.28). */
const AFTER_HIGHLIGHT =
  /<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)[ />]/u;

/** The visible sign of a missing value in a draft: its label in brackets, highlighted when rendered. */
export function gap(label: string): string {
  return `${GAP_START}[${label}]${GAP_END}`;
}

/** True when a text contains the sign of a missing value. */
export function hasGap(text: string): boolean {
  return HAS_GAP.test(text);
}

/** Puts every gap of a part into a run of its own with yellow highlight, and takes the marks away. */
export function highlightGaps(xml: string): string {
  if (!xml.includes(GAP_START)) return xml;
  return xml
    .replace(RUN_WITH_GAP, (_run, format: string | undefined, text: string) => splitRun(format ?? '', text))
    .replace(/[\uE000\uE001]/gu, '');
}

function splitRun(format: string, text: string): string {
  return text
    .split(/(\uE000[^\uE001]*\uE001)/u)
    .filter((piece) => piece !== '')
    .map(
      (piece) =>
        `<w:r>${HAS_GAP.test(piece) ? withHighlight(format) : format}<w:t xml:space="preserve">${piece}</w:t></w:r>`,
    )
    .join('');
}

function withHighlight(format: string): string {
  const inner = format.replace(/^<w:rPr>|<\/w:rPr>$/gu, '');
  const at = inner.search(AFTER_HIGHLIGHT);
  const before = at < 0 ? inner : inner.slice(0, at);
  return `<w:rPr>${before}${HIGHLIGHT}${at < 0 ? '' : inner.slice(at)}</w:rPr>`;
}
