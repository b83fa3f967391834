import { readFileSync } from 'node:fs';
import { compileTemplate, type RenderDocx } from '../../src/documents/render.ts';

const compiled = new Map<string, RenderDocx>();

/** Renders a template file with our renderer, compiled once per file: the module that the benches of one letter and of many compare with their limits. */
export async function render(templatePath: string, data: unknown): Promise<Buffer> {
  const ready = compiled.get(templatePath) ?? compileTemplate(readFileSync(templatePath), templatePath);
  compiled.set(templatePath, ready);
  return ready(data);
}
