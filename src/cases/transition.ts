import { assertNever, CaseStateError } from '../errors/index.ts';
import { approve } from './acts/approve.ts';
import type { CaseRules } from './acts/common.ts';
import { completeStep } from './acts/complete.ts';
import { letterMove } from './acts/letter-move.ts';
import { assignCase, cancelCase, chooseSigner, recordFacts } from './acts/manage.ts';
import { open } from './acts/open.ts';
import { returnStep } from './acts/return.ts';
import type { Act, CaseData, CaseState, Transition } from './state.ts';

export type { CaseRules } from './acts/common.ts';

/**
 * Decides one act on a case: pure, the state that is given stays as it is. Gives the next state, the effects to carry out,
 * and the role acted in. Throws the DomainErrors of the acts (CaseStateError, ForbiddenError, ValidationError,
 * NotEligibleError); then nothing has changed. A new case is begun by `openState`.
 */
export function transition(rules: CaseRules, state: CaseState, act: Act): Transition {
  const { event } = act;
  switch (event.kind) {
    case 'open':
      throw new CaseStateError('Bu iş zaten açılmış; sıradaki adımı tamamlayın.', state.step ?? state.status, []);
    case 'completeStep':
      return completeStep(rules, state, { act, given: event });
    case 'paraf':
    case 'sign':
    case 'approve':
      return approve(rules, state, { act, kind: event.kind, step: event.step });
    case 'returnStep':
      return returnStep(rules, state, { act, given: event });
    case 'cancelCase':
      return cancelCase(rules, state, { act, reason: event.reason });
    case 'assignCase':
      return assignCase(rules, state, { act, assignee: event.assignee });
    case 'chooseSigner':
      return chooseSigner(rules, state, { act, step: event.step, roles: event.roles });
    case 'recordFacts':
      return recordFacts(rules, state, { act, given: event.data });
    case 'letterMove':
      return letterMove(rules, state, { act, given: event });
    default:
      return assertNever(event);
  }
}

/** The first state of a case. `seed` are facts known from the records. Errors: ForbiddenError, ValidationError. */
export function openState(
  rules: CaseRules,
  act: Omit<Act, 'event'>,
  given: { readonly data: Readonly<Record<string, unknown>>; readonly seed?: CaseData },
): Transition {
  return open(rules, act, given);
}
