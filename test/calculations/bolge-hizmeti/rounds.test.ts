import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calculateManagerRanking,
  calculateManagerRound,
  calculateStaffRound,
  managerRankingInput,
  managerRoundInput,
  staffRoundInput,
} from '../../../src/calculations/bolge-hizmeti/index.ts';
import { drawLot, ticketDigest } from '../../../src/calculations/selection/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { deps, resultOf } from './fixtures.ts';

const shuffled = <T>(items: readonly T[], keys: readonly number[]): T[] =>
  items
    .map((item, i) => ({ item, key: keys[i % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('the lot', () => {
  it('is the order of the SHA-256 of seed, purpose and id, which anybody can recompute', () => {
    // printf '%s' 'tohum|amaç|1' | sha256sum
    expect(ticketDigest('tohum', 'amaç', '1')).toBe('1b102e83ec9aa819798f1730d1a4f25c7f1be43dba50623e343f34ccb943d1c8');
  });

  it('repeats with the seed, ignores the input order, and changes with the seed', () => {
    const ids = Array.from({ length: 50 }, (_, i) => `p${i}`);
    const order = (seed: string, list = ids) => drawLot(seed, 'deneme', list).tickets.map((t) => t.id);
    expect(order('a', [...ids].reverse())).toEqual(order('a'));
    expect(order('b')).not.toEqual(order('a'));
    expect(() => drawLot(' ', 'deneme', ids)).toThrow(ValidationError);
  });

  it('puts nobody first more often than chance explains', () => {
    const firsts = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const first = Number(drawLot(`tohum ${i}`, 'deneme', ['0', '1', '2', '3']).tickets[0]?.id);
      firsts[first] = (firsts[first] ?? 0) + 1;
    }
    for (const n of firsts) expect(Math.abs(n - 1000)).toBeLessThan(150);
  });
});

describe('rounds of m.32 and 33', () => {
  const on = '2025-09-30';
  const round = (raw: object) =>
    resultOf(
      calculateStaffRound(parseInput(staffRoundInput, { on, kind: 'IL_ICI', seed: 'ilan 2025/7', ...raw }), deps),
    );
  const candidate = (id: string, serviceDays: number, kadroDays: number, ...preferences: string[]) => ({
    id,
    since: '2022-09-30',
    serviceDays,
    kadroDays,
    preferences,
  });

  it('ranks by service, service in the kadro, then the recorded lot', () => {
    const candidates = [
      candidate('a', 100, 9, 'X'),
      candidate('b', 100, 10, 'X'),
      candidate('c', 100, 9, 'X', 'Y'),
      candidate('d', 101, 0, 'Z'),
    ];
    const { rows, lots } = round({ candidates, quotas: { X: 2, Y: 1, Z: 0 } });
    expect(rows.slice(0, 2).map((r) => [r.id, r.place, r.decidedBy])).toEqual([
      ['d', null, null],
      ['b', 'X', 'HIZMET_SURESI'],
    ]);
    expect(lots).toHaveLength(1);
    expect(lots[0]?.tickets.map((t) => t.id)).toEqual(rows.slice(2).map((r) => r.id));
    expect(rows[3]?.decidedBy).toBe('KURA');
  });

  it('leaves out who lacks the three uninterrupted years', () => {
    const late = { ...candidate('b', 500, 0, 'X'), since: '2022-10-01' };
    const { rows, notEligible } = round({ candidates: [candidate('a', 1, 0, 'X'), late], quotas: { X: 1 } });
    expect(rows.map((r) => r.id)).toEqual(['a']);
    expect(notEligible).toEqual(['b']);
  });

  it.each([
    [
      'eleven preferences in a province',
      { candidates: [candidate('a', 1, 0, ...Array<string>(11).fill('X'))] },
      /En fazla 10/,
    ],
    ['an unknown place', { candidates: [candidate('a', 1, 0, 'Q')] }, /ilan edilen yerler/],
    ['equals without a seed', { seed: '', candidates: [candidate('a', 1, 0), candidate('b', 1, 0)] }, /tohum/],
  ])('refuses %s', (_title, raw, message) => {
    expect(() => round({ quotas: { X: 1 }, ...raw })).toThrow(message);
  });

  it('gives the same result in any input order and agrees with a plain slow version', () => {
    const people = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 60 }).map(String),
        serviceDays: fc.constantFrom(100, 200),
        kadroDays: fc.constantFrom(10, 20),
        preferences: fc.array(fc.constantFrom('X', 'Y', 'Z'), { maxLength: 3 }),
      }),
      { selector: (p) => p.id, maxLength: 12 },
    );
    const posts = fc.record({ X: fc.nat(2), Y: fc.nat(2), Z: fc.nat(2) });
    const keys = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(people, posts, keys, fc.string({ minLength: 1 }), (list, quotas, order, text) => {
        const seed = `t${text}`;
        const candidates = list.map((p) => ({ ...p, since: '2020-01-01' }));
        const result = round({ seed, candidates, quotas });
        expect(JSON.stringify(round({ seed, candidates: shuffled(candidates, order), quotas }))).toBe(
          JSON.stringify(result),
        );
        const digest = (id: string) => ticketDigest(seed, `IL_ICI ${on}`, id);
        const left: Record<string, number> = { ...quotas };
        const waiting = [...candidates];
        const slow: [string, string | null][] = [];
        while (waiting.length > 0) {
          const best = waiting.reduce((a, b) =>
            b.serviceDays !== a.serviceDays
              ? b.serviceDays > a.serviceDays
                ? b
                : a
              : b.kadroDays !== a.kadroDays
                ? b.kadroDays > a.kadroDays
                  ? b
                  : a
                : digest(b.id) < digest(a.id)
                  ? b
                  : a,
          );
          waiting.splice(waiting.indexOf(best), 1);
          const wish = best.preferences.find((p) => (left[p] ?? 0) > 0) ?? null;
          if (wish !== null) left[wish] = (left[wish] ?? 0) - 1;
          slow.push([best.id, wish]);
        }
        expect(result.rows.map((r) => [r.id, r.place])).toEqual(slow);
      }),
      { numRuns: 150 },
    );
  });
});

