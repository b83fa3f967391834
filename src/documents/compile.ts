import { TemplateError } from '../errors/index.ts';

/** A part of a template as docxtemplater has parsed it (`doc.compiled[part].postparsed`). */
export interface ParsedPart {
  readonly type: string;
  readonly value?: string;
  readonly tag?: string;
  readonly position?: string;
  readonly module?: string;
  readonly inverted?: boolean;
  readonly subparsed?: readonly ParsedPart[];
  readonly [detail: string]: unknown;
}

/** Something in the template needs a second pass of docxtemplater's own; the caller renders with docxtemplater instead. */
export class NotCompilableError extends Error {}

/** Gives one part's XML for a context. */
export type PartRenderer = (context: unknown) => string;

const SECTION_FLAGS = [
  'hasPageBreak',
  'addNextPage',
  'addContinuousType',
  'sectPrCount',
  'lastParagrapSectPr',
  'hasPageBreakBeginning',
];

/** What a container must hold and what becomes of it when loops leave it empty: `drop` it, or put a paragraph in. */
const CONTAINERS: Readonly<Record<string, { readonly needs: readonly string[]; readonly drop: boolean }>> = {
  'w:sdtContent': { needs: ['w:p', 'w:r', 'w:commentRangeStart', 'w:sdt'], drop: false },
  'w:tc': { needs: ['w:p'], drop: false },
  'w:tr': { needs: ['w:tc'], drop: true },
  'w:tbl': { needs: ['w:tr'], drop: true },
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters that XML forbids
const CORRUPT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these and what XML escapes; without the u flag it is faster
const SPECIAL = /[&<>"'\u0000-\u001F]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A value as XML text of a run: escaped, line feeds as line breaks in runs of the same format. */
function printValue(value: unknown, tag: string, runFormat: string): string {
  if (value === undefined || value === null) {
    throw new TemplateError(`Şablondaki "{${tag}}" alanı için değer yok. Alanın adını denetleyin.`, '', tag);
  }
  const text = typeof value === 'string' ? value : String(value);
  if (!SPECIAL.test(text)) return text;
  if (CORRUPT.test(text)) {
    throw new TemplateError(`"{${tag}}" alanının değeri belgeye yazılamayan denetim karakterleri içeriyor.`, '', tag);
  }
  const escaped = text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
  if (!escaped.includes('\n')) return escaped;
  return escaped.split('\n').join(`</w:t></w:r><w:r><w:br/></w:r><w:r>${runFormat}<w:t xml:space="preserve">`);
}

interface Container {
  readonly tag: string;
  readonly depth: number;
  readonly codeIndex: number;
  readonly variable: string;
  isFilled: boolean;
}

/** Turns parsed parts into the source of one function that only concatenates texts. */
class FunctionWriter {
  readonly literals: string[] = [];
  readonly code: string[] = [];
  #pending = '';
  #runFormat = '';
  #isInRunFormat = false;
  #variables = 0;
  readonly #containers: Container[] = [];

  write(parts: readonly ParsedPart[], scopes: readonly string[]): void {
    for (const part of parts) {
      if (part.type === 'placeholder') this.#placeholder(part, scopes);
      else if (part.type === 'content' || part.type === 'tag') this.#markup(part, scopes.length);
      else throw new NotCompilableError(part.type);
    }
  }

  flush(): void {
    if (this.#pending === '') return;
    this.code.push(`s+=${this.#literal(this.#pending)};`);
    this.#pending = '';
  }

  #literal(text: string): string {
    this.literals.push(text);
    return `L[${this.literals.length - 1}]`;
  }

  #placeholder(part: ParsedPart, scopes: readonly string[]): void {
    const tag = part.value ?? '';
    this.flush();
    if (!part.module) {
      this.code.push(`s+=P(${lookUp(tag, scopes)},${JSON.stringify(tag)},${this.#literal(this.#runFormat)});`);
      return;
    }
    if (part.module !== 'loop') throw new NotCompilableError(part.module);
    refuseSections(part);
    this.#loop(part, tag, scopes);
  }

  #loop(part: ParsedPart, tag: string, scopes: readonly string[]): void {
    const id = this.#variables++;
    const [value, item, list] = [`v${id}`, `i${id}`, `a${id}`];
    const outer = scopes.at(-1) ?? 'd';
    const body = part.subparsed ?? [];
    const known = `const ${value}=N(${lookUp(tag, scopes)},${JSON.stringify(tag)});`;
    if (part.inverted) {
      this.code.push(`{${known}if(!${value}||(Array.isArray(${value})&&!${value}.length)){`);
      this.write(body, scopes);
    } else {
      const single = `[typeof ${value}==='object'?${value}:${outer}]`;
      this.code.push(`{${known}const ${list}=!${value}?[]:Array.isArray(${value})?${value}:${single};`);
      this.code.push(`for(let k${id}=0;k${id}<${list}.length;k${id}++){const ${item}=${list}[k${id}];`);
      this.write(body, [...scopes, item]);
    }
    this.flush();
    this.code.push('}}');
  }

  #markup(part: ParsedPart, depth: number): void {
    const value = part.value ?? '';
    if (part.type === 'tag') this.#element(part, depth, value);
    else if (this.#isInRunFormat) this.#runFormat += value;
    if (part.type !== 'tag' || !this.#closesContainer(part)) this.#pending += value;
    else this.#closeContainer(value);
  }

  #element(part: ParsedPart, depth: number, value: string): void {
    const { tag = '', position } = part;
    if (position !== 'end') {
      for (const open of this.#containers) {
        if (open.depth === depth && CONTAINERS[open.tag]?.needs.includes(tag)) open.isFilled = true;
      }
    }
    if (position === 'start' && CONTAINERS[tag]) this.#openContainer(tag, depth);
    if (tag === 'w:r' && position === 'start') this.#runFormat = '';
    if (tag === 'w:rPr') {
      this.#runFormat += value;
      this.#isInRunFormat = position === 'start';
    } else if (this.#isInRunFormat) this.#runFormat += value;
  }

  #openContainer(tag: string, depth: number): void {
    this.flush();
    const variable = `m${this.#variables++}`;
    this.#containers.push({ tag, depth, codeIndex: this.code.length, variable, isFilled: false });
    this.code.push('');
  }

  #closesContainer(part: ParsedPart): boolean {
    return part.position === 'end' && part.tag !== undefined && part.tag in CONTAINERS;
  }

  /** A container that only loops fill is looked at when it has been written, as docxtemplater does after rendering. */
  #closeContainer(value: string): void {
    const open = this.#containers.pop();
    if (!open) throw new NotCompilableError(value);
    if (open.isFilled) {
      this.#pending += value;
      return;
    }
    this.flush();
    const rule = CONTAINERS[open.tag];
    const filled = `/<(?:${(rule?.needs ?? []).join('|')})[ >\\/]/.test(s.slice(${open.variable}))`;
    this.code[open.codeIndex] = `const ${open.variable}=s.length;`;
    const closing = this.#literal(value);
    if (rule?.drop) this.code.push(`if(${filled})s+=${closing};else s=s.slice(0,${open.variable});`);
    else this.code.push(`if(!${filled})s+='<w:p></w:p>';s+=${closing};`);
  }
}

