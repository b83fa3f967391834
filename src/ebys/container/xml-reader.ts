/**
 * A small strict XML reader for files from outside: UTF-8 only, namespaces resolved, no DTD and so no entities of the
 * file's own (XXE, entity bombs), limits on depth and element count. Never throws: gives the tree or the problem.
 */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export type XmlReading =
  | { readonly kind: 'TREE'; readonly root: XmlElement }
  | { readonly kind: 'DTD' | 'MALFORMED' | 'TOO_LARGE'; readonly problem: string };

export interface XmlLimits {
  readonly maxXmlBytes: number;
  readonly maxXmlDepth: number;
  readonly maxXmlElements: number;
}

class XmlProblem extends Error {
  readonly kind: 'DTD' | 'MALFORMED' | 'TOO_LARGE';
  constructor(kind: 'DTD' | 'MALFORMED' | 'TOO_LARGE', message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Open {
  readonly element: XmlElement;
  readonly qualified: string;
  readonly scope: ReadonlyMap<string, string>;
}

const NAME = /[\p{L}_][\p{L}\p{N}._-]*(?::[\p{L}_][\p{L}\p{N}._-]*)?/uy;
const ATTRIBUTE = /\s+([\p{L}_][\p{L}\p{N}._:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const TAG_END = /\s*(\/?)>/y;
const DECLARATION =
  /^<\?xml\s+version\s*=\s*["']1\.[01]["'](?:\s+encoding\s*=\s*["']([A-Za-z0-9._-]+)["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const FORBIDDEN = /(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/u;
const ROOT_SCOPE: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** The element tree of XML bytes (with or without a byte-order mark), or the reason why there is none. */
export function readXml(bytes: Uint8Array, limits: XmlLimits): XmlReading {
  if (bytes.length > limits.maxXmlBytes)
    return { kind: 'TOO_LARGE', problem: `XML ${bytes.length} bayt; en çok ${limits.maxXmlBytes} bayt okunur` };
  try {
    return { kind: 'TREE', root: parse(decode(bytes), limits) };
  } catch (error) {
    if (error instanceof XmlProblem) return { kind: error.kind, problem: error.message };
    throw error;
  }
}

function malformed(message: string, at: number): XmlProblem {
  return new XmlProblem('MALFORMED', `${message} (${at}. karakter)`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    throw new XmlProblem(
      'MALFORMED',
      `UTF-8 olarak okunamıyor: ${cause instanceof Error ? cause.message : 'hatalı bayt'}`,
    );
  }
}

function parse(source: string, limits: XmlLimits): XmlElement {
  const forbidden = FORBIDDEN.exec(source);
  if (forbidden) throw malformed('XML’de yasak denetim karakteri', forbidden.index);
  let at = skipDeclaration(source);
  const stack: Open[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    addText(source, at, { end: next === -1 ? source.length : next, open: stack.at(-1) });
    if (next === -1) break;
    if (source.startsWith('<!', next) || source.startsWith('<?', next)) {
      at = skipSpecial(source, next, stack.at(-1));
    } else if (source.startsWith('</', next)) {
      at = closeElement(source, next, stack);
    } else {
      if (root !== null && stack.length === 0) throw malformed('birden çok kök öğe', next);
      if (++count > limits.maxXmlElements)
        throw new XmlProblem('TOO_LARGE', `${limits.maxXmlElements} öğeden çok öğe var`);
      if (stack.length >= limits.maxXmlDepth)
        throw new XmlProblem('TOO_LARGE', `iç içelik ${limits.maxXmlDepth} düzeyi aşıyor`);
      const opened = openElement(source, next, stack.at(-1));
      root ??= opened.open.element;
      stack.at(-1)?.element.children.push(opened.open.element);
      if (!opened.selfClosed) stack.push(opened.open);
      at = opened.at;
    }
  }
  const unclosed = stack.at(-1);
  if (unclosed) throw malformed(`<${unclosed.qualified}> kapanmıyor`, source.length);
  if (root === null) throw malformed('kök öğe yok', 0);
  return root;
}

function skipDeclaration(source: string): number {
  if (!source.startsWith('<?xml')) return 0;
  const found = DECLARATION.exec(source);
  if (!found) throw malformed('hatalı XML bildirimi', 0);
  if (found[1] !== undefined && !/^utf-?8$/i.test(found[1]))
    throw malformed(`"${found[1]}" karakter kodlaması kabul edilmez, UTF-8 gerekir`, 0);
  return found[0].length;
}

function addText(source: string, start: number, span: { end: number; open: Open | undefined }): void {
  if (span.end === start) return;
  const raw = source.slice(start, span.end);
  if (span.open) span.open.element.text += resolve(raw, start);
  else if (raw.trim() !== '') throw malformed('kök öğenin dışında metin', start);
  if (raw.includes(']]>')) throw malformed('metin içinde ]]>', start);
}

function resolve(raw: string, at: number): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(
    /&(?:#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});|([A-Za-z]{1,8});)?/g,
    (whole, code: string, name: string) => {
      const value = name === undefined ? characterOf(code) : ENTITIES[name];
      if (value === undefined) throw malformed(`tanımsız varlık ${whole}`, at);
      return value;
    },
  );
}

function characterOf(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const point = code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  const text = String.fromCodePoint(point);
  return FORBIDDEN.test(text) ? undefined : text;
}

/** Comments, CDATA and processing instructions; a DOCTYPE ends the reading. */
function skipSpecial(source: string, at: number, open: Open | undefined): number {
  if (source.startsWith('<!DOCTYPE', at) || source.startsWith('<!ENTITY', at))
    throw new XmlProblem('DTD', 'DTD (DOCTYPE) bildirimi var');
  const [start, end] = source.startsWith('<!--', at)
    ? ['<!--', '-->']
    : source.startsWith('<![CDATA[', at)
      ? ['<![CDATA[', ']]>']
      : ['<?', '?>'];
  if (!source.startsWith(start, at)) throw malformed('beklenmeyen bildirim', at);
  const close = source.indexOf(end, at + start.length);
  if (close === -1) throw malformed(`${start} kapanmıyor`, at);
  if (start === '<?' && /^<\?xml\s/i.test(source.slice(at, at + 6))) throw malformed('XML bildirimi başta değil', at);
  if (start === '<![CDATA[') {
    if (!open) throw malformed('kök öğenin dışında metin', at);
    open.element.text += source.slice(at + start.length, close);
  }
  return close + end.length;
}

function closeElement(source: string, at: number, stack: Open[]): number {
  const end = source.indexOf('>', at);
  const name = end === -1 ? '' : source.slice(at + 2, end).trimEnd();
  const open = stack.pop();
  if (!open || open.qualified !== name) throw malformed(`</${name.slice(0, 40)}> açılan öğeyle uyuşmuyor`, at);
  return end + 1;
}

function openElement(source: string, at: number, parent: Open | undefined) {
  NAME.lastIndex = at + 1;
  const qualified = NAME.exec(source)?.[0];
  if (qualified === undefined) throw malformed('öğe adı okunamıyor', at);
  let position = NAME.lastIndex;
  const raw = new Map<string, string>();
  for (;;) {
    ATTRIBUTE.lastIndex = position;
    const found = ATTRIBUTE.exec(source);
    if (!found?.[1]) break;
    if (raw.has(found[1])) throw malformed(`"${found[1]}" özniteliği yineleniyor`, position);
    raw.set(found[1], resolve(found[2] ?? found[3] ?? '', position));
    position = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = position;
  const end = TAG_END.exec(source);
  if (!end) throw malformed(`<${qualified}> etiketi bozuk`, position);
  const scope = scopeOf(raw, parent?.scope ?? ROOT_SCOPE);
  const [name, namespace] = resolveName(qualified, scope, at);
  const element: XmlElement = { name, namespace, attributes: plainAttributes(raw, scope, at), children: [], text: '' };
  return { open: { element, qualified, scope }, selfClosed: end[1] === '/', at: TAG_END.lastIndex };
}

function scopeOf(raw: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const declared = [...raw].filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([key, value]): [string, string] => [key.slice(6), value])]);
}

function resolveName(qualified: string, scope: ReadonlyMap<string, string>, at: number): [string, string] {
  const colon = qualified.indexOf(':');
  const prefix = colon === -1 ? '' : qualified.slice(0, colon);
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw malformed(`"${prefix}" ad alanı tanımsız`, at);
  return [qualified.slice(colon + 1), namespace ?? ''];
}

/** Attributes by local name; those of another namespace as `{namespace}name`. */
function plainAttributes(
  raw: ReadonlyMap<string, string>,
  scope: ReadonlyMap<string, string>,
  at: number,
): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [key, value] of raw) {
    if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
    const [name, namespace] = key.includes(':') ? resolveName(key, scope, at) : [key, ''];
    plain[namespace === '' ? name : `{${namespace}}${name}`] = value;
  }
  return plain;
}
