import { DomainError } from '../../errors/index.ts';
import { END, type StepDefinition, stepOf } from '../definition.ts';
import { rolesAwaited, type Slot, slotsOf } from '../entitlement.ts';
import { fieldsOfStep } from '../fields.ts';
import type { Act, Approval, CaseData, CaseEffect, CaseEvent, CaseState, ToldApproval, Transition } from '../state.ts';
import { type CaseRules, followEdge, makesDocument } from './common.ts';
import { returnStep } from './return.ts';

type LetterEvent = Extract<CaseEvent, { kind: 'letterMove' }>;
type News<K extends LetterEvent['news']['kind']> = Extract<LetterEvent['news'], { kind: K }>;
type Moved = Pick<Transition, 'state' | 'effects'>;

interface Scene {
  readonly rules: CaseRules;
  readonly state: CaseState;
  readonly key: string;
  readonly act: Act;
}

const ACTED_AS = { role: 'ebys', capacity: 'kaydeden' } as const;

/**
 * Takes in what the EBYS says of a letter: its signature completes the sign step, its return sends the case back, sayı and
 * tebliğ date become facts of the case. News that no longer fit change nothing and say so in the event (`islendi: false`,
 * `neden`); nothing is refused.
 */
export function letterMove(
  rules: CaseRules,
  state: CaseState,
  { act, given }: { act: Act; given: LetterEvent },
): Transition {
  const moved = given.refusal ?? decide({ rules, state, key: given.key, act }, given.news);
  const data = describeNews(given);
  if (typeof moved === 'string')
    return { state, effects: [], actedAs: ACTED_AS, data: { ...data, islendi: false, neden: moved } };
  return { ...moved, actedAs: ACTED_AS, data: { ...data, islendi: true } };
}

/** The news as they stand in the history of the case: the same news give the same data. */
export function describeNews({ key, itemId, version, news }: LetterEvent): CaseData {
  const letter = { belge: key, surum: version, ebysKimligi: itemId, bildirim: news.kind };
  switch (news.kind) {
    case 'REGISTER':
      return { ...letter, sayi: news.sayi, tarih: news.tarih };
    case 'SIGN':
      return { ...letter, sayi: news.sayi, tarih: news.tarih, imzalayan: news.signatures.at(-1)?.name ?? '' };
    case 'RETURN':
      return { ...letter, iadeEden: news.by, gerekce: news.reason };
    case 'SEND':
      return { ...letter, kime: news.to, gonderimYolu: news.channel, gonderimTarihi: news.on };
    case 'DELIVER':
      return { ...letter, kime: news.to, tebligTarihi: news.on };
  }
}

function decide(scene: Scene, news: LetterEvent['news']): Moved | string {
  const { state, key } = scene;
  switch (news.kind) {
    case 'REGISTER':
      // A draft's number becomes a fact when the letter is signed.
      return state.documents[key] === 'final' ? withData(scene, registered(scene, news)) : { state, effects: [] };
    case 'SIGN':
      return state.documents[key] === 'final' ? withData(scene, registered(scene, news)) : signed(scene, news);
    case 'RETURN':
      return returned(scene, news);
    case 'SEND':
      return { state, effects: [] };
    case 'DELIVER':
      return delivered(scene, news);
  }
}

function withData({ state }: Pick<Scene, 'state'>, data: CaseData): Moved {
  return { state: { ...state, data: { ...state.data, ...data } }, effects: [] };
}

/** An onay is cited by its sayı and date in the letters that follow. */
function registered({ rules, key }: Scene, { sayi, tarih }: { sayi: string; tarih: string }): CaseData {
  const isOnay = rules.process.steps.some((s) => s.document?.key === key && s.document.type === 'onay');
  return isOnay ? { onaySayisi: sayi, onayTarihi: tarih } : {};
}

/** Completes the sign step, and the one that follows it on the same letter, with what was given in the EBYS. */
function signed(scene: Scene, news: News<'SIGN'>): Moved | string {
  const { rules, key, act } = scene;
  const effects: CaseEffect[] = [];
  const left = { sign: [...news.signatures], paraf: [...news.initials] };
  const registration = { sayi: news.sayi, tarih: news.tarih };
  let { state } = scene;
  for (let step = signStepOf(rules, state, key); step; step = signStepOf(rules, state, key)) {
    const slots = slotsOf(step, state).slice(state.approvals.length);
    if (slots.some((slot) => slot.act === 'draft')) return 'yazının taslağı geri alınmış';
    if (slots.some((slot) => slot.roles.length === 0)) return 'adımın imza makamı seçilmemiş';
    const approvals = [...state.approvals, ...slots.map((slot) => approvalOf(slot, left, { news, act }))];
    const followed = followEdge({ rules, state: { ...state, approvals }, step }, act.today, null);
    effects.push(...followed.effects.map((e) => (e.kind === 'finalizeDocument' ? { ...e, registration } : e)));
    state = followed.state;
  }
  if (state.trail.length === scene.state.trail.length) return 'iş bu yazının imza adımında değil';
  return { ...withData({ state }, registered(scene, news)), effects };
}

