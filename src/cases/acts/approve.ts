import { CaseStateError } from '../../errors/index.ts';
import { labelsOf, nextSlot, slotsOf } from '../entitlement.ts';
import type { Act, Approval, ApprovalAct, CaseState, Transition } from '../state.ts';
import { type CaseRules, followEdge, requireRole, sceneAt } from './common.ts';

const ACT_NAMES = { draft: 'taslağın hazırlanması', paraf: 'paraf', sign: 'imza', approve: 'OLUR' } as const;

/**
 * Records the next initial, signature or OLUR of the present sign step; the last one completes the step. Errors:
 * CaseStateError when another act is due or no office is chosen, ForbiddenError when the actor doesn't hold the office.
 */
export function approve(
  rules: CaseRules,
  state: CaseState,
  { act, kind, step: id }: { act: Act; kind: ApprovalAct; step: string },
): Transition {
  const { step } = sceneAt(rules, state, id);
  const slot = step.kind === 'sign' ? nextSlot(step, state) : null;
  if (!slot)
    throw new CaseStateError(`"${step.title}" imza adımı değil; adımı tamamlayarak ilerletin.`, step.id, [
      'completeStep',
    ]);
  if (slot.act === 'sign' && slot.roles.length === 0)
    throw new CaseStateError(
      `"${step.title}" adımında imza makamı yönergede adlandırılmamış; önce yönetici makamı seçmeli.`,
      step.id,
      ['chooseSigner'],
    );
  if (slot.act !== kind) {
    const due = `${ACT_NAMES[slot.act]} (${labelsOf(slot.roles, rules.vocabulary)})`;
    throw new CaseStateError(
      `"${step.title}" adımında sıradaki işlem ${due}; ${ACT_NAMES[kind]} şimdi verilemez.`,
      step.id,
      [slot.act === 'draft' ? 'completeStep' : slot.act],
    );
  }
  const actedAs = requireRole(rules, slot.roles, act);
  const { accountId, name, sicilNo } = act.actor;
  const approval: Approval = { act: kind, ...actedAs, accountId, name, sicilNo, on: act.today };
  const signed = { ...state, approvals: [...state.approvals, approval] };
  if (signed.approvals.length < slotsOf(step, signed).length) return { state: signed, effects: [], actedAs, data: {} };
  return { ...followEdge({ rules, state: signed, step }, act.today, null), actedAs, data: {} };
}
