import type { ClientSession } from 'mongoose';
import { inTransaction } from '../../database/index.ts';
import { latestDocument, withdrawDocument } from '../../documents/index.ts';
import { ConflictError, NotFoundError } from '../../errors/index.ts';
import type { CaseRules } from '../acts/common.ts';
import { caseActorOn } from '../case-access.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, pinnedProcess, rulesFor } from '../cases-context.ts';
import { carryOut } from '../effects.ts';
import { type Case, cases, type StoredCase } from '../model.ts';
import { findCaseByNumber } from '../queries.ts';
import type { CaseEvent, Transition } from '../state.ts';
import { transition } from '../transition.ts';
import { type CaseResult, legalDay, recordEvent, searchableOf } from './record.ts';

/** Which case, as it was read: an act on an older version is refused. */
export interface CaseTarget {
  readonly caseNumber: string;
  readonly expectedVersion: number;
}

/**
 * Does one act on a case in one transaction: reads it, lets `transition` decide, carries out the effects, saves state,
 * event and audit line. Errors: NotFoundError, ConflictError, and those of the decision. Nothing is half-written.
 */
export async function actOnCase(
  context: CasesContext,
  target: CaseTarget,
  { event, check }: { event: CaseEvent; check?: (rules: CaseRules, row: Case) => Promise<void> },
): Promise<CaseResult> {
  const done = await inTransaction(context.db, async (session) => {
    const row = await findCaseByNumber(context, target.caseNumber, session);
    if (!row)
      throw new NotFoundError(`${target.caseNumber} numaralı iş yok ya da size açık değil. Numarayı denetleyin.`);
    if (row.version !== target.expectedVersion) throw staleVersion(row);
    const rules = rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));
    await check?.(rules, row);
    const signing = event.kind === 'paraf' || event.kind === 'sign' || event.kind === 'approve';
    const actor = await caseActorOn(context, row, signing);
    const decided = transition(rules, row.state, { event, actor, today: legalDay(context) });
    const next = await saveDecision(context, session, { row, rules, decided });
    await recordEvent(context, session, { before: row, next, event, decided });
    return { decided, result: await carryOut(context, session, { row: next, rules, decided }) };
  });
  await withdrawDrafts(context, target.caseNumber, done.decided);
  return done.result;
}

/**
 * Marks drafts that the act made void. The documents room withdraws in a transaction of its own, so this comes after the
 * act; the case has already let go of the drafts, and a later draft or letter of the kind has a higher version.
 */
async function withdrawDrafts(context: CasesContext, caseNumber: string, { effects, data }: Transition): Promise<void> {
  for (const effect of effects) {
    if (effect.kind !== 'withdrawDocument') continue;
    const draft = await latestDocument(context.db, { caseNumber, kind: effect.key, status: 'taslak' });
    if (draft) await withdrawDocument(context, { id: draft.id, reason: String(data.gerekce ?? '') });
  }
}

/** Saves the state that an act has made, if nobody has changed the case meanwhile. */
export async function saveDecision(
  context: CasesContext,
  session: ClientSession,
  { row, rules, decided }: { row: Case; rules: CaseRules; decided: Transition },
): Promise<Case> {
  const change = { ...searchableOf(context, rules, decided), version: row.version + 1 };
  const written = await cases(context.db).updateOne(
    { caseNumber: row.caseNumber, version: row.version },
    { $set: change as Partial<StoredCase> },
    { session },
  );
  if (written.matchedCount === 0) throw staleVersion(row);
  return { ...row, ...change };
}

function staleVersion(row: Case): ConflictError {
  return new ConflictError(
    `${row.caseNumber} numaralı iş siz okuduktan sonra ilerledi (sürüm ${row.version}). Yeniden okuyup deneyin.`,
    row.version,
  );
}