function signStepOf({ process }: CaseRules, state: CaseState, key: string): StepDefinition | null {
  if (state.status !== 'open' || state.step === null) return null;
  const step = stepOf(process, state.step);
  return step.kind === 'sign' && step.document?.key === key ? step : null;
}

/** Who filled a slot: whose name is that of a holder of its office, else the next one told, else who signed last. */
function approvalOf(
  slot: Slot,
  left: { sign: ToldApproval[]; paraf: ToldApproval[] },
  { news, act }: { news: News<'SIGN'>; act: Act },
): Approval {
  const kind = slot.act === 'draft' ? 'sign' : slot.act;
  const queue = kind === 'paraf' ? left.paraf : left.sign;
  const holders = news.holders.filter((h) => slot.roles.includes(h.role));
  const named = queue.findIndex((told) => holders.some((h) => isSameName(h.name, told.name)));
  const [told] = queue.splice(Math.max(named, 0), 1);
  const fallback = kind === 'paraf' ? undefined : news.signatures.at(-1);
  const { name, capacity, on } = told ?? fallback ?? { name: act.actor.name, capacity: 'kaydeden', on: act.today };
  const holder = holders.find((h) => isSameName(h.name, name));
  const role = holder?.role ?? slot.roles[0] ?? '';
  const { accountId } = act.actor;
  return { act: kind, role, capacity, accountId, name, sicilNo: holder?.sicilNo ?? null, on };
}

function isSameName(a: string, b: string): boolean {
  const plain = (name: string) => name.toLocaleUpperCase('tr').replace(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}

function returned({ rules, state, key, act }: Scene, { by, reason }: News<'RETURN'>): Moved | string {
  const step = signStepOf(rules, state, key);
  if (!step || state.documents[key] !== 'draft') return 'iş bu yazının imza adımında değil; yazı kesinleşmiş olabilir';
  const roles = rolesAwaited(step, state).map((role) => ({ role, service: null, capacity: 'kaydeden' as const }));
  const given = { step: step.id, to: null, reason: `${reason} (EBYS: ${by})` };
  try {
    return returnStep(rules, state, { act: { ...act, actor: { ...act.actor, roles } }, given });
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

/** The tebliğ date goes into the field that asks for it; of several the latest counts. */
function delivered(scene: Scene, { on }: News<'DELIVER'>): Moved | string {
  const { rules, state, key, act } = scene;
  if (on > act.today) return 'tebliğ günü henüz gelmemiş';
  const field = deliveryField(rules, key);
  if (field === null) return { state, effects: [] };
  const known = state.data[field];
  const moved = withData(scene, { [field]: typeof known === 'string' && known > on ? known : on });
  const effects = state.step !== null && stepOf(rules.process, state.step).deadline ? [state.step] : [];
  return { ...moved, effects: effects.map((step) => ({ kind: 'deadline', step })) };
}

/**
 * The field that asks when the letter was served: the first one marked `delivery` in the steps behind the letter, up to
 * the next letter or branch. Null when nothing asks for it.
 */
export function deliveryField(rules: CaseRules, key: string): string | null {
  const { steps } = rules.process;
  const own = steps.filter((s) => s.document?.key === key);
  const seen = new Set(own.map((s) => s.id));
  const open = own.flatMap((s) => [s, ...behind(rules, s, seen)]);
  for (const step of open) {
    const fields = fieldsOfStep(step, rules.vocabulary);
    const field = fields.find((f) => f.when === null && rules.vocabulary.fields.get(f.key)?.delivery === true);
    if (field) return field.key;
    if (!own.includes(step) && step.outcomes.length === 0) open.push(...behind(rules, step, seen));
  }
  return null;
}

function behind(rules: CaseRules, step: StepDefinition, seen: Set<string>): StepDefinition[] {
  const found: StepDefinition[] = [];
  for (const { to, loop } of step.next) {
    if (loop || to === END || seen.has(to)) continue;
    seen.add(to);
    const next = stepOf(rules.process, to);
    if (!makesDocument(rules, next)) found.push(next);
  }
  return found;
}
