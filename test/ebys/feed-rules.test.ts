import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  afterFailure,
  type CaseMove,
  cursorOf,
  DEFAULT_RETRY,
  decideAck,
  decideAnswer,
  isWebhookGenuine,
  type LetterFacts,
  movesBetween,
  NO_FACTS,
  sequenceOf,
  signWebhook,
  statusOf,
  takeRequest,
} from '../../src/ebys/index.ts';

const ANSWERS: readonly Answer[] = [
  { kind: 'REGISTERED', sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' },
  { kind: 'INITIALLED', by: 'Ayşe Yılmaz', at: '2026-11-22T09:00:00Z' },
  { kind: 'INITIALLED', by: 'Can Kaya', at: '2026-11-22T09:05:00Z' },
  { kind: 'SIGNED', by: 'Ali Demir', capacity: 'ASIL', at: '2026-11-22T09:10:00Z', last: false },
  { kind: 'SIGNED', by: 'Veli Ak', capacity: 'VEKIL', at: '2026-11-22T09:20:00Z', last: true },
  { kind: 'SENT', to: 'A', at: '2026-11-22T10:00:00Z', channel: 'KEP' },
  { kind: 'SENT', to: 'B', at: '2026-11-22T10:00:00Z', channel: 'EYAZISMA' },
  { kind: 'DELIVERED', to: 'A', on: '2026-11-25' },
];

function told(answers: readonly Answer[]): { facts: LetterFacts; moves: CaseMove[] } {
  let facts = NO_FACTS;
  const moves: CaseMove[] = [];
  for (const answer of answers) {
    const decision = decideAnswer(facts, answer);
    if (decision.kind !== 'NEW') continue;
    moves.push(...movesBetween(facts, decision.facts));
    facts = decision.facts;
  }
  return { facts, moves };
}
const sorted = (moves: readonly CaseMove[]) => moves.map((one) => JSON.stringify(one)).toSorted();

describe('answers of the EBYS', () => {
  it('give the same facts and the same moves in every order, however often they are repeated', () => {
    const expected = told(ANSWERS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...ANSWERS, ...ANSWERS, ...ANSWERS], { minLength: 24 }), (order) => {
        const got = told(order);
        expect(got.facts).toEqual(expected.facts);
        expect(sorted(got.moves)).toEqual(sorted(expected.moves));
      }),
      { numRuns: 300 },
    );
  });

  it('of any subset converge too, and no move is made twice', () => {
    fc.assert(
      fc.property(fc.subarray([...ANSWERS]), fc.integer(), (some, seed) => {
        const order = [...some].toSorted(
          (a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7),
        );
        const got = told([...order, ...order]);
        expect(got.facts).toEqual(told(some).facts);
        expect(new Set(sorted(got.moves)).size).toBe(got.moves.length);
      }),
    );
  });

  it('complete the signing when sayı and last signature are both there', () => {
    const moves = told([ANSWERS[4], ANSWERS[0]].filter((one) => one !== undefined)).moves;
    expect(moves).toEqual([
      { kind: 'REGISTER', sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' },
      { kind: 'SIGN', by: 'Veli Ak', at: '2026-11-22T09:20:00Z', sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' },
    ]);
  });

  const returned: Answer = { kind: 'RETURNED', by: 'Ali Demir', at: '2026-11-22T11:00:00Z', reason: 'Konu eksik' };
  it.each<[string, Answer, Answer]>([
    [
      'a second sayı',
      { kind: 'REGISTERED', sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' },
      { kind: 'REGISTERED', sayi: 'E-87654322-903.05-18', tarih: '2026-11-22' },
    ],
    [
      'a return after the last signature',
      { kind: 'SIGNED', by: 'A', capacity: 'ASIL', at: '2026-11-22T09:20:00Z', last: true },
      returned,
    ],
    [
      'another last signature',
      { kind: 'SIGNED', by: 'A', capacity: 'ASIL', at: '2026-11-22T09:20:00Z', last: true },
      { kind: 'SIGNED', by: 'B', capacity: 'ASIL', at: '2026-11-22T09:20:00Z', last: true },
    ],
    ['another reason', returned, { ...returned, reason: 'Başka' }],
    [
      'another tebliğ day',
      { kind: 'DELIVERED', to: '', on: '2026-11-25' },
      { kind: 'DELIVERED', to: '', on: '2026-11-26' },
    ],
    [
      'a tebliğ before the letter',
      { kind: 'REGISTERED', sayi: 'E-87654322-903.05-17', tarih: '2026-11-22' },
      { kind: 'DELIVERED', to: '', on: '2026-11-21' },
    ],
    [
      'another dispatch',
      { kind: 'SENT', to: 'A', at: '2026-11-22T10:00:00Z', channel: 'KEP' },
      { kind: 'SENT', to: 'A', at: '2026-11-22T10:00:00Z', channel: 'POSTA' },
    ],
  ])('contradict each other: %s, in both orders', (_, first, second) => {
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const)
      expect(decideAnswer(told([one]).facts, other)).toMatchObject({ kind: 'CONTRADICTION' });
  });

  it('say how far a letter is', () => {
    const status = (answers: readonly Answer[], isWithdrawn = false) =>
      statusOf({ facts: told(answers).facts, isAcked: true, isWithdrawn });
    expect([0, 1, 5, 6, 8].map((count) => status(ANSWERS.slice(0, count)))).toEqual([
      'PULLED',
      'REGISTERED',
      'SIGNED',
      'SENT',
      'DELIVERED',
    ]);
    expect(status([returned])).toBe('RETURNED');
    expect(status([], true)).toBe('WITHDRAWN');
    expect(statusOf({ facts: NO_FACTS, isAcked: false, isWithdrawn: false })).toBe('READY');
  });
});

