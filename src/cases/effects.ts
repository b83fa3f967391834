import type { ClientSession } from 'mongoose';
import type { CaseRules } from './acts/common.ts';
import { caseActorOn } from './case-access.ts';
import type { CasesContext } from './cases-context.ts';
import { openCalledCase } from './commands/insert-case.ts';
import type { CaseResult } from './commands/record.ts';
import type { Case } from './model.ts';
import type { CaseEvent, Transition } from './state.ts';

/** Carries out what a decision asks for, in its transaction: makes and finishes letters, opens called cases. */
export async function carryOut(
  context: CasesContext,
  session: ClientSession,
  { row, decided }: { row: Case; rules: CaseRules; decided: Transition; event: CaseEvent },
): Promise<CaseResult> {
  const openedCaseNumbers: string[] = [];
  for (const effect of decided.effects)
    if (effect.kind === 'openCase') {
      const actor = await caseActorOn(context, row, false);
      const opened = await openCalledCase(context, session, { parent: row, process: effect.process, actor });
      openedCaseNumbers.push(opened.caseNumber);
    }
  return { case: row, documentIds: [], openedCaseNumbers };
}
