import PizZip from 'pizzip';

/** Text of the paragraphs of body, header and footer, one a line, as a reader of the raw XML sees it. */
export function plainText(bytes: Buffer): string {
  const zip = new PizZip(bytes);
  const parts = Object.keys(zip.files)
    .filter((name) => /^word\/(document|header\d|footer\d)\.xml$/u.test(name))
    .toSorted();
  return parts.flatMap((name) => (zip.file(name)?.asText() ?? '').split('</w:p>').map(paragraphText)).join('\n');
}

function paragraphText(xml: string): string {
  const pieces = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(tab|br)\/>/gu)].map(([, text, mark]) =>
    mark === 'tab' ? '\t' : mark === 'br' ? '\n' : (text ?? ''),
  );
  return pieces
    .join('')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&quot;/gu, '"')
    .replace(/&apos;/gu, "'")
    .replace(/&amp;/gu, '&');
}

/** The file with one of its parts changed, for tests of what must be noticed. */
export function withPart(bytes: Buffer, name: string, change: (xml: string) => string): Buffer {
  const zip = new PizZip(bytes);
  const before = zip.file(name)?.asText() ?? '';
  const after = change(before);
  if (after === before) throw new Error(`the change of ${name} changed nothing`);
  zip.file(name, after);
  return zip.generate({ type: 'nodebuffer' });
}
