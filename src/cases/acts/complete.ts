import { displayDate, isIsoDate } from '../../calculations/index.ts';
import { CaseStateError, NotEligibleError, ValidationError } from '../../errors/index.ts';
import { deadlineOfStep } from '../deadlines.ts';
import { nextSlot, rolesOfStep } from '../entitlement.ts';
import { checkData, fieldsOfStep, OVERRIDE_REASON, type StepField } from '../fields.ts';
import type { Act, CaseData, CaseState, FieldValue, Transition } from '../state.ts';
import { type CaseRules, followEdge, makesDocument, requireRole, type Scene, sceneAt } from './common.ts';

interface Completion {
  readonly step: string;
  readonly outcome: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly calculated?: CaseData;
}

/**
 * Completes the present step with its outcome and data. On a sign step whose letter no step before prepared, it drafts the
 * letter and the step stays. Errors: CaseStateError, ForbiddenError, ValidationError, NotEligibleError (too early by law).
 */
export function completeStep(
  rules: CaseRules,
  state: CaseState,
  { act, given }: { act: Act; given: Completion },
): Transition {
  const scene = sceneAt(rules, state, given.step);
  if (scene.step.kind === 'sign') return draftHere(scene, { act, given });
  const actedAs = requireRole(rules, rolesOfStep(scene.step), act);
  const outcome = checkOutcome(scene, given.outcome);
  const fields = formOf(rules, scene.step);
  const checked = checkData(given.data, { fields, outcome, known: state.data, today: act.today });
  const calculated = notDepartedFrom(given.calculated ?? {}, state.data, fields);
  const data = confirmCalculation(checked, calculated, fields);
  const filled = { ...scene, state: withData(state, scene.step.id, data) };
  refuseTooEarly(filled, act, outcome);
  return { ...followEdge(filled, act.today, outcome), actedAs, data };
}

/** The whole form of a step, with the fields of the letter where this step makes it. */
export function formOf(rules: CaseRules, step: Scene['step']): StepField[] {
  const key = step.document && makesDocument(rules, step) ? step.document.key : null;
  return fieldsOfStep(step, rules.vocabulary, key === null ? [] : rules.documentFields(key));
}

function draftHere({ rules, state, step }: Scene, { act, given }: { act: Act; given: Completion }): Transition {
  const slot = nextSlot(step, state);
  if (slot?.act !== 'draft' || !step.document)
    throw new CaseStateError(
      `"${step.title}" adımı paraf ve imza ile tamamlanır; sıradaki işlem: ${slot?.act ?? 'yok'}.`,
      step.id,
      slot ? [slot.act] : [],
    );
  const actedAs = requireRole(rules, slot.roles, act);
  const { key } = step.document;
  const fields = fieldsOfStep(step, rules.vocabulary, rules.documentFields(key));
  const data = checkData(given.data, { fields, outcome: null, known: state.data, today: act.today });
  const next = { ...withData(state, step.id, data), documents: { ...state.documents, [key]: 'draft' as const } };
  return { state: next, effects: [{ kind: 'generateDocument', key, step: step.id }], actedAs, data };
}

function withData(state: CaseState, step: string, data: CaseData): CaseState {
  return { ...state, data: { ...state.data, ...data }, stepData: { ...state.stepData, [step]: data } };
}

function checkOutcome({ step }: Scene, outcome: string | null): string | null {
  const known = step.outcomes.map((o) => o.key);
  if (known.length === 0 && outcome === null) return null;
  if (known.length === 0)
    throw ValidationError.of('outcome', `"${step.title}" adımının seçilecek sonucu yok; sonuç göndermeyin.`);
  if (outcome !== null && known.includes(outcome)) return outcome;
  const choices = step.outcomes.map((o) => `${o.key} (${o.label})`).join(', ');
  throw ValidationError.of('outcome', `"${step.title}" adımı için şu sonuçlardan birini seçin: ${choices}.`);
}

/**
 * The data with what the calculation gives beside it. A value entered otherwise than calculated needs a reason; then
 * nothing else of the calculation is taken over. Throws ValidationError.
 */
function confirmCalculation(data: CaseData, calculated: CaseData, fields: readonly StepField[]): CaseData {
  const differs = fields.filter(({ key }) => isOverridden(data[key], calculated[key]));
  if (differs.length === 0) return { ...calculated, ...data };
  if (data[OVERRIDE_REASON] !== undefined) return data;
  const values = differs.map((f) => `${f.label}: hesapta ${calculated[f.key]}, girilen ${data[f.key]}`).join('; ');
  throw ValidationError.of(
    `data.${OVERRIDE_REASON}`,
    `Girilen bilgi hesaptan farklı (${values}). Hesabı onaylayın ya da ayrılma gerekçesini yazın.`,
  );
}

/** Where an earlier step departed from the calculation, values that this step doesn't ask for stay as they were entered. */
function notDepartedFrom(calculated: CaseData, known: CaseData, fields: readonly StepField[]): CaseData {
  if (known[OVERRIDE_REASON] === undefined) return calculated;
  const isOpen = (key: string) => known[key] === undefined || fields.some((f) => f.key === key);
  return Object.fromEntries(Object.entries(calculated).filter(([key]) => isOpen(key)));
}

function isOverridden(given: FieldValue | undefined, calculated: FieldValue | undefined): boolean {
  if (given === undefined || calculated === undefined || typeof calculated === 'object') return false;
  return given !== calculated;
}

function refuseTooEarly({ rules, state, step }: Scene, { today }: Act, outcome: string | null): void {
  const blocks = step.deadline?.blocks;
  if (blocks === undefined || (blocks !== true && (outcome === null || !blocks.includes(outcome)))) return;
  const deadline = deadlineOfStep(rules, step, { state, today });
  if (deadline?.status !== 'waiting' && deadline?.status !== 'unknown') return;
  const { dueOn, article, anchorLabel, amount } = deadline;
  const when = dueOn !== null && isIsoDate(dueOn) ? `${displayDate(dueOn)} gününden önce` : `${anchorLabel} bilinmeden`;
  throw new NotEligibleError(
    `"${step.title}" adımı ${when} tamamlanamaz (${article}).`,
    article,
    `${anchorLabel} üzerinden ${amount} ${deadline.unit} geçmeli`,
  );
}
