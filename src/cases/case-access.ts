import { holdsRole, isAdministrator } from '../access/index.ts';
import { officeHoldersOn, officesOf, readerOf } from '../institution/index.ts';
import type { CasesContext } from './cases-context.ts';
import type { ProcessDefinition, Vocabulary } from './definition.ts';
import { stepOf } from './definition.ts';
import { rolesAwaited } from './entitlement.ts';
import type { StoredCase } from './model.ts';
import type { CaseActor, CaseState, HeldRole } from './state.ts';

/** Where a case lies: the service of its process and the units of its subject. */
type Place = Pick<StoredCase, 'service' | 'unitPath'>;

/**
 * The actor with the roles held on the day of the act at the place of the case: the offices that the institution's records
 * give the person, and the grants of the account. A grant of an office that has recorded holders on that day counts only
 * for one of them when the act is an initial or a signature.
 */
export async function caseActorOn(context: CasesContext, place: Place, signing: boolean): Promise<CaseActor> {
  const { actor, db, today } = context;
  const { service } = place;
  const unitPath = place.unitPath.length > 0 ? place.unitPath : undefined;
  const recorded = actor.sicilNo === null ? [] : await officesOf(db, actor.sicilNo, today);
  const roles: HeldRole[] = recorded
    .filter((o) => o.unitCode === null || unitPath === undefined || unitPath.includes(o.unitCode))
    .map((o) => ({ role: o.role, service: o.service, capacity: o.manner }));
  const granted = actor.grants.filter((g) => holdsRole({ ...actor, grants: [g] }, g.role, scopeOf(place)));
  for (const { role, service: where } of granted) {
    if (roles.some((r) => r.role === role && (r.service === null || r.service === where))) continue;
    const taken = signing && (await officeHoldersOn(db, { role, on: today, service, unitPath })).length > 0;
    if (!taken) roles.push({ role, service: where, capacity: 'asil' });
  }
  const { accountId, name, sicilNo } = actor;
  return { accountId, name, sicilNo, roles, administrator: isAdministrator(actor) };
}

function scopeOf({ unitPath }: Place) {
  return unitPath.length > 0 ? { unitPath } : {};
}

/** Offices that initial, sign or approve somewhere in the process, and those chosen for the case. */
export function signingRoles(process: ProcessDefinition, state: CaseState): string[] {
  const named = process.steps.flatMap((s) => [
    ...s.paraf,
    ...s.signers,
    ...(s.approver === null ? [] : [s.approver]),
    ...s.approverAlternatives,
  ]);
  return [...new Set([...named, ...Object.values(state.chosenSigners).flat()])];
}

/** Who can carry the case on, as `role@service`; `yonetici@*` where an administrator must choose the signing office. */
export function awaitTokens(process: ProcessDefinition, vocabulary: Vocabulary, state: CaseState): string[] {
  if (state.status !== 'open' || state.step === null) return [];
  const roles = rolesAwaited(stepOf(process, state.step), state);
  if (roles.length === 0) return ['yonetici@*'];
  const tokens = roles.flatMap((role) => [
    `${role}@${process.service}`,
    ...(vocabulary.roles.get(role)?.heldThrough ?? []).map(
      ({ role: through, service = 'own' }) => `${through}@${service === 'own' ? process.service : service}`,
    ),
  ]);
  return [...new Set(tokens)];
}

/** The tokens that an account's roles answer to today, for its worklist. */
export async function ownTokens(
  context: CasesContext,
  only: { role?: string; service?: string } = {},
): Promise<string[]> {
  const actor = await readerOf(context);
  const services = context.catalog.services.map((s) => s.id);
  const tokens = actor.grants
    .filter((h) => only.role === undefined || h.role === only.role)
    .flatMap(({ role, service }) => (service === null ? services : [service]).map((s) => ({ role, service: s })))
    .filter((h) => only.service === undefined || h.service === only.service)
    .map((h) => `${h.role}@${h.service}`);
  if (isAdministrator(actor) && (only.role ?? 'yonetici') === 'yonetici') tokens.push('yonetici@*');
  return [...new Set(tokens)];
}
