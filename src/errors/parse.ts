import type { z } from 'zod';
import { type Issue, ValidationError } from './errors.ts';

/**
 * Checks raw input against a schema. Throws ValidationError with one Turkish issue for each refused field.
 * zod's own Turkish locale mixes languages, so its commonest findings get a sentence here; a schema's own message wins.
 */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw, { error: turkishMessage });
  if (parsed.success) return parsed.data;
  throw new ValidationError(parsed.error.issues.map(toIssue));
}

/** A finding of zod as our issue; `path` in dots. */
export function toIssue(issue: z.core.$ZodIssue): Issue {
  return { path: issue.path.join('.'), message: issue.message };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'metin',
  number: 'sayı',
  int: 'tam sayı',
  boolean: 'evet/hayır (true/false)',
  array: 'liste',
  object: 'nesne',
  date: 'tarih',
};

function turkishMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'Bu alan zorunludur; bir değer yazın.'
        : `Bu alanın türü ${TYPES[issue.expected] ?? issue.expected} olmalıdır.`;
    case 'invalid_value':
      return `Geçersiz değer; şunlardan birini yazın: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `Bilinmeyen alan: ${issue.keys.join(', ')}. Alan adlarını denetleyin.`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `En az ${issue.minimum} ${issue.origin === 'string' ? 'karakter' : 'öge'} olmalıdır.`
        : `En az ${issue.minimum} olmalıdır.`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `En çok ${issue.maximum} ${issue.origin === 'string' ? 'karakter' : 'öge'} olabilir.`
        : `En çok ${issue.maximum} olabilir.`;
    case 'invalid_format':
      return issue.format === 'date'
        ? 'YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.'
        : 'Değerin biçimi geçersiz.';
    case 'invalid_union':
      return 'Değer, kabul edilen biçimlerden hiçbirine uymuyor.';
    default:
      return undefined;
  }
}
