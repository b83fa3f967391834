import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadParameters, type ParameterBook } from '../calculations/index.ts';
import { type Catalog, loadCatalog } from '../cases/index.ts';
import { type DocumentLibrary, openLibrary } from '../documents/index.ts';

/** The data that the rules run on: built in, then overridden by the institution's own folder. */
export interface RuleData {
  readonly catalog: Catalog;
  readonly library: DocumentLibrary;
  readonly book: ParameterBook;
  /** Everything wrong in any file, for people. Files with findings are left out. */
  readonly findings: readonly RuleFinding[];
}

export interface RuleFinding {
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
}

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Loads processes (`processes/`, `roles.yaml`, `fields.yaml`), letters (`templates/`) and legal figures (`parameters/`).
 * `customFolder` holds the same folders; its files add to or replace the built-in ones.
 */
export function loadRuleData(customFolder: string | null): RuleData {
  const { catalog, findings } = loadCatalog(customFolder === null ? [] : [customFolder]);
  const library = openLibrary([join(ROOT, 'templates'), ...custom(customFolder, 'templates')]);
  const parameters = loadParametersFor(customFolder);
  return {
    catalog,
    library,
    book: parameters.book,
    findings: [
      ...findings,
      ...library.findings,
      ...parameters.findings.map(({ file, line, path, message }) => ({ file, line, message: `${path}: ${message}` })),
    ],
  };
}

/** The legal figures and tables alone: built in, then overridden by the institution's own folder. */
export function loadParametersFor(customFolder: string | null): ReturnType<typeof loadParameters> {
  return loadParameters([join(ROOT, 'src', 'calculations', 'parameters'), ...custom(customFolder, 'parameters')]);
}

function custom(customFolder: string | null, name: string): string[] {
  const folder = customFolder === null ? null : join(customFolder, name);
  return folder !== null && existsSync(folder) ? [folder] : [];
}
