import type { ClientSession } from 'mongoose';
import { isIsoDate } from '../../calculations/index.ts';
import { writeAudit } from '../../database/index.ts';
import type { CaseRules } from '../acts/common.ts';
import type { CaseCalculation } from '../calculations/index.ts';
import { awaitTokens, signingRoles } from '../case-access.ts';
import type { CasesContext } from '../cases-context.ts';
import { nextDueDay } from '../deadlines.ts';
import { type Case, caseEvents, NO_DUE_DAY, type StoredCaseEvent } from '../model.ts';
import type { CaseEffect, CaseEvent, Transition } from '../state.ts';

/** What an act gives back: the case after it, the documents it made or finished, the cases it opened. */
export interface CaseResult {
  readonly case: Case;
  readonly documentIds: readonly string[];
  readonly openedCaseNumbers: readonly string[];
}

/** The legal day of the request, checked. */
export function legalDay({ today }: CasesContext) {
  if (isIsoDate(today)) return today;
  throw new Error(`the day of the request is no day: ${today}`);
}

/** The searchable side of a state. */
export function searchableOf(context: CasesContext, rules: CaseRules, { state }: Transition) {
  const due = nextDueDay(rules, state, legalDay(context));
  return {
    state,
    status: state.status,
    step: state.step,
    awaits: awaitTokens(rules.process, rules.vocabulary, state),
    signerRoles: signingRoles(rules.process, state),
    dueKey: due ?? NO_DUE_DAY,
    assigneeId: state.assignee?.accountId ?? null,
    updatedAt: context.now,
  };
}

/** An act about to be recorded: the case before and after it, and the calculation that it confirmed. */
export interface RecordedAct {
  readonly before: Case | null;
  readonly next: Case;
  readonly event: CaseEvent;
  readonly decided: Transition;
  readonly calculation?: CaseCalculation | null;
}

/** Appends the act to the history and to the audit, in the transaction of the act. */
export async function recordEvent(
  context: CasesContext,
  session: ClientSession,
  { before, next, event, decided, calculation = null }: RecordedAct,
): Promise<void> {
  const { accountId, name } = context.actor;
  const row: StoredCaseEvent = {
    caseNumber: next.caseNumber,
    seq: next.version,
    kind: event.kind,
    at: context.now,
    on: context.today,
    accountId,
    name,
    ...decided.actedAs,
    step: before?.step ?? null,
    toStep: next.step,
    outcome: event.kind === 'completeStep' ? event.outcome : null,
    data: decided.data,
    effects: decided.effects.flatMap((e) => effectLabel(e) ?? []),
    calculation,
  };
  await caseEvents(context.db).insertMany([row], { session, lean: true });
  await writeAudit(context.db, session, context, {
    action: event.kind === 'open' ? 'openCase' : event.kind,
    recordType: 'Case',
    recordId: next.caseNumber,
    details: { step: before?.step ?? null, toStep: next.step, role: decided.actedAs.role, version: next.version },
  });
}

/** How an effect stands in the history: `finalizeDocument:naklen-izin-isteme`; null for those that only prompt a reader. */
function effectLabel(effect: CaseEffect): string | null {
  switch (effect.kind) {
    case 'generateDocument':
    case 'finalizeDocument':
    case 'withdrawDocument':
      return `${effect.kind}:${effect.key}`;
    case 'attachCalculation':
      return `attachCalculation:${effect.key}`;
    case 'changeRegistry':
      return `changeRegistry:${effect.step}`;
    case 'record':
      return `record:${effect.system}`;
    case 'openCase':
      return `openCase:${effect.process}`;
    case 'closed':
      return `closed:${effect.ending}`;
    case 'deadline':
      return null;
  }
}