describe('rounds of m.29 and 31', () => {
  const places = [
    { id: 'ADANA-Kozan', il: 'Adana', ilce: 'Kozan', quota: 1 },
    { id: 'ADANA-Feke', il: 'Adana', ilce: 'Feke', quota: 1 },
    { id: 'VAN-Saray', il: 'Van', ilce: 'Saray', quota: 1 },
    { id: 'İZMİR-Konak', il: 'İzmir', ilce: 'Konak', quota: 2 },
  ];
  const base = { on: '2025-05-31', kind: 'BOLGE_HIZMETI', seed: 'ilan 2025/5', places };
  const manager = (id: string, score: string, preferences: string[], more: object = {}) => ({
    id,
    il: 'Adana',
    completed: [],
    score,
    managerDays: 100,
    ministryDays: 1000,
    preferences,
    ...more,
  });
  const round = (raw: object) =>
    resultOf(calculateManagerRound(parseInput(managerRoundInput, { ...base, ...raw }), deps));

  it('places by score and draws a lot for the others, into regions not served yet', () => {
    const candidates = [
      manager('a', '50', ['ADANA-Kozan']),
      manager('b', '49', ['ADANA-Kozan']),
      manager('c', '48', []),
    ];
    const { rows, lot } = round({ candidates });
    expect(rows[0]).toMatchObject({ id: 'a', place: 'ADANA-Kozan', status: 'TERCIHINE', region: 2 });
    expect(lot?.tickets.map((t) => t.id).sort()).toEqual(['b', 'c']);
    const drawn = rows.slice(1).map((r) => r.place);
    expect([...drawn].sort()).toEqual(['ADANA-Feke', 'VAN-Saray']);
    expect(JSON.stringify(round({ candidates: [...candidates].reverse() }))).toBe(
      JSON.stringify(round({ candidates })),
    );
  });

  it('keeps those who completed all regions out of their own province, by preference and by lot', () => {
    const done = { completed: [1, 2, 3, 4, 5] };
    const { rows } = round({ candidates: [manager('a', '50', ['İZMİR-Konak'], done)] });
    expect(rows[0]).toMatchObject({ place: 'İZMİR-Konak', region: 1 });
    const own = [{ id: 'ADANA-Seyhan', il: 'Adana', ilce: 'Seyhan', quota: 1 }];
    expect(() => round({ places: own, candidates: [manager('a', '50', ['ADANA-Seyhan'], done)] })).toThrow(
      /bulunduğu il/,
    );
    expect(round({ places: own, candidates: [manager('a', '50', [], done)] }).rows[0]?.status).toBe('YERLESEMEDI');
  });

  it('refuses a region that may not be preferred', () => {
    expect(() => round({ candidates: [manager('a', '50', ['VAN-Saray'])] })).toThrow(/5. bölge/);
  });

  it('warns where equals want the same place', () => {
    const candidates = [manager('a', '50', ['ADANA-Kozan']), manager('b', '50.0', ['ADANA-Kozan'])];
    expect(round({ candidates }).contested).toEqual([{ place: 'ADANA-Kozan', candidates: ['a', 'b'] }]);
  });

  it('lets managers move of their own will after half the term, to the same or a lower region', () => {
    const voluntary = { kind: 'ISTEGE_BAGLI_YONETICI', on: '2025-06-30' };
    const half = manager('a', '50', ['ADANA-Feke'], { regionDays: 1080 });
    const early = manager('b', '90', ['ADANA-Feke'], { regionDays: 1079 });
    const { rows, lot } = round({ ...voluntary, candidates: [half, early] });
    expect(rows.map((r) => [r.id, r.status])).toEqual([
      ['a', 'TERCIHINE'],
      ['b', 'SARTI_TASIMIYOR'],
    ]);
    expect(lot).toBeNull();
    const inFive = { il: 'Van', ilce: 'Saray', regionDays: 720 };
    const upward = { ...voluntary, candidates: [manager('c', '1', ['ADANA-Feke'], inFive)] };
    expect(() => round(upward)).toThrow(/4. bölge/);
    expect(round({ ...upward, lowerRegion: 'KUCUK_NUMARA' }).rows[0]?.place).toBe('ADANA-Feke');
  });

  it('never places by lot beyond the free posts or into a served region', () => {
    const people = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 40 }).map(String),
        score: fc.constantFrom('10', '20', '20.5'),
        completed: fc.subarray([1, 2, 3, 4, 5]),
      }),
      { selector: (p) => p.id, maxLength: 8 },
    );
    fc.assert(
      fc.property(people, fc.string({ minLength: 1 }), (list, text) => {
        const candidates = list.map((p) => manager(p.id, p.score, [], { completed: p.completed }));
        const { rows } = round({ seed: `t${text}`, candidates });
        for (const { id, quota } of places)
          expect(rows.filter((r) => r.place === id).length).toBeLessThanOrEqual(quota);
        for (const row of rows) {
          const completed = list.find((p) => p.id === row.id)?.completed ?? [];
          const all = new Set([...completed, 1]).size === 5;
          if (row.region !== null && !all) expect([...completed, 1]).not.toContain(row.region);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('ranks by score, service as manager, service in the Ministry', () => {
    const candidates = [
      { id: 'x', score: '80', managerDays: 1, ministryDays: 1 },
      { id: 'y', score: '80.00', managerDays: 1, ministryDays: 2 },
      { id: 'z', score: '-1', managerDays: 9, ministryDays: 9 },
    ];
    const ranking = resultOf(
      calculateManagerRanking(parseInput(managerRankingInput, { on: '2025-05-31', candidates })),
    );
    expect(ranking.rows.map((r) => [r.id, r.decidedBy])).toEqual([
      ['y', null],
      ['x', 'BAKANLIK'],
      ['z', 'PUAN'],
    ]);
  });
});
