import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
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
  readonly file: string;
  readonly line: number;
}

interface YamlFile {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
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
    const file = join(folder, name);
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
    for (const error of document.errors)
      findings.push({ file, line: error.linePos?.[0].line ?? 0, message: error.message });
    return { file, document, lines };
  });
}

function nameOf({ file }: YamlFile): string {
  return basename(file, '.yaml');
}

function lineOf({ document, lines }: YamlFile, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 0;
}

function readDictionary<S extends z.ZodType>(
  files: readonly YamlFile[],
  wanted: { name: string; schema: S },
  findings: Finding[],
): ReadonlyMap<string, z.output<S>> {
  const entries = new Map<string, z.output<S>>();
  for (const file of files.filter((item) => nameOf(item) === wanted.name)) {
    const root: unknown = file.document.toJS();
    for (const [key, value] of Object.entries(isMap(file.document.contents) ? (root as object) : {})) {
      const result = wanted.schema.safeParse(value);
      if (result.success) entries.set(key, result.data);
      else findings.push(...toFindings(file, [key], result.error));
    }
  }
  return entries;
}

function toFindings(file: YamlFile, base: readonly (string | number)[], error: z.ZodError): Finding[] {
  return error.issues.map((issue) => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
    return { file: file.file, line: lineOf(file, path), message: `${path.join('.')}: ${issue.message}` };
  });
}

function readKinds(file: YamlFile, raws: Map<string, RawKind>, findings: Finding[]): void {
  if (DICTIONARIES.has(nameOf(file))) return;
  const list = file.document.get('kinds');
  if (!isSeq(list)) {
    findings.push({ file: file.file, line: 1, message: 'Dosyada "kinds" listesi yok.' });
    return;
  }
  const seen = new Set<string>();
  for (const [index, raw] of (file.document.toJS() as { kinds: unknown[] }).kinds.entries()) {
    const line = lineOf(file, ['kinds', index]);
    const key = (raw as { key?: unknown } | null)?.key;
    if (typeof key !== 'string') findings.push({ file: file.file, line, message: 'Belge türünün "key" alanı yok.' });
    else if (seen.has(key))
      findings.push({ file: file.file, line, message: `"${key}" bu dosyada ikinci kez tanımlanmış.` });
    else {
      seen.add(key);
      const earlier = raws.get(key)?.raw;
      raws.set(key, {
        raw: { ...earlier, ...(raw as Record<string, unknown>) },
        service: nameOf(file),
        file: file.file,
        line,
      });
    }
  }
}

function parseKind(raw: RawKind, shared: SharedTexts, findings: Finding[]): DocumentKind[] {
  const result = kindEntry.safeParse(raw.raw);
  const at = { file: raw.file, line: raw.line };
  if (!result.success) {
    findings.push(
      ...result.error.issues.map((issue) => ({
        ...at,
        message: `"${String(raw.raw.key)}" ${issue.path.join('.')}: ${issue.message}`,
      })),
    );
    return [];
  }
  const { kind, problems } = resolveKind(result.data, shared, { service: raw.service, source: at });
  findings.push(...problems.map((message) => ({ ...at, message: `"${kind.key}": ${message}` })));
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
