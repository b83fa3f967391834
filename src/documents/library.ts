import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError, TemplateError } from '../errors/index.ts';
import { contextPaths } from './context.ts';
import type { DocumentKind, Layout } from './kinds.ts';
import { compileParsed, type RenderDocx } from './render.ts';
import { checkTags, openTemplate } from './template.ts';
import { type Finding, loadTexts } from './texts.ts';

/** A Word template, compiled, with the hash of its bytes as its version. */
export interface LoadedTemplate {
  readonly name: string;
  readonly sha256: string;
  readonly render: RenderDocx;
}

/** All kinds and templates of the built-in and the data folders. */
export interface DocumentLibrary {
  readonly kinds: readonly DocumentKind[];
  /** Everything wrong in the folders, with file and line. A kind or template with findings is left out. */
  readonly findings: readonly Finding[];
  /** The kind of a key or alias; throws NotFoundError. */
  kind(key: string): DocumentKind;
  /** The template that a kind is printed with; throws NotFoundError. */
  templateOf(kind: DocumentKind): LoadedTemplate;
}

/**
 * Reads template folders, later ones adding to or overriding earlier ones: `texts/*.yaml`, `layouts/*.docx`, `*.docx`.
 * Nothing is thrown for bad content; all findings are listed.
 */
export function openLibrary(folders: readonly string[]): DocumentLibrary {
  const texts = loadTexts(folders);
  const findings: Finding[] = [...texts.findings];
  const templates = loadTemplates(folders, findings);
  const byKey = new Map<string, DocumentKind>();
  for (const kind of texts.kinds) {
    const name = templateName(kind);
    if (!templates.has(name)) findings.push({ ...kind.source, message: `"${kind.key}": ${name} şablonu yok.` });
    for (const key of [kind.key, ...kind.aliases]) byKey.set(key, kind);
  }
  return {
    kinds: texts.kinds,
    findings,
    kind: (key) =>
      required(byKey.get(key), `"${key}" adlı belge türü yok. documentKinds sorgusundaki türlerden birini seçin.`),
    templateOf: (kind) =>
      required(templates.get(templateName(kind)), `"${kind.key}" belgesinin ${templateName(kind)} şablonu yok.`),
  };
}

function required<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new NotFoundError(message);
  return value;
}

function templateName(kind: { readonly template?: string | undefined; readonly layout: Layout }): string {
  return kind.template ?? `layouts/${kind.layout}.docx`;
}

function loadTemplates(folders: readonly string[], findings: Finding[]): Map<string, LoadedTemplate> {
  const paths = contextPaths();
  const templates = new Map<string, LoadedTemplate>();
  for (const [name, file] of folders.flatMap(templateFiles)) {
    try {
      const bytes = readFileSync(file);
      const parsed = openTemplate(name, bytes);
      const wrong = checkTags(parsed, paths);
      findings.push(...wrong.map((error) => ({ file, line: 0, message: error.message })));
      if (wrong.length > 0) continue;
      templates.set(name, {
        name,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        render: compileParsed(parsed, bytes),
      });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      findings.push({ file, line: 0, message: error.message });
    }
  }
  return templates;
}

function templateFiles(folder: string): [string, string][] {
  const inFolder = (sub: string): [string, string][] => {
    const path = join(folder, sub);
    if (!existsSync(path)) return [];
    const names = readdirSync(path).filter((name) => name.endsWith('.docx') && !name.startsWith('~$'));
    return names.toSorted().map((name) => [join(sub, name), join(path, name)]);
  };
  return [...inFolder(''), ...inFolder('layouts')];
}
