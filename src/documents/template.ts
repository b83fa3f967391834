import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { TemplateError } from '../errors/index.ts';
import type { ParsedPart } from './compile.ts';
import { type ContextPaths, contextPaths } from './context.ts';

/** A template as docxtemplater has read and checked it. */
export interface ParsedTemplate {
  readonly name: string;
  readonly document: Docxtemplater;
  /** Parts with tags in them, by name inside the zip. */
  readonly parts: ReadonlyMap<string, readonly ParsedPart[]>;
}

/** One tag: its path, the loops around it (outermost first), and whether it opens a loop. */
export interface TemplateTag {
  readonly path: string;
  readonly loops: readonly string[];
  readonly isLoop: boolean;
  readonly part: string;
}

/** Reads a dotted path; what a scope lacks is sought in the scopes around it. */
function parsePath(tag: string): { get: (scope: unknown) => unknown } {
  const names = tag.split('.');
  return {
    get: (scope) => {
      if (tag === '.') return scope;
      return names.reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
        scope,
      );
    },
  };
}

/** Options shared by the check, the compiled renderer and docxtemplater's own render. A missing value throws. */
export const DOCX_OPTIONS = {
  paragraphLoop: true,
  linebreaks: true,
  errorLogging: false as const,
  parser: parsePath,
};

interface TemplateProblem {
  readonly properties?: {
    readonly explanation?: string;
    readonly xtag?: string;
    readonly errors?: readonly TemplateProblem[];
  };
  readonly message?: string;
}

/** Opens a .docx and lets docxtemplater parse it. Throws TemplateError naming file and tag. */
export function openTemplate(name: string, bytes: Buffer): ParsedTemplate {
  try {
    const document = new Docxtemplater(new PizZip(bytes), DOCX_OPTIONS);
    const compiled = (document as unknown as { compiled: Record<string, { postparsed: ParsedPart[] }> }).compiled;
    const parts = Object.entries(compiled).map(([part, file]) => [part, file.postparsed] as const);
    return { name, document, parts: new Map(parts.filter(([, parsed]) => hasPlaceholder(parsed))) };
  } catch (error) {
    throw toTemplateError(name, error);
  }
}

function toTemplateError(name: string, error: unknown): TemplateError {
  const problem = error as TemplateProblem;
  const first = problem.properties?.errors?.[0] ?? problem;
  const tag = first.properties?.xtag ?? '';
  const why = first.properties?.explanation ?? first.message ?? 'dosya okunamadı';
  return new TemplateError(`"${name}" şablonu kullanılamıyor: ${why}. Şablonu Word’de açıp düzeltin.`, name, tag);
}

function hasPlaceholder(parts: readonly ParsedPart[]): boolean {
  return parts.some((part) => part.type === 'placeholder');
}

/** Every tag of a template in reading order. */
export function listTags(template: ParsedTemplate): TemplateTag[] {
  return [...template.parts].flatMap(([part, parsed]) => collect(parsed, [], part));
}

function collect(parts: readonly ParsedPart[], loops: readonly string[], part: string): TemplateTag[] {
  return parts.flatMap((item) => {
    if (item.type !== 'placeholder') return [];
    const path = item.value ?? '';
    const isLoop = item.module === 'loop';
    const own: TemplateTag = { path, loops, isLoop, part };
    const inner = item.inverted ? loops : [...loops, path];
    return [own, ...(item.subparsed ? collect(item.subparsed, inner, part) : [])];
  });
}

/** Tags that no context can fill, each as a TemplateError. `paths` is the shape of the context. */
export function checkTags(template: ParsedTemplate, paths: ContextPaths = contextPaths()): TemplateError[] {
  return listTags(template)
    .filter((tag) => !isReadable(tag, paths))
    .map((tag) => {
      const inside = tag.loops.length > 0 ? ` ({#${tag.loops.join('} {#')}} içinde)` : '';
      const message = `"${template.name}" şablonundaki {${tag.path}}${inside} belge bağlamında yok. Alan adını düzeltin ya da alanı kaldırın.`;
      return new TemplateError(message, template.name, tag.path);
    });
}

function isReadable(tag: TemplateTag, root: ContextPaths): boolean {
  const scopes: ContextPaths[] = [root];
  for (const loop of tag.loops) {
    const scope = resolveIn(loop, scopes);
    if (!scope) return false;
    scopes.push(scope.kind === 'list' ? { kind: 'object', children: scope.children } : scope);
  }
  const target = resolveIn(tag.path, scopes);
  if (!target) return false;
  return tag.isLoop || target.kind === 'text' || target.kind === 'open';
}

function resolveIn(path: string, scopes: readonly ContextPaths[]): ContextPaths | undefined {
  if (path === '.') return scopes.at(-1);
  for (const scope of scopes.toReversed()) {
    const found = descend(path.split('.'), scope);
    if (found) return found;
  }
  return undefined;
}

function descend(names: readonly string[], scope: ContextPaths): ContextPaths | undefined {
  let at: ContextPaths | undefined = scope;
  for (const name of names) {
    if (at?.kind === 'open') return at;
    if (at?.kind === 'list') return undefined;
    at = at?.children.get(name);
  }
  return at;
}
