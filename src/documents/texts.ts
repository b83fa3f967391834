import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { IN_TURKISH } from '../errors/index.ts';
import { readYamlFile, type YamlFile, type YamlPath } from '../yaml/index.ts';
import type { DocumentKind } from './kinds.ts';
import { addresseeEntry, fieldDefinition, kindEntry, sdpTopic } from './kinds.ts';
import { expandPhrases } from './phrases.ts';
import { resolveKind, type SharedTexts } from './resolve.ts';

/** Something wrong in a template folder, and where. Line 0 = the file as a whole. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface LoadedTexts {
  readonly kinds: readonly DocumentKind[];
  readonly findings: readonly Finding[];
}

interface RawKind {
  readonly raw: Record<string, unknown>;
  readonly service: string;
  readonly source: DocumentKind['source'];
}

/**
 * Reads `texts/*.yaml` of the folders. `fields`, `addressees`, `ilgi`, `sdp` and `phrases` are shared dictionaries, every other
 * file lists the kinds of one service. An entry of a later folder is laid over the earlier one of the same key.
 */
export function loadTexts(folders: readonly string[]): LoadedTexts {
  const findings: Finding[] = [];
  const files = folders.flatMap((folder) => yamlFiles(join(folder, 'texts'), findings));
  const shared: SharedTexts = {
    fields: readDictionary(files, { name: 'fields', schema: fieldDefinition }, findings),
    addressees: readDictionary(files, { name: 'addressees', schema: addresseeEntry }, findings),
    sdp: readDictionary(files, { name: 'sdp', schema: sdpTopic }, findings),
    ilgi: readDictionary(
      files,
      { name: 'ilgi', schema: kindEntry.shape.ilgi.unwrap().element.options[1].omit({ key: true }) },
      findings,
    ),
  };
  const phrases = readDictionary(files, { name: 'phrases', schema: z.string().min(1) }, findings);
  const raws = new Map<string, RawKind>();
  for (const file of files) readKinds(file, raws, findings);
  const kinds = [...raws.values()].flatMap((raw) =>
    parseKind({ ...raw, raw: expandPhrases(raw.raw, phrases) }, shared, findings),
  );
  reportAliases(kinds, findings);
  return { kinds, findings };
}

const DICTIONARIES = new Set(['fields', 'addressees', 'sdp', 'ilgi', 'phrases']);

function yamlFiles(folder: string, findings: Finding[]): YamlFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
  return names.map((name) => {
    const file = readYamlFile(join(folder, name));
    findings.push(...file.problems.map(({ line, message }) => ({ file: file.file, line: line ?? 0, message })));
    return file;
  });
}

function nameOf({ file }: YamlFile): string {
  return basename(file, '.yaml');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counts the lines only when somebody asks, since most places are never told. */
function placeOf({ file, lineOf }: YamlFile, path: YamlPath): DocumentKind['source'] {
  return {
    file,
    get line() {
      return lineOf(path) ?? 0;
    },
  };
}

function readDictionary<S extends z.ZodType>(
  files: readonly YamlFile[],
  wanted: { name: string; schema: S },
  findings: Finding[],
): ReadonlyMap<string, z.output<S>> {
  const entries = new Map<string, z.output<S>>();
  for (const file of files.filter((item) => nameOf(item) === wanted.name)) {
    for (const [key, value] of Object.entries(isMap(file.value) ? file.value : {})) {
      const result = wanted.schema.safeParse(value, IN_TURKISH);
      if (result.success) entries.set(key, result.data);
      else findings.push(...toFindings(file, [key], result.error));
    }
  }
  return entries;
}

function toFindings(file: YamlFile, base: YamlPath, error: z.ZodError): Finding[] {
  return error.issues.map((issue) => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
    return { file: file.file, line: file.lineOf(path) ?? 0, message: `${path.join('.')}: ${issue.message}` };
  });
}

function readKinds(file: YamlFile, raws: Map<string, RawKind>, findings: Finding[]): void {
  if (DICTIONARIES.has(nameOf(file))) return;
  const list = isMap(file.value) ? file.value.kinds : undefined;
  if (!Array.isArray(list)) {
    findings.push({ file: file.file, line: 1, message: 'Dosyada "kinds" listesi yok.' });
    return;
  }
  const seen = new Set<string>();
  for (const [index, raw] of list.entries()) {
    const source = placeOf(file, ['kinds', index]);
    const key = isMap(raw) ? raw.key : undefined;
    if (!isMap(raw) || typeof key !== 'string') findings.push({ ...source, message: 'Belge türünün "key" alanı yok.' });
    else if (seen.has(key)) findings.push({ ...source, message: `"${key}" bu dosyada ikinci kez tanımlanmış.` });
    else {
      seen.add(key);
      raws.set(key, { raw: { ...raws.get(key)?.raw, ...raw }, service: nameOf(file), source });
    }
  }
}

function parseKind(raw: RawKind, shared: SharedTexts, findings: Finding[]): DocumentKind[] {
  const result = kindEntry.safeParse(raw.raw, IN_TURKISH);
  if (!result.success) {
    findings.push(
      ...result.error.issues.map((issue) => ({
        ...raw.source,
        message: `"${String(raw.raw.key)}" ${issue.path.join('.')}: ${issue.message}`,
      })),
    );
    return [];
  }
  const { kind, problems } = resolveKind(result.data, shared, { service: raw.service, source: raw.source });
  findings.push(...problems.map((message) => ({ ...raw.source, message: `"${kind.key}": ${message}` })));
  return problems.length === 0 ? [kind] : [];
}

function reportAliases(kinds: readonly DocumentKind[], findings: Finding[]): void {
  const owners = new Map<string, string>();
  for (const kind of kinds) {
    for (const name of [kind.key, ...kind.aliases]) {
      const owner = owners.get(name);
      if (owner !== undefined)
        findings.push({ ...kind.source, message: `"${name}" adı hem "${owner}" hem "${kind.key}" için kullanılmış.` });
      owners.set(name, kind.key);
    }
  }
}
