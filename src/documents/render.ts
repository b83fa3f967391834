import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { TemplateError } from '../errors/index.ts';
import { fitColumns } from './columns.ts';
import { compilePart, NotCompilableError, type PartRenderer } from './compile.ts';
import { highlightGaps } from './gaps.ts';
import { keepWithSignature } from './keep-together.ts';
import { DOCX_OPTIONS, openTemplate, type ParsedTemplate } from './template.ts';
import { readZip, zipAssembler } from './zip.ts';

/** Context in, .docx out. Equal contexts give equal bytes. Throws TemplateError for a tag without value. */
export type RenderDocx = (context: unknown) => Buffer;

/**
 * Reads a template once and gives a function that renders it. docxtemplater parses and checks; its parsed parts are turned
 * into plain string concatenation, and parts without tags are copied as they are. A template that needs docxtemplater's
 * later passes is rendered by docxtemplater itself. Throws TemplateError when the template cannot be read.
 */
export function compileTemplate(bytes: Buffer, name = 'şablon.docx'): RenderDocx {
  return compileParsed(openTemplate(name, bytes), bytes);
}

/** As compileTemplate, for a template that is already open. */
export function compileParsed(template: ParsedTemplate, bytes: Buffer): RenderDocx {
  const names = [...template.parts.keys()];
  const renderers = compileAll(template);
  if (!renderers) return (context) => renderPlainly(bytes, context, template.name);
  const assemble = zipAssembler(readZip(bytes), names);
  return (context) =>
    assemble(renderers.map((render) => Buffer.from(renderNamed(render, context, template.name), 'utf8')));
}

/** What is decided when the values are known: gaps, widths of columns, what a signature is kept with. */
function finishPart(xml: string): string {
  return keepWithSignature(fitColumns(highlightGaps(xml)));
}

function renderNamed(render: PartRenderer, context: unknown, name: string): string {
  try {
    return finishPart(render(context));
  } catch (error) {
    if (error instanceof TemplateError) throw new TemplateError(`${error.message} Şablon: ${name}.`, name, error.tag);
    throw error;
  }
}

function compileAll(template: ParsedTemplate): PartRenderer[] | null {
  try {
    return [...template.parts.values()].map((parts) => compilePart(parts));
  } catch (error) {
    if (error instanceof NotCompilableError) return null;
    throw error;
  }
}

/** docxtemplater's own render, the reference for the compiled one. */
export function renderPlainly(bytes: Buffer, context: unknown, name: string): Buffer {
  const document = new Docxtemplater(new PizZip(bytes), {
    ...DOCX_OPTIONS,
    nullGetter: (part: { value?: string; module?: string }) => {
      if (part.module === 'loop') return false;
      throw new TemplateError(
        `Şablondaki "{${part.value}}" alanı için değer yok. Şablon: ${name}.`,
        name,
        part.value ?? '',
      );
    },
  });
  document.render(context as Record<string, unknown>);
  const zip = document.getZip();
  const names = readZip(bytes).map((entry) => entry.name);
  const parts = names.map((part) => Buffer.from(finishPart(zip.file(part)?.asText() ?? ''), 'utf8'));
  return zipAssembler([], names)(parts);
}
