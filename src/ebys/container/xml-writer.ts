/** XML text made of strings: escaped, without characters that XML 1.0 forbids, children in the order given. */

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

const FORBIDDEN = /(?![\t\n\r\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u;

/** Whether a text may stand in XML 1.0 (no control characters, no broken surrogate pairs). */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Text escaped for element content and attribute values. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}

/** An element around children that are XML already; `attributes` are escaped here, absent ones left out. */
export function element(
  name: string,
  children: readonly string[] | string,
  attributes: Readonly<Record<string, string | undefined>> = {},
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeXml(value)}"`))
    .join('');
  const content = typeof children === 'string' ? children : children.join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element that holds a text; nothing at all when the value is absent. */
export function optionalText(
  name: string,
  value: string | number | boolean | undefined,
  attributes: Readonly<Record<string, string | undefined>> = {},
): string {
  return value === undefined ? '' : element(name, escapeXml(String(value)), attributes);
}
