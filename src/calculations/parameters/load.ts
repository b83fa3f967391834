import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYamlFile } from '../../yaml/index.ts';
import type { DatedParameter, ParameterBook } from '../engine/dated.ts';

const day = z.iso.date();
const valueSchema = z.strictObject({
  from: day,
  value: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
  source: z.string().min(3),
  gazette: z.string().nullable(),
  checkedOn: day,
  confidence: z.enum(['verified', 'single-source', 'unverified']).default('verified'),
});
const fileSchema = z.record(
  z.string(),
  z.strictObject({ title: z.string(), unit: z.string(), values: z.array(valueSchema).min(1) }),
);

export interface ParameterFinding {
  readonly file: string;
  readonly line: number | null;
  readonly path: string;
  readonly message: string;
}

/**
 * Reads every `*.yaml` of the given folders; a parameter of a later folder replaces the built-in one of the same name.
 * Nothing is thrown: all findings are listed with file and line, and the book holds what was in order.
 */
export function loadParameters(folders: readonly string[] = [import.meta.dirname]): {
  book: ParameterBook;
  findings: readonly ParameterFinding[];
} {
  const book = new Map<string, DatedParameter>();
  const findings: ParameterFinding[] = [];
  for (const folder of folders)
    for (const file of readdirSync(folder)
      .filter((f) => f.endsWith('.yaml'))
      .sort())
      for (const p of readFile(join(folder, file), findings)) book.set(p.name, p);
  return { book, findings };
}

function readFile(file: string, findings: ParameterFinding[]): DatedParameter[] {
  const { value, problems, lineOf } = readYamlFile(file);
  findings.push(...problems.map(({ line, message }) => ({ file, line, path: '', message })));
  if (problems.length > 0) return [];
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.filter((step) => typeof step !== 'symbol');
      findings.push({ file, line: lineOf(path), path: path.join('.'), message: issue.message });
    }
    return [];
  }
  return Object.entries(parsed.data).map(([name, p]) => {
    const values = [...p.values].sort((a, b) => (a.from < b.from ? -1 : 1));
    for (let i = 1; i < values.length; i++)
      if (values[i]?.from === values[i - 1]?.from)
        findings.push({
          file,
          line: null,
          path: `${name}.values`,
          message: `aynı günden (${values[i]?.from}) iki değer`,
        });
    return { name, ...p, values };
  });
}
