import type { z } from 'zod';
import { type Issue, ValidationError } from './errors.ts';

/**
 * Checks raw input against a schema; `rule` is the law or article that asks for the input. Throws ValidationError with one
 * Turkish issue for each refused field, named by its path. zod's own Turkish locale mixes languages, so its findings get
 * a sentence here; a schema's own message wins.
 */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown, rule?: string): z.output<S> {
  const parsed = schema.safeParse(raw, IN_TURKISH);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(toIssue);
  throw new ValidationError(
    rule === undefined ? issues : issues.map((issue) => ({ ...issue, rule })),
    sentence(issues),
  );
}

/** For `safeParse` of data files: each finding as a Turkish sentence. */
export const IN_TURKISH = { error: turkishMessage };

/** A finding of zod as our issue; `path` in dots. */
function toIssue(issue: z.core.$ZodIssue): Issue {
  return { path: issue.path.join('.'), message: issue.message };
}

/** "derece: sayı bekleniyor, metin verildi." */
function sentence(issues: readonly Issue[]): string {
  const each = issues.map(({ path, message }) => (path === '' ? upperFirst(message) : `${path}: ${message}`));
  if (each.length === 1) return each[0] ?? '';
  return `${each.length} alan hatalı: ${each.map((text) => text.replace(/\.$/, '')).join('; ')}.`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('tr') + text.slice(1);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'metin',
  number: 'sayı',
  int: 'tam sayı',
  bigint: 'tam sayı',
  boolean: 'evet/hayır (true/false)',
  array: 'liste',
  tuple: 'liste',
  object: 'nesne',
  record: 'nesne',
  date: 'tarih',
  null: 'boş değer',
};
const REQUIRED = 'Bu alan zorunludur; bir değer yazın.';
const isAbsent = (input: unknown): boolean => input === undefined || input === null;

function turkishMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return isAbsent(issue.input) ? REQUIRED : wrongType([issue.expected], issue.input);
    case 'invalid_value':
      if (isAbsent(issue.input)) return REQUIRED;
      return `Geçersiz değer${shown(issue.input)}; şunlardan birini yazın: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `Bilinmeyen alan: ${issue.keys.join(', ')}. Alan adlarını denetleyin.`;
    case 'too_small':
      return `En az ${issue.minimum}${unitOf(issue.origin)} olmalıdır.`;
    case 'too_big':
      return `En çok ${issue.maximum}${unitOf(issue.origin)} olabilir.`;
    case 'not_multiple_of':
      return `${issue.divisor} ve katları yazılabilir.`;
    case 'invalid_format':
      return issue.format === 'date'
        ? 'YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.'
        : 'Değerin biçimi geçersiz.';
    case 'invalid_union':
      return unionMessage(issue);
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return isAbsent(issue.input) ? REQUIRED : 'Geçersiz değer.';
    default:
      return undefined;
  }
}

const UNITS: Readonly<Record<string, string>> = { string: ' karakter', array: ' öge', set: ' öge' };
const unitOf = (origin: string): string => UNITS[origin] ?? '';

/** “sayı bekleniyor, metin verildi.”, to follow a path. Text is accepted beside numbers and flags for the cells of a CSV only. */
function wrongType(expected: readonly string[], input: unknown): string {
  const wanted = expected.length > 1 ? expected.filter((type) => type !== 'string') : expected;
  const names = [...new Set(wanted.map((type) => TYPES[type] ?? type))].join(' ya da ');
  return `${names} bekleniyor, ${givenType(input)} verildi.`;
}

function givenType(input: unknown): string {
  if (Array.isArray(input)) return 'liste';
  if (typeof input === 'number' && !Number.isFinite(input)) return 'sonlu olmayan bir sayı';
  if (typeof input === 'number' && !Number.isInteger(input)) return 'kesirli sayı';
  return TYPES[typeof input] ?? typeof input;
}

function shown(input: unknown): string {
  return typeof input === 'string' && input.length <= 60 ? ` ("${input}")` : '';
}

type UnionIssue = Extract<z.core.$ZodRawIssue, { readonly code: 'invalid_union' }>;

/** What the members of a union say: the finding of the one whose type fits, else all the types that would. */
function unionMessage(issue: UnionIssue): string {
  const { input } = issue;
  if ('options' in issue && Array.isArray(issue.options)) {
    const given = typeof input === 'object' && input !== null ? Object.entries(input) : [];
    const kind = given.find(([key]) => key === issue.discriminator)?.[1];
    const allowed = issue.options.map(String).join(', ');
    return isAbsent(kind)
      ? `${REQUIRED} Olabilecekler: ${allowed}.`
      : `Geçersiz değer${shown(kind)}; şunlardan birini yazın: ${allowed}.`;
  }
  if (isAbsent(input)) return REQUIRED;
  const first = issue.errors.flatMap((member) => member.slice(0, 1));
  const fitting = first.find((found) => found.code !== 'invalid_type' && found.code !== 'custom');
  if (fitting && fitting.message !== '') return fitting.message;
  const expected = first.flatMap((found) => (found.code === 'invalid_type' ? [found.expected] : []));
  return expected.length === 0 ? 'Değer, kabul edilen biçimlerden hiçbirine uymuyor.' : wrongType(expected, input);
}
