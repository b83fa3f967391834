import { stepOf } from '../definition.ts';
import { clerkRoles, rolesOfStep } from '../entitlement.ts';
import { checkData, fieldsOfOpening } from '../fields.ts';
import type { Act, CaseData, CaseEffect, CaseState, Transition } from '../state.ts';
import { type CaseRules, requireRole } from './common.ts';

/** What a case is opened with: the data of the form, and facts known from the records (a birth date). */
interface Opening {
  readonly data: Readonly<Record<string, unknown>>;
  readonly seed?: CaseData;
}

/** Opens a case at the start of its process. Errors: ForbiddenError, ValidationError. */
export function open(rules: CaseRules, act: Omit<Act, 'event'>, given: Opening): Transition {
  const { process, vocabulary } = rules;
  const first = stepOf(process, process.start);
  const actedAs = requireRole(rules, [...new Set([...clerkRoles(), ...rolesOfStep(first)])], act);
  const data = checkData(given.data, {
    fields: fieldsOfOpening(process, vocabulary),
    outcome: null,
    known: {},
    today: act.today,
  });
  const state: CaseState = {
    status: 'open',
    step: first.id,
    approvals: [],
    chosenSigners: {},
    documents: {},
    data: { ...given.seed, ...data },
    stepData: {},
    trail: [],
    assignee: null,
    openedOn: act.today,
    ending: null,
  };
  const effects: CaseEffect[] = first.deadline ? [{ kind: 'deadline', step: first.id }] : [];
  return { state, effects, actedAs, data };
}
