import { CaseStateError, ForbiddenError } from '../../errors/index.ts';
import type { DeadlineRules } from '../deadlines.ts';
import { END, type StepDefinition, stepOf } from '../definition.ts';
import { type ActingRole, actingRole, labelsOf } from '../entitlement.ts';
import type { DocumentField } from '../fields.ts';
import type { Act, CaseEffect, CaseState, Transition } from '../state.ts';

/** Everything a decision is made by: the pinned process, the words and fields it uses, holidays, what letters need. */
export interface CaseRules extends DeadlineRules {
  /** The fields of a document kind; empty for a kind that has no template. */
  documentFields(key: string): readonly DocumentField[];
}

/** A case with the step it stands at. */
export interface Scene {
  readonly rules: CaseRules;
  readonly state: CaseState;
  readonly step: StepDefinition;
}

/** The scene of an act on a step. Throws CaseStateError when the case has ended or stands at another step. */
export function sceneAt(rules: CaseRules, state: CaseState, step: string): Scene {
  const current = requireOpen(rules, state);
  if (current.id !== step)
    throw new CaseStateError(
      `İş "${current.title}" adımında; "${titleOf(rules, step)}" adımı şimdi yapılamaz. Sıradaki adımı tamamlayın.`,
      current.id,
      [current.id],
    );
  return { rules, state, step: current };
}

/** The present step. Throws CaseStateError when the case has ended. */
export function requireOpen(rules: CaseRules, state: CaseState): StepDefinition {
  if (state.status === 'open' && state.step !== null) return stepOf(rules.process, state.step);
  const how = state.status === 'cancelled' ? 'iptal edilmiş' : 'tamamlanmış';
  throw new CaseStateError(`Bu iş ${how}; üzerinde işlem yapılamaz. Gerekirse yeni bir iş açın.`, state.status, []);
}

/** The role in which the actor may act. Throws ForbiddenError that names the offices that may. */
export function requireRole(rules: CaseRules, roles: readonly string[], { actor }: Pick<Act, 'actor'>): ActingRole {
  const acting = actingRole(roles, actor, rules);
  if (acting) return acting;
  throw new ForbiddenError(
    `Bu işlemi yalnız ${labelsOf(roles, rules.vocabulary)} yapabilir; bu tarihte bu görevde görünmüyorsunuz. ` +
      'Görevlendirme değiştiyse yöneticinizden kaydı güncellemesini isteyin.',
  );
}

/** Where a completed step leads: the single edge, or the one of the outcome. */
export function followEdge(scene: Scene, on: string, outcome: string | null): Omit<Transition, 'actedAs' | 'data'> {
  const { state, step } = scene;
  const edge =
    step.next.length > 1 || step.outcomes.length > 0 ? step.next.find((e) => e.when === outcome) : step.next[0];
  const target = edge?.to ?? null;
  const finished = finishDocument(scene, target);
  const documents = { ...state.documents, ...finished.documents };
  const { sealed } = finished;
  const trail = [...state.trail, { step: step.id, on, outcome, sealed, approvals: state.approvals }];
  const effects: CaseEffect[] = [
    ...recordedIn(step).map((system): CaseEffect => ({ kind: 'record', system, step: step.id })),
    ...(step.registry ? [{ kind: 'changeRegistry' as const, step: step.id }] : []),
    ...(step.calculate?.document
      ? [{ kind: 'attachCalculation' as const, key: step.calculate.document, step: step.id }]
      : []),
    ...finished.effects,
    ...step.calls.map((process): CaseEffect => ({ kind: 'openCase', process })),
  ];
  const base = { ...state, documents, trail, approvals: [] };
  if (target === null || target === END) {
    const ending = target === END ? `${END}:${outcome ?? ''}` : step.id;
    effects.push({ kind: 'closed', ending });
    return { state: { ...base, status: 'closed', step: null, ending }, effects };
  }
  if (stepOf(scene.rules.process, target).deadline) effects.push({ kind: 'deadline', step: target });
  return { state: { ...base, step: target }, effects };
}

/** Systems that a record step enters its data into; other kinds of steps only look into theirs. */
function recordedIn(step: StepDefinition): readonly string[] {
  return step.kind === 'record' ? step.systems : [];
}

/** What the step does to its document: drafts it, makes it final, or (between two signing steps) leaves it open. */
function finishDocument({ rules, step }: Scene, target: string | null) {
  const { document } = step;
  const none = { documents: {}, effects: [] as CaseEffect[], sealed: false };
  if (!document) return none;
  const { key } = document;
  const next = target === null || target === END ? null : stepOf(rules.process, target);
  if (step.kind === 'sign') {
    if (next?.kind === 'sign' && next.document?.key === key) return none;
    const effects: CaseEffect[] = [{ kind: 'finalizeDocument', key, step: step.id }];
    return { documents: { [key]: 'final' as const }, effects, sealed: true };
  }
  if (!makesDocument(rules, step)) return none;
  const effects: CaseEffect[] = [{ kind: 'generateDocument', key, step: step.id }];
  const signedLater = rules.process.steps.some((s) => s.kind === 'sign' && s.document?.key === key);
  if (signedLater) return { documents: { [key]: 'draft' as const }, effects, sealed: false };
  effects.push({ kind: 'finalizeDocument', key, step: step.id });
  return { documents: { [key]: 'final' as const }, effects, sealed: true };
}

/** Whether the step makes its document: not when it sends, serves or records one that another step makes, or that came in. */
export function makesDocument({ process }: CaseRules, step: StepDefinition): boolean {
  if (!step.document || step.documentIncoming) return false;
  if (step.kind === 'prepare' || step.kind === 'sign') return true;
  const { key } = step.document;
  return !process.steps.some((s) => s.document?.key === key && (s.kind === 'prepare' || s.kind === 'sign'));
}

function titleOf({ process }: CaseRules, step: string): string {
  return process.steps.find((s) => s.id === step)?.title ?? step;
}
