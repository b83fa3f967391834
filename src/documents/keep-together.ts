/** An empty paragraph that is held to the next one: the gap above a signature. */
const GAP = /<w:p(?: [^>]*)?><w:pPr><w:keepNext\/>(?:(?!<\/w:p>|<w:t[ >]).)*<\/w:p>/su;
const KEEP = '<w:keepNext/>';
/** More text than this between list and signature is not held as a whole. */
const MOST_HELD = 1600;
const ROWS_HELD = 2;

/**
 * Holds what stands above the first signature to it, so that no signature stands alone on a page: the last rows of a list
 * with the text below it, otherwise the last paragraph. Pure; a part without signature stays as it is.
 */
export function keepWithSignature(xml: string): string {
  // Most parts hold nothing: the plain search is several times as fast.
  const end = xml.includes(KEEP) ? GAP.exec(xml)?.index : undefined;
  if (end === undefined) return xml;
  const above = xml.slice(0, end);
  const listEnd = above.lastIndexOf('</w:tbl>');
  const below = listEnd < 0 ? '' : above.slice(listEnd);
  const isList = listEnd >= 0 && above.slice(above.lastIndexOf('<w:tbl>')).includes('<w:tblHeader');
  const held =
    isList && textLength(below) <= MOST_HELD
      ? holdRows(above.slice(0, listEnd)) + holdParagraphs(below)
      : holdLastText(above);
  return held + xml.slice(end);
}

function textLength(xml: string): number {
  return xml.replace(/<[^>]*>/gu, '').length;
}

function holdRows(table: string): string {
  const at = table
    .split(/(?=<w:tr[ >])/u)
    .slice(-ROWS_HELD)
    .join('').length;
  return table.slice(0, -at) + holdParagraphs(table.slice(-at));
}

/** From the last paragraph with text on; empty ones below it belong to the chain. */
function holdLastText(above: string): string {
  const text = above.lastIndexOf('</w:t>');
  const at = Math.max(above.lastIndexOf('<w:p>', text), above.lastIndexOf('<w:p ', text));
  return at < 0 ? above : above.slice(0, at) + holdParagraphs(above.slice(at));
}

/** keepNext stands first in w:pPr, after a style (ECMA-376 17.3.1.26). */
function holdParagraphs(xml: string): string {
  return xml.replace(
    /(<w:p(?: [^>]*)?>)(<w:pPr>(?:<w:pStyle [^>]*\/>)?)?(<w:keepNext[^>]*\/>)?/gu,
    (_all, start, properties) =>
      properties === undefined ? `${start}<w:pPr>${KEEP}</w:pPr>` : `${start}${properties}${KEEP}`,
  );
}
