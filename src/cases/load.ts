import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { IN_TURKISH } from '../errors/index.ts';
import { readYamlFile, type YamlPath } from '../yaml/index.ts';
import { loadHolidays } from './calendar/load.ts';
import type { HolidayCalendar } from './calendar/working-days.ts';
import {
  type FieldDefaults,
  fieldsFileSchema,
  type ProcessDefinition,
  rolesFileSchema,
  type ServiceDefinition,
  STEP_KINDS,
  serviceFileSchema,
  type Vocabulary,
} from './definition.ts';
import { validateProcess } from './validate.ts';

/** Something wrong in a file of the catalog, for people: Turkish sentence, file and line (null = whole file). */
export interface CatalogFinding {
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
}

/** The folder of one set of files: `roles.yaml`, `fields.yaml` and `processes/*.yaml`, each of them optional. */
export type CatalogFolder = string;

/** All processes that may run, by id and version, with what they refer to. */
export interface Catalog {
  readonly services: readonly ServiceDefinition[];
  readonly vocabulary: Vocabulary;
  /** Public holidays, for deadlines. */
  readonly calendar: HolidayCalendar;
  /** All versions, a process's newest last. */
  readonly processes: readonly ProcessDefinition[];
}

interface Parsed<T> {
  readonly file: string;
  readonly value: T;
  lineOf(path: YamlPath): number | null;
}

/**
 * Reads the built-in catalog and then the given folders: a process of the same id and version, a role, system or field of
 * the same id in a later folder replaces the earlier one. Throws nothing for bad content: every finding is listed with
 * file and line, and a process with findings is left out.
 */
export function loadCatalog(folders: readonly CatalogFolder[] = []): {
  catalog: Catalog;
  findings: readonly CatalogFinding[];
} {
  const findings: CatalogFinding[] = [];
  const all = [import.meta.dirname, ...folders];
  const vocabulary = loadVocabulary(all, findings);
  const services = new Map<string, ServiceDefinition>();
  const found = new Map<string, { definition: ProcessDefinition; lineOf: Parsed<unknown>['lineOf']; file: string }>();
  for (const file of all.flatMap((f) => yamlFiles(join(f, 'processes')))) {
    const parsed = readYaml(file, serviceFileSchema, findings);
    if (!parsed) continue;
    services.set(parsed.value.service.id, parsed.value.service);
    parsed.value.processes.forEach((definition, index) => {
      const lineOf = (path: YamlPath) => parsed.lineOf(['processes', index, ...path]);
      if (definition.service !== parsed.value.service.id)
        findings.push({
          file,
          line: lineOf(['service']),
          message: `"${definition.id}" başka bir servisin dosyasında.`,
        });
      const key = `${definition.id}@${definition.version}`;
      if (found.get(key)?.file === file)
        findings.push({ file, line: lineOf([]), message: `"${definition.id}" süreci bu dosyada iki kez tanımlı.` });
      found.set(key, { definition, lineOf, file });
    });
  }
  const processIds = new Set([...found.values()].map((f) => f.definition.id));
  const processes = [...found.values()].filter(({ definition, lineOf, file }) => {
    const wrong = validateProcess(definition, { vocabulary, processIds });
    for (const f of wrong) findings.push({ file, line: lineOf(f.path), message: `${definition.id}: ${f.message}` });
    return wrong.length === 0;
  });
  findings.push(...clashingDocuments(processes));
  const sorted = processes.map((p) => p.definition).sort((a, b) => a.version - b.version);
  return {
    catalog: { services: [...services.values()], vocabulary, calendar: loadHolidays(folders), processes: sorted },
    findings,
  };
}

/** The version of a process in force on a day: the newest that has begun; null when there is none. */
export function processOn(catalog: Catalog, id: string, day: string): ProcessDefinition | null {
  return catalog.processes.findLast((p) => p.id === id && p.effectiveFrom <= day) ?? null;
}

/** The version that a case is pinned to; null when its file has been taken away. */
export function processVersion(catalog: Catalog, id: string, version: number): ProcessDefinition | null {
  return catalog.processes.find((p) => p.id === id && p.version === version) ?? null;
}

function loadVocabulary(folders: readonly string[], findings: CatalogFinding[]): Vocabulary {
  const roles = new Map();
  const systems = new Map();
  const fields = new Map();
  let defaults: Partial<FieldDefaults> = {};
  for (const folder of folders) {
    for (const file of yamlFiles(folder, 'roles.yaml')) {
      const parsed = readYaml(file, rolesFileSchema, findings);
      for (const r of parsed?.value.roles ?? []) roles.set(r.id, r);
      for (const s of parsed?.value.systems ?? []) systems.set(s.id, s);
    }
    for (const file of yamlFiles(folder, 'fields.yaml')) {
      const parsed = readYaml(file, fieldsFileSchema, findings);
      for (const [key, f] of Object.entries(parsed?.value.fields ?? {})) fields.set(key, f);
      defaults = { ...defaults, ...parsed?.value.defaults };
    }
  }
  if (!isComplete(defaults)) throw new Error('fields.yaml of the built-in catalog is missing or unreadable');
  return { roles, systems, fields, defaults };
}

function isComplete(defaults: Partial<FieldDefaults>): defaults is FieldDefaults {
  return STEP_KINDS.every((kind) => defaults[kind] !== undefined);
}

function yamlFiles(folder: string, only?: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    // A data folder need not have every part.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((n) => n.endsWith('.yaml') && (only === undefined || n === only))
    .sort()
    .map((n) => join(folder, n));
}

function readYaml<T>(file: string, schema: z.ZodType<T>, findings: CatalogFinding[]): Parsed<T> | null {
  const { value, problems, lineOf } = readYamlFile(file);
  for (const { line, message } of problems)
    findings.push({ file, line, message: `YAML okunamadı: ${message.split('\n')[0]}` });
  if (problems.length > 0) return null;
  const result = schema.safeParse(value, IN_TURKISH);
  if (result.success) return { file, value: result.data, lineOf };
  for (const issue of result.error.issues) {
    const path = issue.path.filter((p) => typeof p !== 'symbol');
    findings.push({ file, line: lineOf(path), message: `${path.join('.')}: ${issue.message}` });
  }
  return null;
}

function clashingDocuments(
  processes: readonly { definition: ProcessDefinition; lineOf: Parsed<unknown>['lineOf']; file: string }[],
): CatalogFinding[] {
  const known = new Map<string, { type: string; title: string }>();
  const findings: CatalogFinding[] = [];
  for (const { definition, lineOf, file } of processes)
    definition.steps.forEach((step, index) => {
      if (!step.document) return;
      const { key, type, title } = step.document;
      const first = known.get(key) ?? { type, title };
      known.set(key, first);
      if (first.type !== type || first.title !== title)
        findings.push({
          file,
          line: lineOf(['steps', index, 'document']),
          message: `${definition.id}: "${key}" belgesi başka yerde "${first.title}" (${first.type}) olarak tanımlı.`,
        });
    });
  return findings;
}
