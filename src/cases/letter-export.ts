import type { ClientSession } from 'mongoose';
import { documentBytes, latestDocument, type WrittenDocument } from '../documents/index.ts';
import type { CaseRules } from './acts/common.ts';
import type { CasesContext } from './cases-context.ts';
import { stepOf } from './definition.ts';
import type { Case } from './model.ts';

/** Hands a letter that has just become final to the EBYS. */
export async function exportFinal(
  context: CasesContext,
  session: ClientSession,
  letter: WrittenDocument,
): Promise<void> {
  await context.letterDesk?.ready(session, context, { document: letter, bytes: letter.bytes });
}

/**
 * Where the EBYS signs: hands it the draft that the case's sign step waits for, once it is complete. The same draft again
 * changes nothing; a newer one takes the older back.
 */
export async function exportDraft(
  context: CasesContext,
  session: ClientSession,
  { row, rules }: { row: Case; rules: CaseRules },
): Promise<void> {
  const { letterDesk } = context;
  const key = letterAwaitingSignature(row, rules);
  if (!letterDesk?.signs || key === null) return;
  const kind = context.library.kind(key).key;
  const draft = await latestDocument(context.db, { caseNumber: row.caseNumber, kind, status: 'taslak' }, session);
  const bytes = draft && draft.missing.length === 0 ? await documentBytes(context.db, draft.id, session) : null;
  if (draft && bytes) await letterDesk.ready(session, context, { document: draft, bytes });
}

/** Tells the EBYS that a draft is void. */
export async function takeBack(
  context: CasesContext,
  session: ClientSession,
  { row, key, reason }: { row: Case; key: string; reason: string },
): Promise<void> {
  const { letterDesk, library } = context;
  if (!letterDesk || !library.kinds.some((k) => k.key === key || k.aliases.includes(key))) return;
  const { caseNumber } = row;
  await letterDesk.withdrawn(session, context, { caseNumber, kind: library.kind(key).key, reason });
}

/** The document key of the draft at whose sign step the case stands; null when it waits for something else. */
export function letterAwaitingSignature({ state }: Pick<Case, 'state'>, { process }: CaseRules): string | null {
  if (state.status !== 'open' || state.step === null) return null;
  const step = stepOf(process, state.step);
  const key = step.kind === 'sign' ? step.document?.key : undefined;
  return key !== undefined && state.documents[key] === 'draft' ? key : null;
}
