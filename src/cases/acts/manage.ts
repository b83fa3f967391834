import { CaseStateError, ForbiddenError, ValidationError } from '../../errors/index.ts';
import { deadlineFields } from '../deadlines.ts';
import { stepOf } from '../definition.ts';
import { type ActingRole, actingRole, clerkRoles, labelsOf, managingRoles } from '../entitlement.ts';
import { checkData, fieldOf } from '../fields.ts';
import type { Act, CaseState, Transition } from '../state.ts';
import { type CaseRules, requireOpen, requireRole } from './common.ts';

const ADMINISTRATOR: ActingRole = { role: 'yonetici', capacity: 'asil' };

/** Ends the case without its result. The head of the service, the personnel managers, or an administrator; with a reason. */
export function cancelCase(
  rules: CaseRules,
  state: CaseState,
  { act, reason }: { act: Act; reason: string },
): Transition {
  requireOpen(rules, state);
  const actedAs = requireManager(rules, act);
  if (reason.trim() === '')
    throw ValidationError.of('reason', 'İptal gerekçesi girilmemiş; işin neden iptal edildiğini yazın.');
  const drafts = Object.entries(state.documents).filter(([, status]) => status === 'draft');
  const next: CaseState = { ...state, status: 'cancelled', step: null, approvals: [], ending: reason.trim() };
  const effects = drafts.map(([key]) => ({ kind: 'withdrawDocument' as const, key }));
  return {
    state: next,
    effects: [...effects, { kind: 'closed', ending: 'cancelled' }],
    actedAs,
    data: { gerekce: reason.trim() },
  };
}

/** Routes the case to an officer, or frees it. A clerk of the service may only take it or give up what is theirs. */
export function assignCase(
  rules: CaseRules,
  state: CaseState,
  { act, assignee }: { act: Act; assignee: CaseState['assignee'] },
): Transition {
  requireOpen(rules, state);
  const own = act.actor.accountId;
  const taking = (assignee ?? state.assignee)?.accountId === own && (state.assignee?.accountId ?? own) === own;
  const asClerk = taking ? actingRole(clerkRoles(), act.actor, rules) : null;
  const actedAs = asClerk ?? requireManager(rules, act);
  return { state: { ...state, assignee }, effects: [], actedAs, data: {} };
}

/** Names the signing office of a step whose office the directive leaves open. Administrators only. */
export function chooseSigner(
  rules: CaseRules,
  state: CaseState,
  { act, step: id, roles }: { act: Act; step: string; roles: readonly string[] },
): Transition {
  requireOpen(rules, state);
  if (!act.actor.administrator)
    throw new ForbiddenError('İmza makamını yalnız yönetici seçebilir; yöneticinize başvurun.');
  const step = rules.process.steps.find((s) => s.id === id);
  const open = rules.process.steps.filter((s) => s.signerUnnamed).map((s) => s.id);
  if (!step?.signerUnnamed)
    throw new CaseStateError(`"${id}" adımının imza makamı bellidir ya da böyle bir adım yok.`, state.step ?? '', open);
  const wrong = roles.filter((r) => rules.vocabulary.roles.get(r)?.side !== 'internal' || r === 'belirtilmemis');
  if (roles.length === 0 || wrong.length > 0)
    throw ValidationError.of(
      'roles',
      `Geçerli bir imza makamı seçin${wrong.length ? `; uygun olmayan: ${wrong.join(', ')}` : ''}.`,
    );
  if (state.step === id && state.approvals.some((a) => a.act === 'sign'))
    throw new CaseStateError(`"${stepOf(rules.process, id).title}" imzalanmış; makam artık değiştirilemez.`, id, []);
  const next = { ...state, chosenSigners: { ...state.chosenSigners, [id]: [...roles] } };
  return { state: next, effects: [], actedAs: ADMINISTRATOR, data: {} };
}

/** Records the facts that deadlines hang on, whenever they become known. Clerks of the service. */
export function recordFacts(
  rules: CaseRules,
  state: CaseState,
  { act, given }: { act: Act; given: Readonly<Record<string, unknown>> },
): Transition {
  const step = requireOpen(rules, state);
  const actedAs = requireRole(rules, clerkRoles(), act);
  const keys = deadlineFields(rules.process);
  if (keys.length === 0)
    throw new CaseStateError('Bu süreçte süreye bağlı bir bilgi yok; bilgileri adımında girin.', step.id, []);
  const fields = keys.map((key) => fieldOf(key, rules.vocabulary, false));
  const data = checkData(given, { fields, outcome: null, known: {}, today: act.today });
  if (Object.keys(data).length === 0)
    throw ValidationError.of(
      'data',
      `Kaydedilecek bilgi yok; şunlardan birini girin: ${fields.map((f) => f.label).join(', ')}.`,
    );
  const effects = step.deadline ? [{ kind: 'deadline' as const, step: step.id }] : [];
  return { state: { ...state, data: { ...state.data, ...data } }, effects, actedAs, data };
}

function requireManager(rules: CaseRules, act: Act): ActingRole {
  const held = actingRole(managingRoles(), act.actor, rules);
  if (held) return held;
  if (act.actor.administrator) return ADMINISTRATOR;
  throw new ForbiddenError(
    `Bu işlemi yalnız ${labelsOf(managingRoles(), rules.vocabulary)} veya yönetici yapabilir; onlardan isteyin.`,
  );
}
