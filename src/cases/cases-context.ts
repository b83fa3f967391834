import type { ClientSession } from 'mongoose';
import type { OfficeDocument } from '../documents/index.ts';
import type { StatementsContext } from '../statements/index.ts';
import type { CaseRules } from './acts/common.ts';
import type { ProcessDefinition } from './definition.ts';
import type { DocumentField } from './fields.ts';
import { type Catalog, processVersion } from './load.ts';
import type { StoredCase } from './model.ts';

/** Where letters go when they leave the office: the EBYS, supplied by the server. It works in the transaction of the act. */
export interface LetterDesk {
  /** Letters are signed there: it gets a complete draft at its sign step, and its word completes the step. */
  readonly signs: boolean;
  ready(
    session: ClientSession,
    context: CasesContext,
    letter: { readonly document: OfficeDocument; readonly bytes: Uint8Array },
  ): Promise<void>;
  withdrawn(
    session: ClientSession,
    context: CasesContext,
    letter: { readonly caseNumber: string; readonly kind: string; readonly reason: string },
  ): Promise<void>;
  /** Whether somebody has signed the letter there, be it not the last one. */
  isSigned(
    session: ClientSession,
    context: CasesContext,
    letter: { readonly caseNumber: string; readonly kind: string },
  ): Promise<boolean>;
}

/** What commands and queries on cases get: what statements get, and the catalog of processes. */
export interface CasesContext extends StatementsContext {
  readonly catalog: Catalog;
  /** Absent where no EBYS is connected. */
  readonly letterDesk?: LetterDesk;
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
