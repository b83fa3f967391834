import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { IN_TURKISH } from '../../errors/index.ts';
import { readYamlFile, type YamlFile } from '../../yaml/index.ts';
import type { DatedParameter, ParameterBook } from '../engine/dated.ts';
import { ownTableNames, ownTableSchema } from '../own-tables.ts';

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
 * Reads every `*.yaml` of the given folders, and the tables of an institution's own regulations in their `tables/` (YAML
 * or JSON, one file a table). A parameter or table of a later folder replaces that of the same name.
 * Nothing is thrown: all findings are listed with file and line, and the book holds what was in order.
 */
export function loadParameters(folders: readonly string[] = [import.meta.dirname]): {
  book: ParameterBook;
  findings: readonly ParameterFinding[];
} {
  const parameters = new Map<string, DatedParameter>();
  const tables = new Map<string, unknown>();
  const findings: ParameterFinding[] = [];
  for (const folder of folders) {
    for (const file of filesOf(folder, /\.yaml$/)) for (const p of readFile(file, findings)) parameters.set(p.name, p);
    for (const file of filesOf(join(folder, 'tables'), /\.(yaml|json)$/)) readTableFile(file, tables, findings);
  }
  return { book: Object.assign(parameters, { tables }), findings };
}

function filesOf(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => ending.test(name));
  return names.sort().map((name) => join(folder, name));
}

function readFile(file: string, findings: ParameterFinding[]): DatedParameter[] {
  const content = readContent(file, fileSchema, findings);
  if (content === null) return [];
  return Object.entries(content).map(([name, p]) => {
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

const namedSchema = z.looseObject({ name: z.string().min(1) });

function readTableFile(file: string, tables: Map<string, unknown>, findings: ParameterFinding[]): void {
  const named = readContent(file, namedSchema, findings);
  if (named === null) return;
  const schema = ownTableSchema(named.name);
  if (schema === null) {
    const message = `"${named.name}" diye bir tablo yok; kuruma özel olabilenler: ${ownTableNames.join(', ')}.`;
    findings.push({ file, line: null, path: 'name', message });
    return;
  }
  const table = readContent(file, schema, findings);
  if (table !== null) tables.set(named.name, table);
}

/** The checked content of a file; null with its findings where it isn't in order. */
function readContent<S extends z.ZodType>(file: string, schema: S, findings: ParameterFinding[]): z.output<S> | null {
  const content = readYamlFile(file);
  findings.push(...content.problems.map(({ line, message }) => ({ file, line, path: '', message })));
  if (content.problems.length > 0) return null;
  const parsed = schema.safeParse(content.value, IN_TURKISH);
  if (parsed.success) return parsed.data;
  findings.push(...parsed.error.issues.map((issue) => findingOf(content, issue)));
  return null;
}

function findingOf({ file, lineOf }: YamlFile, issue: z.core.$ZodIssue): ParameterFinding {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  return { file, line: lineOf(path), path: path.join('.'), message: issue.message };
}
