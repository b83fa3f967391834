import type { CommandContext } from '../database/index.ts';
import type { DocumentLibrary } from '../documents/index.ts';
import type { CaseRules } from './acts/common.ts';
import type { ProcessDefinition } from './definition.ts';
import type { DocumentField } from './fields.ts';
import { type Catalog, processVersion } from './load.ts';
import type { StoredCase } from './model.ts';

/** What commands and queries on cases get: the command context, the catalog of processes, the kinds of letters. */
export interface CasesContext extends CommandContext {
  readonly catalog: Catalog;
  readonly library: DocumentLibrary;
}

/** What a process is decided by. */
export function rulesFor(
  { catalog }: Pick<CasesContext, 'catalog'>,
  process: ProcessDefinition,
  documentFields: (key: string) => readonly DocumentField[],
): CaseRules {
  return { process, vocabulary: catalog.vocabulary, calendar: catalog.calendar, documentFields };
}

/** The definition that a case is pinned to. Throws when its file was taken away: a case can't run on other rules. */
export function pinnedProcess(
  { catalog }: Pick<CasesContext, 'catalog'>,
  row: Pick<StoredCase, 'process' | 'processVersion' | 'caseNumber'>,
): ProcessDefinition {
  const process = processVersion(catalog, row.process, row.processVersion);
  if (process) return process;
  throw new Error(
    `case ${row.caseNumber} is pinned to ${row.process} v${row.processVersion}, which is not in the catalog`,
  );
}
