import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type CaseEvent,
  type CaseRules,
  type CaseState,
  formOf,
  type StepDefinition,
  stepOf,
  transition,
} from '../../src/cases/index.ts';
import { DomainError } from '../../src/errors/index.ts';
import { actorOf, catalog, everybody, opened, rulesOf, sampleData, TODAY } from './helpers.ts';

const ROLES = [
  'servis-gorevlisi',
  'servis-sorumlusu',
  'personel-mudur-yardimcisi',
  'personel-muduru',
  'defterdar',
  'vali',
];
const KINDS = [
  'completeStep',
  'paraf',
  'sign',
  'approve',
  'returnStep',
  'chooseSigner',
  'assignCase',
  'stale',
] as const;

interface Move {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly pick: number;
}
/** Any act by anybody; most of the time somebody who holds every office, so that cases get on. */
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('completeStep', 'paraf', 'sign', 'approve') },
    fc.constantFrom(...KINDS),
  ),
  who: fc.nat({ max: 12 }),
  pick: fc.nat({ max: 50 }),
});

function eventOf({ kind, pick }: Move, rules: CaseRules, state: CaseState): CaseEvent {
  const step = stepOf(rules.process, state.step ?? '');
  switch (kind) {
    case 'completeStep': {
      const outcome = step.outcomes[pick % Math.max(1, step.outcomes.length)]?.key ?? null;
      return { kind, step: step.id, outcome, data: sampleData(formOf(rules, step), outcome) };
    }
    case 'returnStep':
      return {
        kind,
        step: step.id,
        to: state.trail[pick % Math.max(1, state.trail.length)]?.step ?? null,
        reason: 'Düzeltilsin',
      };
    case 'chooseSigner':
      return { kind, step: step.id, roles: ['defterdar'] };
    case 'assignCase':
      return { kind, assignee: null };
    case 'stale':
      return { kind: 'sign', step: rules.process.steps[pick % rules.process.steps.length]?.id ?? '' };
    default:
      return { kind, step: step.id };
  }
}

/** What a completed sign step must show: initials in order, then all signers in order or one of them, then OLUR. */
function expectLawfulApprovals(step: StepDefinition, state: CaseState, given: CaseState['approvals']): void {
  const roles = (act: string) => given.filter((a) => a.act === act).map((a) => a.role);
  expect(roles('paraf')).toEqual(step.paraf);
  if (step.signerUnnamed) expect(state.chosenSigners[step.id]).toContain(roles('sign')[0]);
  else if (step.signMode === 'any' && step.signers.length > 0) {
    expect(roles('sign')).toHaveLength(1);
    expect(step.signers).toContain(roles('sign')[0]);
  } else expect(roles('sign')).toEqual(step.signers);
  const approvers = step.approver === null ? [] : [step.approver, ...step.approverAlternatives];
  expect(roles('approve')).toHaveLength(approvers.length > 0 ? 1 : 0);
  for (const role of roles('approve')) expect(approvers).toContain(role);
  const acts = given.map((a) => ['paraf', 'sign', 'approve'].indexOf(a.act));
  expect(acts).toEqual(acts.toSorted((a, b) => a - b));
}

describe('any sequence of acts, lawful or not', () => {
  test.prop([fc.constantFrom(...catalog.processes), fc.array(move, { minLength: 20, maxLength: 160 })], {
    numRuns: 300,
  })('is refused by a typed error or leaves a sound case', (process, moves) => {
    const rules = rulesOf(process);
    let state = opened(rules);
    for (const m of moves) {
      if (state.status !== 'open') break;
      const before = structuredClone(state);
      const actor = m.who < ROLES.length ? actorOf(ROLES[m.who] ?? '') : everybody;
      try {
        const done = transition(rules, state, { actor, event: eventOf(m, rules, state), today: TODAY });
        expect(state).toEqual(before);
        state = done.state;
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
        expect(state).toEqual(before);
      }
      for (const entry of state.trail) {
        const step = stepOf(process, entry.step);
        if (step.kind === 'sign') expectLawfulApprovals(step, state, entry.approvals);
        else expect(entry.approvals).toEqual([]);
      }
      // Only the document of the present letter can be a draft that is being signed.
      if (state.approvals.length > 0) {
        const { document } = stepOf(process, state.step ?? '');
        if (document) expect(state.documents[document.key]).toBe('draft');
      }
    }
  });
});
