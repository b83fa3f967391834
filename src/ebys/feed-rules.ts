import { assertNever } from '../errors/index.ts';
import type { Answer, LetterFacts } from './feed/answers.ts';

/** What a new answer does to the known facts. */
export type AnswerDecision =
  | { readonly kind: 'NEW'; readonly facts: LetterFacts }
  | { readonly kind: 'KNOWN' }
  | { readonly kind: 'CONTRADICTION'; readonly message: string };

/** What an answer means for the case; carried out in the answer's transaction. */
export type CaseMove =
  | { readonly kind: 'REGISTER'; readonly sayi: string; readonly tarih: string }
  | { readonly kind: 'SIGN'; readonly by: string; readonly at: string; readonly sayi: string; readonly tarih: string }
  | { readonly kind: 'RETURN'; readonly by: string; readonly at: string; readonly reason: string }
  | { readonly kind: 'SEND'; readonly to: string; readonly at: string; readonly channel: string }
  | { readonly kind: 'DELIVER'; readonly to: string; readonly on: string };

/**
 * Adds an answer to the facts. The same answer again is KNOWN; one that denies an earlier one is a CONTRADICTION and
 * changes nothing. Answers that don't contradict each other give the same facts in every order.
 */
export function decideAnswer(facts: LetterFacts, answer: Answer): AnswerDecision {
  const contradiction = contradictionOf(facts, answer);
  if (contradiction !== null) return { kind: 'CONTRADICTION', message: contradiction };
  const next = withAnswer(facts, answer);
  return stable(next) === stable(facts) ? { kind: 'KNOWN' } : { kind: 'NEW', facts: next };
}

function withAnswer(facts: LetterFacts, answer: Answer): LetterFacts {
  switch (answer.kind) {
    case 'REGISTERED':
      return { ...facts, registered: plain(answer) };
    case 'INITIALLED':
      return { ...facts, initialled: added(facts.initialled, plain(answer)) };
    case 'SIGNED':
      return { ...facts, signed: added(facts.signed, plain(answer)) };
    case 'RETURNED':
      return { ...facts, returned: plain(answer) };
    case 'SENT':
      return { ...facts, sent: added(facts.sent, plain(answer)) };
    case 'DELIVERED':
      return { ...facts, delivered: added(facts.delivered, plain(answer)) };
    default:
      return assertNever(answer);
  }
}

function plain<A extends Answer>(answer: A): Omit<A, 'kind'> {
  const { kind, ...rest } = answer;
  return rest;
}

