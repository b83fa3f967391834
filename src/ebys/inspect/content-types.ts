import { CONTENT_TYPES_NS, MIME_PDF } from '../codes.ts';
import type { XmlElement } from '../container/xml-reader.ts';
import { printable } from '../container/zip-safety.ts';
import { type OpenedPackage, xmlOf } from './opened.ts';
import type { RawUstveri } from './raw-types.ts';

const KEY = '[content_types].xml';
const PLACE = { part: '[Content_Types].xml' };
/** Types that the package format itself fixes. */
const FIXED: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
  psmdcp: 'application/vnd.openxmlformats-package.core-properties+xml',
  imz: 'application/octet-stream',
  pdf: MIME_PDF,
};

/** `[Content_Types].xml` declares a type for every part; no digest covers it, so its values are compared one by one. */
export function checkContentTypes(opened: OpenedPackage, ustveri: RawUstveri | null): void {
  if (!opened.parts.has(KEY)) {
    opened.findings.kritik('ICERIK_TURU_YOK', 'Paketin içerik türleri dosyası ([Content_Types].xml) yok.', PLACE);
    return;
  }
  const root = xmlOf(opened, KEY);
  if (root === null) return;
  if (root.name !== 'Types' || root.namespace !== CONTENT_TYPES_NS) {
    opened.findings.kritik('ICERIK_TURU_BOZUK', 'İçerik türleri dosyası beklenen biçimde değil.', PLACE);
    return;
  }
  const declared = new Map(root.children.flatMap((one) => readRow(opened, one)));
  const expected = expectedTypes(ustveri);
  for (const [key, part] of opened.parts) {
    if (key === KEY) continue;
    const extension = key.slice(key.lastIndexOf('.') + 1);
    const type = declared.get(`/${key}`) ?? declared.get(extension);
    const name = printable(part.name);
    const allowed = expected.get(extension);
    if (type === undefined)
      opened.findings.onemli('ICERIK_TURU_EKSIK', `"${name}" için içerik türü bildirilmemiş.`, { part: name });
    else if (allowed && !allowed.has(type.toLowerCase()))
      opened.findings.onemli('ICERIK_TURU_FARKLI', `"${name}" için bildirilen "${printable(type)}" türü yanlış.`, {
        part: name,
      });
  }
}

function readRow(opened: OpenedPackage, row: XmlElement): [string, string][] {
  const key =
    row.name === 'Default' ? row.attributes.Extension : row.name === 'Override' ? row.attributes.PartName : undefined;
  if (key !== undefined && row.attributes.ContentType !== undefined)
    return [[key.toLowerCase(), row.attributes.ContentType]];
  opened.findings.onemli('ICERIK_TURU_BOZUK', 'İçerik türleri dosyasında okunamayan bir satır var.', PLACE);
  return [];
}

/** Allowed types by extension: the fixed ones, and what Üstveri says of üst yazı and ekler. */
function expectedTypes(ustveri: RawUstveri | null): Map<string, Set<string>> {
  const expected = new Map(Object.entries(FIXED).map(([extension, type]) => [extension, new Set([type])]));
  const files = [{ dosyaAdi: ustveri?.dosyaAdi, mimeTuru: ustveri?.mimeTuru }, ...(ustveri?.ekler ?? [])];
  for (const { dosyaAdi, mimeTuru } of files) {
    if (!dosyaAdi || !mimeTuru) continue;
    const extension = dosyaAdi.slice(dosyaAdi.lastIndexOf('.') + 1).toLowerCase();
    const types = expected.get(extension) ?? new Set();
    expected.set(extension, types.add(mimeTuru.toLowerCase()));
  }
  return expected;
}