function refuseSections(part: ParsedPart): void {
  for (const flag of SECTION_FLAGS) if (part[flag]) throw new NotCompilableError(flag);
  const last = (part.subparsed ?? []).findLast(
    (child) => child.type !== 'content' || (child.value ?? '').trim() !== '',
  );
  if (last?.tag === 'w:tbl') throw new NotCompilableError('a table ends a loop');
}

/** Property path with scope fall-back: innermost scope first, outer ones when it gives nothing. */
function lookUp(tag: string, scopes: readonly string[]): string {
  if (tag === '.') return scopes.at(-1) ?? 'd';
  const path = tag
    .split('.')
    .map((name) => `?.[${JSON.stringify(name)}]`)
    .join('');
  return `(${[...scopes]
    .reverse()
    .map((scope) => scope + path)
    .join('??')})`;
}

function presentOrThrow(value: unknown, tag: string): unknown {
  if (value !== undefined) return value;
  throw new TemplateError(`Şablondaki "{#${tag}}" bölümü için değer yok. Alanın adını denetleyin.`, '', tag);
}

/**
 * Compiles one part. Throws NotCompilableError where only docxtemplater's own passes give the right XML (raw XML, section
 * breaks in loops, a table that ends a loop). The function throws TemplateError for a tag without value.
 */
export function compilePart(parts: readonly ParsedPart[]): PartRenderer {
  const writer = new FunctionWriter();
  writer.write(parts, ['d']);
  writer.flush();
  // The source is made of literals by index and JSON-quoted property names only, never of template text.
  const body = new Function('L', 'P', 'N', 'd', `let s="";${writer.code.join('\n')}return s;`);
  const literals = writer.literals;
  return (context) => body(literals, printValue, presentOrThrow, context) as string;
}