/** The list with the value in it once, in the order of the texts of its values. */
function added<T>(list: readonly T[], value: T): T[] {
  const texts = new Map([...list, value].map((one) => [stable(one), one]));
  return [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** JSON with sorted keys, so that equal values have equal texts. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function contradictionOf(facts: LetterFacts, answer: Answer): string | null {
  const { registered, returned, signed } = facts;
  const last = signed.find((one) => one.last);
  switch (answer.kind) {
    case 'REGISTERED':
      if (registered && (registered.sayi !== answer.sayi || registered.tarih !== answer.tarih))
        return `Belge ${registered.tarih} tarih ve ${registered.sayi} sayıyla kayıtlı; ikinci bir sayı verilemez.`;
      return beforeRegistration(answer.tarih, facts.delivered);
    case 'SIGNED':
      if (returned && answer.last) return 'Belge iade edilmiş olarak kayıtlı; imzası tamamlanmış sayılamaz.';
      return last && answer.last && stable(last) !== stable(plain(answer))
        ? `Belgenin imzası ${last.by} ile tamamlanmış olarak kayıtlı; ikinci bir son imza olamaz.`
        : null;
    case 'RETURNED':
      if (last) return 'Belgenin imzası tamamlanmış; iade kaydedilemez. Geri çekme için yeni bir yazı hazırlayın.';
      return returned && stable(returned) !== stable(plain(answer))
        ? 'Belge başka bir gerekçeyle iade edilmiş olarak kayıtlı.'
        : null;
    case 'SENT':
      return conflicting(facts.sent, plain(answer)) ? `"${answer.to}" için başka bir gönderim kayıtlı.` : null;
    case 'DELIVERED':
      if (conflicting(facts.delivered, plain(answer))) return `"${answer.to}" için başka bir tebliğ günü kayıtlı.`;
      return registered ? beforeRegistration(registered.tarih, [answer]) : null;
    case 'INITIALLED':
      return null;
    default:
      return assertNever(answer);
  }
}

function beforeRegistration(tarih: string, delivered: readonly { readonly on: string }[]): string | null {
  const early = delivered.find((one) => one.on < tarih);
  return early ? `Tebliğ günü (${early.on}) belge tarihinden (${tarih}) önce olamaz.` : null;
}

function conflicting<T extends { readonly to: string }>(list: readonly T[], value: T): boolean {
  return list.some((one) => one.to === value.to && stable(one) !== stable(value));
}

/**
 * The moves that the case has to make from one state of the facts to the next. Over any order of answers the same moves
 * are made once each: signing counts when sayı and last signature are both known, whichever came first.
 */
export function movesBetween(before: LetterFacts, after: LetterFacts): CaseMove[] {
  const known = new Set(movesOf(before).map(stable));
  return movesOf(after).filter((move) => !known.has(stable(move)));
}

function movesOf(facts: LetterFacts): CaseMove[] {
  const { registered, returned } = facts;
  const last = facts.signed.find((one) => one.last);
  return [
    ...(registered ? [{ kind: 'REGISTER', ...registered } satisfies CaseMove] : []),
    ...(registered && last ? [{ kind: 'SIGN', by: last.by, at: last.at, ...registered } satisfies CaseMove] : []),
    ...(returned ? [{ kind: 'RETURN', ...returned } satisfies CaseMove] : []),
    ...facts.sent.map((one): CaseMove => ({ kind: 'SEND', ...one })),
    ...facts.delivered.map((one): CaseMove => ({ kind: 'DELIVER', ...one })),
  ];
}

/** How far a letter has come, for people: the latest stage that its facts allow. */
export type LetterStatus =
  | 'READY'
  | 'PULLED'
  | 'REGISTERED'
  | 'SIGNED'
  | 'SENT'
  | 'DELIVERED'
  | 'RETURNED'
  | 'WITHDRAWN';

/** Status of an item from what is known of it. */
export function statusOf(item: {
  readonly facts: LetterFacts;
  readonly isAcked: boolean;
  readonly isWithdrawn: boolean;
}): LetterStatus {
  const { facts } = item;
  if (facts.delivered.length > 0) return 'DELIVERED';
  if (facts.sent.length > 0) return 'SENT';
  if (facts.signed.some((one) => one.last)) return 'SIGNED';
  if (item.isWithdrawn) return 'WITHDRAWN';
  if (facts.returned) return 'RETURNED';
  if (facts.registered) return 'REGISTERED';
  return item.isAcked ? 'PULLED' : 'READY';
}

/** A lease as it stands on an item; `until` in the past = none. */
export interface LeaseState {
  readonly token: string | null;
  readonly until: Date;
  readonly isAcked: boolean;
  readonly isWithdrawn: boolean;
}

/** Whether an acknowledgement may be taken: not while another worker holds the item. */
export function decideAck(
  item: LeaseState,
  given: { token: string | null; now: Date },
): 'TAKE' | 'KNOWN' | 'LEASE_LOST' | 'WITHDRAWN' {
  if (item.isAcked) return 'KNOWN';
  if (item.isWithdrawn) return 'WITHDRAWN';
  const held = item.token !== null && item.until > given.now;
  return held && item.token !== given.token ? 'LEASE_LOST' : 'TAKE';
}

/** An opaque, stable place in the feed: behind the entry with this sequence number. */
export function cursorOf(sequence: number): string {
  return `f${sequence.toString(36)}`;
}

/** The sequence number of a cursor; 0 for none, null for something that is no cursor. */
export function sequenceOf(cursor: string | null): number | null {
  if (cursor === null || cursor === '') return 0;
  if (!/^f[0-9a-z]{1,10}$/.test(cursor)) return null;
  const sequence = Number.parseInt(cursor.slice(1), 36);
  return Number.isSafeInteger(sequence) ? sequence : null;
}