describe('leases', () => {
  const now = new Date('2026-11-22T09:00:00Z');
  const later = new Date('2026-11-22T09:01:00Z');
  const earlier = new Date('2026-11-22T08:59:59Z');
  it.each([
    ['held by the caller', { token: 'a', until: later }, 'a', 'TAKE'],
    ['held by another', { token: 'a', until: later }, 'b', 'LEASE_LOST'],
    ['held by another, no token given', { token: 'a', until: later }, null, 'LEASE_LOST'],
    ['run out', { token: 'a', until: earlier }, 'b', 'TAKE'],
    ['run out this moment', { token: 'a', until: now }, null, 'TAKE'],
    ['none', { token: null, until: new Date(0) }, null, 'TAKE'],
  ] as const)('%s', (_, lease, token, expected) => {
    expect(decideAck({ ...lease, isAcked: false, isWithdrawn: false }, { token, now })).toBe(expected);
    expect(decideAck({ ...lease, isAcked: true, isWithdrawn: true }, { token, now })).toBe('KNOWN');
  });

  it('do not matter for a letter that was withdrawn', () => {
    expect(decideAck({ token: 'a', until: later, isAcked: false, isWithdrawn: true }, { token: 'a', now })).toBe(
      'WITHDRAWN',
    );
  });
});

describe('cursors', () => {
  it('are stable and say where they stand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (sequence) => {
        expect(sequenceOf(cursorOf(sequence))).toBe(sequence);
      }),
    );
    expect([sequenceOf(null), sequenceOf(''), sequenceOf('x1'), sequenceOf('f-1'), sequenceOf('fABC')]).toEqual([
      0,
      0,
      null,
      null,
      null,
    ]);
  });
});

describe('webhooks', () => {
  const now = new Date('2026-11-22T09:00:00Z');
  it('wait longer after each failure, up to a limit, and end on the dead-letter list', () => {
    const pauses = [1, 2, 3, 11].map(
      (attempts) => (afterFailure(attempts, now).nextAt.getTime() - now.getTime()) / 1000,
    );
    expect(pauses).toEqual([10, 20, 40, 10_240]);
    expect(afterFailure(40, now, { ...DEFAULT_RETRY, attempts: 99 }).nextAt.getTime() - now.getTime()).toBe(
      6 * 3600 * 1000,
    );
    expect([11, 12].map((attempts) => afterFailure(attempts, now).state)).toEqual(['PENDING', 'DEAD']);
  });

  it('are signed so that secret, body and age are checked', () => {
    const header = signWebhook('gizli', '{"a":1}', now);
    const given = { secret: 'gizli', body: '{"a":1}', now };
    expect(isWebhookGenuine(header, given)).toBe(true);
    expect(isWebhookGenuine(header, { ...given, body: '{"a":2}' })).toBe(false);
    expect(isWebhookGenuine(header, { ...given, secret: 'başka' })).toBe(false);
    expect(isWebhookGenuine(header, { ...given, now: new Date(now.getTime() + 301_000) })).toBe(false);
    expect(isWebhookGenuine('t=1', given)).toBe(false);
  });

  it('known value: HMAC-SHA-256 as openssl computes it', () => {
    // printf '1763802000.{}' | openssl dgst -sha256 -hmac key
    expect(signWebhook('key', '{}', new Date(1763802000_000))).toBe(
      't=1763802000,v1=0649ce2a5775a47540f5d4e5aca5ad0fb4f473106c66996ba9893993bc99354a',
    );
  });
});

describe('the rate limit', () => {
  it('lets a burst pass, then as many a second as set', () => {
    const settings = { burst: 3, perSecond: 2 };
    let bucket: Parameters<typeof takeRequest>[0];
    const waits = [0, 0, 0, 0, 100, 500, 500, 1000].map((at) => {
      const taken = takeRequest(bucket, at, settings);
      bucket = taken.bucket;
      return taken.waitSeconds;
    });
    expect(waits).toEqual([0, 0, 0, 1, 1, 0, 1, 0]);
  });
});
