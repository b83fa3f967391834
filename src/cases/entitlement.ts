import type { ProcessDefinition, StepDefinition, Vocabulary } from './definition.ts';
import type { Approval, ApprovalAct, CaseActor, CaseState, HeldRole } from './state.ts';

/** The one act that a sign step waits for: its kind and the offices any one of which may do it. */
export interface Slot {
  readonly act: 'draft' | ApprovalAct;
  readonly roles: readonly string[];
}

/** The role in which somebody may act. */
export interface ActingRole {
  readonly role: string;
  readonly capacity: HeldRole['capacity'];
}

interface Scene {
  readonly process: ProcessDefinition;
  readonly vocabulary: Vocabulary;
}

const SUPERVISORS = ['servis-sorumlusu', 'personel-mudur-yardimcisi', 'personel-muduru'];
const CLERKS = ['servis-gorevlisi', 'servis-sorumlusu'];

/** Offices that may do a step that isn't a signature. An inferred officer may be relieved by the head of the service. */
export function rolesOfStep(step: StepDefinition): string[] {
  const roles = [step.actor, ...step.coActors];
  return step.actorInferred && step.actor === 'servis-gorevlisi' ? [...new Set([...roles, 'servis-sorumlusu'])] : roles;
}

/** Offices that may assign, take or cancel a case of a service. */
export function managingRoles(): readonly string[] {
  return SUPERVISORS;
}

/** Offices that open cases and record facts. */
export function clerkRoles(): readonly string[] {
  return CLERKS;
}

/**
 * All acts of a sign step in their order: the draft where no step before prepared it, initials, signatures (each, or one of
 * them), OLUR. An empty `roles` of a `sign` slot means that an administrator must choose the office first.
 */
export function slotsOf(step: StepDefinition, state: CaseState): Slot[] {
  const slots: Slot[] = [];
  const { document } = step;
  if (document && state.documents[document.key] !== 'draft') slots.push({ act: 'draft', roles: CLERKS });
  for (const role of step.paraf) slots.push({ act: 'paraf', roles: [role] });
  if (step.signerUnnamed) slots.push({ act: 'sign', roles: state.chosenSigners[step.id] ?? [] });
  else if (step.signMode === 'any' && step.signers.length > 0) slots.push({ act: 'sign', roles: step.signers });
  else for (const role of step.signers) slots.push({ act: 'sign', roles: [role] });
  if (step.approver !== null) slots.push({ act: 'approve', roles: [step.approver, ...step.approverAlternatives] });
  return slots;
}

/** The act that the sign step waits for now; null when all are done. */
export function nextSlot(step: StepDefinition, state: CaseState): Slot | null {
  const slots = slotsOf(step, state);
  if (slots[0]?.act === 'draft') return slots[0];
  return slots[state.approvals.length] ?? null;
}

/** Whose turn it is: the offices that can carry the case on. */
export function rolesAwaited(step: StepDefinition, state: CaseState): readonly string[] {
  if (step.kind !== 'sign') return rolesOfStep(step);
  return nextSlot(step, state)?.roles ?? [];
}

/**
 * The first of the roles that the actor may act in: held directly in the service of the process, or, for an office that
 * nobody signs in as (an external body, a commission), through the roles that record its acts. Null = none of them.
 */
export function actingRole(roles: readonly string[], actor: CaseActor, scene: Scene): ActingRole | null {
  for (const role of roles) {
    const held = holding(role, scene.process.service, actor);
    if (held) return { role, capacity: held.capacity };
  }
  for (const role of roles)
    for (const { role: through, service } of scene.vocabulary.roles.get(role)?.heldThrough ?? []) {
      const where = service === undefined || service === 'own' ? scene.process.service : service;
      const held = holding(through, where, actor);
      // Another name of the same office keeps the manner of its holder; a clerk only records.
      if (held) return { role, capacity: service === undefined ? held.capacity : 'kaydeden' };
    }
  return null;
}

function holding(role: string, service: string, actor: CaseActor): HeldRole | undefined {
  return actor.roles.find((r) => r.role === role && (r.service === null || r.service === service));
}

/** Turkish names of offices for messages: "Defterdar / Vali Yardımcısı". */
export function labelsOf(roles: readonly string[], { roles: known }: Vocabulary): string {
  return roles.map((r) => known.get(r)?.label ?? r).join(' / ');
}

/** "Vali V." and "Vali a." as the record shows a signature given for the holder. */
export function signatureLabel(
  { role, capacity }: Pick<Approval, 'role' | 'capacity'>,
  vocabulary: Vocabulary,
): string {
  const label = labelsOf([role], vocabulary);
  return capacity === 'vekil' ? `${label} V.` : capacity === 'devir' ? `${label} a.` : label;
}
