import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One row of a golden file. */
export interface GoldenRow {
  readonly id: string;
  readonly kind: string;
  readonly input: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
}

/** Rows of a golden file; null where the folder with the files isn't beside the project. */
export function goldenRows(file: string): readonly GoldenRow[] | null {
  const path = fileURLToPath(new URL(`../../../shared/golden/${file}`, import.meta.url));
  if (!existsSync(path)) return null;
  return (JSON.parse(readFileSync(path, 'utf8')) as { cases: GoldenRow[] }).cases;
}

/**
 * The first difference between what a row wants and what came out, null where there is none: numbers and decimal texts by
 * value, texts without case and without a remark in parentheses at the end, lists whole, null also means absent.
 */
export function difference(expected: unknown, actual: unknown, path = ''): string | null {
  if (expected === null && actual === undefined) return null;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return told(path, expected, actual);
    return firstOf(expected.map((e, i) => difference(e, actual[i], `${path}[${i}]`)));
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object') return told(path, expected, actual);
    const fields = actual as Record<string, unknown>;
    return firstOf(Object.entries(expected).map(([k, e]) => difference(e, fields[k], `${path}.${k}`)));
  }
  const [e, a] = [comparable(expected), comparable(actual)];
  const same = typeof e === 'number' && typeof a === 'number' ? Math.abs(e - a) < 1e-9 : e === a;
  return same ? null : told(path, expected, actual);
}

function comparable(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  const folded = value.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
  return folded.replace(/\s*\([^()]*\)$/, '') || folded;
}

function firstOf(differences: readonly (string | null)[]): string | null {
  return differences.find((d) => d !== null) ?? null;
}

function told(path: string, expected: unknown, actual: unknown): string {
  return `${path || '.'}: beklenen ${JSON.stringify(expected)}, çıkan ${JSON.stringify(actual)}`;
}
