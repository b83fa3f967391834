import type { ClientSession } from 'mongoose';
import { inTransaction } from '../../database/index.ts';
import { ConflictError, NotFoundError } from '../../errors/index.ts';
import type { CaseRules } from '../acts/common.ts';
import type { StepCalculation } from '../calculations/index.ts';
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
  { event, prepare }: { event: CaseEvent; prepare?: (rules: CaseRules, row: Case) => Promise<StepCalculation | null> },
): Promise<CaseResult> {
  return inTransaction(context.db, async (session) => {
    const row = await findCaseByNumber(context, target.caseNumber, session);
    if (!row)
      throw new NotFoundError(`${target.caseNumber} numaralı iş yok ya da size açık değil. Numarayı denetleyin.`);
    if (row.version !== target.expectedVersion) throw staleVersion(row);
    const rules = rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));
    const calculation = (await prepare?.(rules, row)) ?? null;
    const signing = event.kind === 'paraf' || event.kind === 'sign' || event.kind === 'approve';
    const actor = await caseActorOn(context, row, signing);
    const confirmed = withCalculation(event, calculation);
    const decided = transition(rules, row.state, { event: confirmed, actor, today: legalDay(context) });
    const next = await saveDecision(context, session, { row, rules, decided });
    const view = calculation?.view ?? null;
    await recordEvent(context, session, { before: row, next, event, decided, calculation: view });
    return carryOut(context, session, { row: next, rules, decided, table: calculation?.table ?? null });
  });
}

/** The act with what the calculation of its step proposes. */
function withCalculation(event: CaseEvent, calculation: StepCalculation | null): CaseEvent {
  if (event.kind !== 'completeStep' || !calculation) return event;
  return { ...event, calculated: calculation.view.proposed };
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
