import { isoDate } from '../../src/calculations/index.ts';
import {
  type CaseActor,
  type CaseRules,
  type CaseState,
  type Catalog,
  fieldsOfOpening,
  formOf,
  loadCatalog,
  loadHolidays,
  nextSlot,
  openState,
  type ProcessDefinition,
  processOn,
  type StepField,
  stepOf,
  type Transition,
  transition,
} from '../../src/cases/index.ts';

export const { catalog, findings } = loadCatalog();
export const calendar = loadHolidays();
export const TODAY = isoDate('2026-11-20');

export function processNamed(id: string, from: Catalog = catalog): ProcessDefinition {
  const found = processOn(from, id, TODAY);
  if (!found) throw new Error(`no process ${id}`);
  return found;
}

export function rulesOf(process: ProcessDefinition): CaseRules {
  return { process, vocabulary: catalog.vocabulary, calendar, documentFields: () => [] };
}

/** Holds the given roles in every service. */
export function actorOf(...roles: string[]): CaseActor {
  return {
    accountId: roles.join('+'),
    name: roles.join(' '),
    sicilNo: null,
    roles: roles.map((role) => ({ role, service: null, capacity: 'asil' as const })),
    administrator: false,
  };
}

export const everybody: CaseActor = { ...actorOf(...catalog.vocabulary.roles.keys()), administrator: true };

/** Values that pass the form of a step. */
export function sampleData(fields: readonly StepField[], outcome: string | null): Record<string, unknown> {
  const asked = fields.filter((f) => f.required && (f.when === null || (outcome !== null && f.when.includes(outcome))));
  return Object.fromEntries(asked.map((f) => [f.key, sampleValue(f)]));
}

function sampleValue(field: StepField): unknown {
  switch (field.type) {
    case 'date':
      return '2020-01-15';
    case 'number':
      return 3;
    case 'money':
      return '1250.00';
    case 'boolean':
      return true;
    case 'choice':
      return field.options[0]?.key;
    case 'rows':
      return [Object.fromEntries(field.columns.map((c) => [c.key, sampleValue({ ...field, ...c })]))];
    default:
      return `örnek ${field.label}`;
  }
}

export function opened(rules: CaseRules, actor: CaseActor = everybody): CaseState {
  const data = sampleData(fieldsOfOpening(rules.process, rules.vocabulary), null);
  return openState(rules, { actor, today: TODAY }, { data }).state;
}

/** The one legal act that carries the case on; `outcome` chooses the branch of a review. */
export function forward(rules: CaseRules, state: CaseState, outcome: string | null = null): Transition {
  const step = stepOf(rules.process, state.step ?? '');
  const act = { actor: everybody, today: TODAY };
  const slot = step.kind === 'sign' ? nextSlot(step, state) : null;
  if (slot && slot.act !== 'draft') {
    if (slot.roles.length > 0) return transition(rules, state, { ...act, event: { kind: slot.act, step: step.id } });
    return transition(rules, state, { ...act, event: { kind: 'chooseSigner', step: step.id, roles: ['defterdar'] } });
  }
  const data = sampleData(formOf(rules, step), outcome);
  return transition(rules, state, { ...act, event: { kind: 'completeStep', step: step.id, outcome, data } });
}

/** Carries the case on to the next step, through all signatures of the present one. */
export function pass(rules: CaseRules, state: CaseState, outcome: string | null = null): Transition {
  const from = state.trail.length;
  let result = forward(rules, state, outcome);
  while (result.state.status === 'open' && result.state.trail.length === from) result = forward(rules, result.state);
  return result;
}
