import {
  formatDate,
  formatLongDate,
  formatMoney,
  formatMoneyWithWords,
  formatNumber,
  joinList,
  numberInWords,
  numberWithWords,
  ordinal,
  SUFFIXES,
  type Suffix,
  toLower,
  toTitleCase,
  toUpper,
  type WordKind,
  withSuffix,
} from '../turkish/index.ts';
import type { FieldType } from './kinds.ts';

/** A piece of a text: literal, or a path with filters. `isOptional` (`{path?}`) prints nothing when the value is missing. */
export type TextPiece =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'value';
      readonly path: string;
      readonly filters: readonly TextFilter[];
      readonly isOptional: boolean;
    };

export interface TextFilter {
  readonly name: string;
  readonly argument: string | undefined;
}

/** A value found under a path, with what is needed to print and decline it. */
export interface FoundValue {
  readonly value: unknown;
  readonly type: FieldType;
  readonly word?: WordKind | undefined;
  readonly spoken?: string | undefined;
  readonly options?: readonly { readonly key: string; readonly label: string }[] | undefined;
}

const PLACEHOLDER = /\{([^{}]+)\}/gu;
const PATH = /^[a-zA-Z][\w-]*(\.[a-zA-Z][\w-]*)*\??$/u;
const PLAIN_FILTERS = [
  'upper',
  'lower',
  'title',
  'long',
  'words',
  'withwords',
  'ordinal',
  'mevzuat',
  'moneywords',
  'plain',
] as const;

/** Splits a text at its placeholders. Throws RangeError for one that is malformed or has an unknown filter. */
export function parseText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) pieces.push({ kind: 'literal', text: text.slice(end, match.index) });
    pieces.push(parsePlaceholder(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'literal', text: text.slice(end) });
  const stray = pieces.find((piece) => piece.kind === 'literal' && /[{}]/u.test(piece.text));
  if (stray) throw new RangeError(`kapanmamış süslü ayraç: "${text}"`);
  return pieces;
}

function parsePlaceholder(source: string): TextPiece {
  const [path = '', ...filters] = source.split('|').map((part) => part.trim());
  if (!PATH.test(path)) throw new RangeError(`geçersiz alan "{${source}}"`);
  return {
    kind: 'value',
    path: path.replace(/\?$/u, ''),
    isOptional: path.endsWith('?'),
    filters: filters.map(parseFilter),
  };
}

function parseFilter(source: string): TextFilter {
  const [name = '', argument] = source.split(':');
  if (!isSuffix(name) && !(PLAIN_FILTERS as readonly string[]).includes(name))
    throw new RangeError(`bilinmeyen süzgeç "${source}"`);
  return { name, argument };
}

function isSuffix(name: string): name is Suffix {
  return (SUFFIXES as readonly string[]).includes(name);
}

/** True when there is nothing to print: absent, null, empty text or empty list. */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** A found value as text, filters applied in order. */
export function printFound(found: FoundValue, filters: readonly TextFilter[]): string {
  return filters.reduce((text, filter) => applyFilter(text, filter, found), printPlain(found, filters));
}

function printPlain({ value, type, options }: FoundValue, filters: readonly TextFilter[]): string {
  if (Array.isArray(value)) return joinList(value.map(String));
  if (typeof value === 'object' && value !== null) return printNamed(value as Record<string, unknown>);
  if (typeof value === 'boolean') return value ? 'Evet' : 'Hayır';
  const text = String(value);
  const names = filters.map((filter) => filter.name);
  switch (type) {
    case 'date':
      return names.includes('long') ? formatLongDate(text) : formatDate(text);
    case 'money':
      return names.includes('moneywords') ? formatMoneyWithWords(text) : formatMoney(text);
    case 'number':
      return printNumber(text, names);
    case 'choice':
      return options?.find((option) => option.key === text)?.label ?? text;
    default:
      return text;
  }
}

function printNumber(text: string, filters: readonly string[]): string {
  if (!/^-?\d+$/u.test(text)) return formatNumber(text);
  const value = Number(text);
  if (filters.includes('words')) return numberInWords(value);
  if (filters.includes('withwords')) return numberWithWords(value);
  if (filters.includes('ordinal')) return ordinal(value);
  if (filters.includes('mevzuat')) return ordinal(value, 'mevzuat');
  return filters.includes('plain') ? text : formatNumber(text);
}

/** People by name, units by name, posts as `3’üncü dereceli Şef`. */
function printNamed(value: Record<string, unknown>): string {
  if (typeof value.adSoyad === 'string') return value.adSoyad;
  if (typeof value.name === 'string') return value.name;
  const grade = typeof value.derece === 'number' ? `${ordinal(value.derece)} dereceli ` : '';
  return `${grade}${typeof value.unvan === 'string' ? value.unvan : ''}`;
}

function applyFilter(text: string, filter: TextFilter, found: FoundValue): string {
  if (isSuffix(filter.name)) {
    const kind = (filter.argument as WordKind | undefined) ?? found.word ?? kindOf(found.type);
    const spoken = found.spoken === undefined ? {} : { spoken: found.spoken };
    return withSuffix(text, filter.name, { kind, ...spoken });
  }
  if (filter.name === 'upper') return toUpper(text);
  if (filter.name === 'lower') return toLower(text);
  return filter.name === 'title' ? toTitleCase(text) : text;
}

function kindOf(type: FieldType): WordKind {
  if (type === 'person') return 'person';
  if (type === 'unit' || type === 'office') return 'institution';
  return type === 'date' || type === 'number' || type === 'money' ? 'number' : 'common';
}
