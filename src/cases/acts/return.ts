import { CaseStateError, ValidationError } from '../../errors/index.ts';
import { type StepDefinition, stepOf } from '../definition.ts';
import { rolesAwaited } from '../entitlement.ts';
import type { Act, CaseEffect, CaseState, Transition } from '../state.ts';
import { type CaseRules, requireRole, sceneAt } from './common.ts';

interface Return {
  readonly step: string;
  readonly to: string | null;
  readonly reason: string;
}

/**
 * İade: sends the case back to the step that prepared the document, or to the named one; initials and signatures given since
 * fall, drafts made since are withdrawn. Never back across a document that has become final.
 */
export function returnStep(
  rules: CaseRules,
  state: CaseState,
  { act, given }: { act: Act; given: Return },
): Transition {
  const { step } = sceneAt(rules, state, given.step);
  const reason = given.reason.trim();
  if (reason === '') throw ValidationError.of('reason', 'İade gerekçesi girilmemiş; neyin düzeltileceğini yazın.');
  const actedAs = requireRole(rules, rolesAwaited(step, state), act);
  const allowed = returnTargets(state);
  const target = given.to ?? defaultTarget(rules, state, step);
  if (target === null || !allowed.includes(target))
    throw new CaseStateError(
      allowed.length === 0
        ? 'İade edilecek bir önceki adım yok: bundan önceki belge kesinleşmiş. Düzeltme için yeni bir belge hazırlayın.'
        : `"${target ?? ''}" adımına iade edilemez; şu adımlardan birini seçin: ${allowed.join(', ')}.`,
      step.id,
      allowed,
    );
  const from = state.trail.findLastIndex((t) => t.step === target);
  const undone = [...state.trail.slice(from).map((t) => stepOf(rules.process, t.step)), step];
  const keys = new Set(undone.flatMap((s) => (s.document ? [s.document.key] : [])));
  const drafts = [...keys].filter((key) => state.documents[key] === 'draft');
  const documents = Object.fromEntries(Object.entries(state.documents).filter(([key]) => !drafts.includes(key)));
  const effects: CaseEffect[] = drafts.map((key) => ({ kind: 'withdrawDocument', key }));
  const next: CaseState = { ...state, step: target, approvals: [], documents, trail: state.trail.slice(0, from) };
  return { state: next, effects, actedAs, data: { gerekce: reason } };
}

/** The steps that the case may be returned to: those completed since a document last became final. */
export function returnTargets({ trail }: CaseState): string[] {
  return [...new Set(trail.slice(trail.findLastIndex((t) => t.sealed) + 1).map((t) => t.step))];
}

function defaultTarget({ process }: CaseRules, state: CaseState, step: StepDefinition): string | null {
  const open = returnTargets(state);
  const makers = process.steps.filter((s) => s.kind === 'prepare' && s.document?.key === step.document?.key);
  const maker = step.document ? makers.findLast((s) => open.includes(s.id)) : undefined;
  return maker?.id ?? open.at(-1) ?? null;
}
