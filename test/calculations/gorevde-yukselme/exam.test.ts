import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calculateExam,
  calculateExamCalendar,
  calculateOralCall,
  calculateOralMark,
  calculatePlacement,
  calculateSuccessRanking,
  examCalendarInput,
  examInput,
  oralCallInput,
  oralMarkInput,
  placementInput,
  successRankingInput,
} from '../../../src/calculations/gorevde-yukselme/index.ts';
import type { ParameterBook } from '../../../src/calculations/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { deps, resultOf } from './fixtures.ts';

const on = '2025-03-31';
const FULL = [20, 15, 15, 15, 20, 15];
const members = (total: number) => Array.from({ length: 5 }, () => marksOf(total));

function marksOf(total: number): number[] {
  let left = total;
  return FULL.map((maximum) => {
    const mark = Math.min(maximum, left);
    left -= mark;
    return mark;
  });
}

/** The same book with other values of a parameter, as an institution's own file gives. */
function withParameter(name: string, value: string): ParameterBook {
  const parameter = deps.book.get(name);
  if (!parameter) throw new Error(name);
  return new Map([...deps.book, [name, { ...parameter, values: parameter.values.map((v) => ({ ...v, value })) }]]);
}

describe('calendar of an exam (m.10, 17, 18)', () => {
  const calendar = (days: object) =>
    calculateExamCalendar(parseInput(examCalendarInput, { applicationsEndOn: '2026-04-20', ...days }), deps);

  it.each([
    // A month before 31 March is 28 February; thirty days are counted by the calendar.
    [{ announcedOn: '2026-04-10', writtenOn: '2026-05-10' }, 'DUYURU', { latestOn: '2026-04-10', isMet: true }],
    [{ announcedOn: '2026-04-11', writtenOn: '2026-05-10' }, 'DUYURU', { latestOn: '2026-04-10', isMet: false }],
    [{ announcedOn: null, writtenOn: '2026-03-31' }, 'DUYURU', { latestOn: '2026-02-28', isMet: null }],
    [{ announcedOn: '2026-04-10' }, 'YAZILI', { earliestOn: '2026-05-10', on: null, isMet: null }],
    [
      { writtenOn: '2026-05-10', writtenResultsOn: '2026-06-09' },
      'YAZILI_SONUC',
      { latestOn: '2026-06-09', isMet: true },
    ],
    [{ writtenOn: '2026-05-10', writtenResultsOn: '2026-06-10' }, 'YAZILI_SONUC', { isMet: false }],
    [{ writtenOn: '2026-05-10', writtenResultsOn: '2026-05-09' }, 'YAZILI_SONUC', { isMet: false }],
    [{ writtenOn: '2026-04-19' }, 'BASVURU_SONU', { latestOn: '2026-04-19', isMet: false }],
    [{ writtenOn: '2026-05-10', oralOn: '2026-05-09' }, 'SOZLU', { earliestOn: '2026-05-10', isMet: false }],
    [{ oralOn: '2026-07-01', oralResultsOn: '2026-07-31' }, 'SOZLU_SONUC', { latestOn: '2026-07-31', isMet: true }],
    [{}, 'SOZLU_ITIRAZ', { period: 'itirazdan itibaren en geç 10 iş günü', latestOn: null }],
  ])('%j: %s', (days, key, wanted) => {
    const outcome = calendar(days);
    const row = resultOf(outcome).find((r) => r.key === key);
    expect(row).toMatchObject(wanted);
    const warned = outcome.kind === 'value' && outcome.warnings.some((w) => w.message.startsWith(`${row?.label}:`));
    expect(warned).toBe(row?.isMet === false);
  });
});

describe('call to the oral exam', () => {
  const call = (announced: number, marks: (string | null)[], book = deps.book) => {
    const candidates = marks.map((written, i) => ({ id: `${i}`, written }));
    return resultOf(calculateOralCall(parseInput(oralCallInput, { on, announced, candidates }), { ...deps, book }));
  };

  it.each([
    ['fewer passers than three times the posts', 2, ['60', '61', '59.99'], 2, '60'],
    ['ties with the last one are all called', 1, ['90', '80', '70', '70', '70', '69'], 5, '70'],
    ['a tie above the cut takes no extra', 1, ['90', '90', '80', '70'], 3, '80'],
    ['nobody passed', 1, ['59', null], 0, null],
    ['no post announced', 0, ['90'], 0, null],
  ])('%s', (_title, announced, marks, count, cut) => {
    const list = call(announced, marks);
    expect([list.called.length, list.cut]).toEqual([count, cut]);
  });

  it('follows the multiple of another institution', () => {
    const book = withParameter('gorevde-yukselme-sozlu-cagri-kati', '5');
    expect(call(1, ['90', '89', '88', '87', '86', '85'], book).called).toHaveLength(5);
  });
});

describe('oral mark', () => {
  const oral = (marks: number[][]) => calculateOralMark(parseInput(oralMarkInput, { on, members: marks }), deps);

  it('is the unrounded mean of the totals', () => {
    const totals = [70, 70, 70, 70, 69].map(marksOf);
    expect(resultOf(oral(totals))).toEqual({
      memberTotals: ['70', '70', '70', '70', '69'],
      mark: '69.8',
      passed: false,
    });
  });

  it.each([
    ['a mark above the maximum of its topic', [...members(70).slice(1), [21, 0, 0, 0, 0, 0]], /azami puanı aşıldı/],
    ['four members', members(70).slice(1), /üye tam sayısı/],
    ['five topics', [...members(70).slice(1), [10, 10, 10, 10, 10]], /6 konunun/],
  ])('refuses %s', (_title, marks, message) => {
    expect(() => oral(marks)).toThrow(message);
  });
});

describe('success list', () => {
  const base = { written: '80', oral: '80', serviceDays: 3600, education: 'LISANS', grade: '80' };
  const ranking = (...rows: object[]) => {
    const candidates = rows.map((r, i) => ({ ...base, id: `${i}`, ...r }));
    return resultOf(calculateSuccessRanking(parseInput(successRankingInput, { on, candidates }), deps));
  };

  it('names the criterion that decided and shows who stays equal', () => {
    const { rows, equalGroups } = ranking({}, { serviceDays: 3601 }, { education: 'DOKTORA' }, { grade: '80.01' }, {});
    expect(rows.map((r) => [r.id, r.position, r.decidedBy, r.equal])).toEqual([
      ['1', 1, null, false],
      ['2', 2, 'HIZMET_SURESI', false],
      ['3', 3, 'UST_OGRENIM', false],
      ['0', 4, 'MEZUNIYET_NOTU', true],
      ['4', 4, null, true],
    ]);
    expect(equalGroups).toEqual([['0', '4']]);
  });

  it('ranks nobody who failed a part, however high the mean', () => {
    const { rows, failed } = ranking({ written: '100', oral: '69.99' }, { written: '59.99', oral: '100' }, {});
    expect(rows.map((r) => r.id)).toEqual(['2']);
    expect(failed).toEqual(['0', '1']);
  });

  it('refuses a mark above the full mark', () => {
    expect(() => ranking({ written: '100.01' })).toThrow(ValidationError);
  });
});

describe('placement', () => {
  const place = (raw: object, book = deps.book) =>
    resultOf(calculatePlacement(parseInput(placementInput, { on, ...raw }), { ...deps, book }));
  const wants = (id: string, ...preferences: string[]) => ({ id, preferences, acceptsOutside: false });

  it('flags a place for which equals compete instead of deciding silently', () => {
    const raw = {
      order: ['a', 'b', 'c'],
      equalGroups: [['a', 'b']],
      candidates: [wants('a', 'X'), wants('b', 'X', 'Y'), wants('c', 'Y')],
      quotas: { X: 1, Y: 2 },
    };
    expect(place(raw).contested).toEqual([{ place: 'X', candidates: ['a', 'b'] }]);
  });

  it('has no reserve list by the Ministry, and one where an institution sets its length', () => {
    const raw = {
      order: ['a', 'b', 'c'],
      candidates: [wants('a', 'X'), wants('b', 'X'), wants('c', 'X')],
      quotas: { X: 1 },
    };
    expect(place(raw).reserve).toEqual([]);
    expect(place(raw, withParameter('gorevde-yukselme-yedek-liste-kati', '1')).reserve).toEqual(['b']);
  });

  it.each([
    ['more than 20 preferences', { candidates: [wants('a', ...Array<string>(21).fill('X'))] }, /En fazla 20/],
    ['a place that is not announced', { candidates: [wants('a', 'Z')] }, /ilan edilen/],
    ['a ranked id without a candidate', { candidates: [], order: ['a'] }, /adaylar arasında yok/],
    ['a doubled candidate', { candidates: [wants('a'), wants('a')] }, /birden çok/],
  ])('refuses %s', (_title, raw, message) => {
    expect(() => place({ order: [], quotas: { X: 1 }, ...raw })).toThrow(message);
  });
});

describe('an exam as a whole', () => {
  const exam = (raw: unknown) => calculateExam(parseInput(examInput, raw), deps);
  const rawExam = fc
    .record({
      quotas: fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.integer({ min: 0, max: 3 }), { minKeys: 1 }),
      candidates: fc.uniqueArray(
        fc.record({
          id: fc.integer({ min: 1, max: 99 }).map(String),
          written: fc.constantFrom('58', '60', '75', '75.5', '90'),
          total: fc.constantFrom(69, 70, 85, 100),
          serviceDays: fc.constantFrom(3600, 3601),
          education: fc.constantFrom('ONLISANS', 'LISANS'),
          grade: fc.constantFrom('70', '80'),
          wishes: fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 4 }),
          acceptsOutside: fc.boolean(),
        }),
        { selector: (c) => c.id, maxLength: 14 },
      ),
    })
    .map(({ quotas, candidates }) => {
      const posts = Object.values(quotas).reduce((a, b) => a + b, 0);
      const passers = candidates
        .filter((c) => Number(c.written) >= 60)
        .sort((a, b) => Number(b.written) - Number(a.written));
      const cut = Number(passers[Math.min(posts * 3, passers.length) - 1]?.written ?? 101);
      return {
        on,
        quotas,
        candidates: candidates.map(({ total, wishes, ...c }) => ({
          ...c,
          oral: Number(c.written) >= 60 && Number(c.written) >= cut ? members(total) : null,
          preferences: wishes.filter((w) => w in quotas) as string[],
        })),
      };
    });

  it('gives the same bytes whatever the order of the candidates', () => {
    fc.assert(
      fc.property(rawExam, fc.infiniteStream(fc.nat()), (raw, random) => {
        const shuffled = raw.candidates
          .map((c) => ({ c, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ c }) => c);
        const first = exam(raw);
        expect(JSON.stringify(exam({ ...raw, candidates: shuffled }))).toBe(JSON.stringify(first));
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with a plain slow version, exceeds no quota, and never passes over a better candidate', () => {
    fc.assert(
      fc.property(rawExam, (raw) => {
        const { success, placement } = resultOf(exam(raw));
        if (!success || !placement) throw new Error('lists missing');
        expect(success.rows.map((r) => r.id)).toEqual(slowOrder(raw));
        const order = success.rows.map((r) => r.id);
        const place = new Map(placement.rows.map((r) => [r.id, r.place]));
        expect(Object.fromEntries(place)).toEqual(slowPlacement(order, raw));
        for (const [name, quota] of Object.entries(raw.quotas)) {
          expect([...place.values()].filter((p) => p === name).length).toBeLessThanOrEqual(quota);
        }
        order.forEach((better, i) => {
          const wishes = raw.candidates.find((c) => c.id === better)?.preferences ?? [];
          const got = place.get(better) ?? null;
          const wantedMore = got === null ? wishes : wishes.slice(0, wishes.indexOf(got));
          for (const worse of order.slice(i + 1)) expect(wantedMore).not.toContain(place.get(worse) ?? '-');
        });
      }),
      { numRuns: 200 },
    );
  });

  it('stops at its stage and refuses an oral mark of somebody who was not called', () => {
    const candidate = (id: string, written: string, oral: number[][] | null) => ({
      id,
      written,
      oral,
      serviceDays: 0,
      education: 'LISANS',
      grade: '70',
    });
    const raw = { on, quotas: { A: 1 }, candidates: [candidate('1', '59', members(80))] };
    expect(resultOf(exam({ ...raw, stage: 'CAGRI' })).success).toBeNull();
    expect(() => exam(raw)).toThrow(/çağrılmadı/);
    expect(() => exam({ ...raw, candidates: [candidate('1', '70', null), candidate('1', '70', null)] })).toThrow(
      /birden çok/,
    );
    const absent = resultOf(exam({ ...raw, candidates: [candidate('1', '70', null)] }));
    expect(absent.oral).toEqual([{ id: '1', mark: null, memberTotals: [] }]);
  });
});

interface RawExam {
  readonly candidates: readonly {
    readonly id: string;
    readonly written: string;
    readonly oral: number[][] | null;
    readonly serviceDays: number;
    readonly education: string;
    readonly grade: string;
    readonly preferences: readonly string[];
  }[];
  readonly quotas: Readonly<Record<string, number>>;
}

/** Order of success by counting who is better, the slow way. */
function slowOrder(raw: RawExam): string[] {
  const rows = raw.candidates.flatMap((c) => {
    const oral = (c.oral ?? []).flat().reduce((a, b) => a + b, 0) / 5;
    return c.oral && oral >= 70
      ? [{ ...c, key: [Number(c.written) + oral, c.serviceDays, c.education === 'LISANS' ? 1 : 0, Number(c.grade)] }]
      : [];
  });
  const better = (a: number[], b: number[]) => {
    const at = a.findIndex((v, i) => v !== b[i]);
    return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
  };
  const placeOf = (r: (typeof rows)[number]) =>
    rows.filter((o) => better(o.key, r.key) || (!better(r.key, o.key) && Number(o.id) < Number(r.id))).length;
  const order: string[] = [];
  for (const r of rows) order[placeOf(r)] = r.id;
  return order;
}

/** Placement by walking through the places one post at a time. */
function slowPlacement(order: readonly string[], raw: RawExam): Record<string, string | null> {
  const posts = Object.entries(raw.quotas).flatMap(([name, quota]) => Array<string>(quota).fill(name));
  const result: Record<string, string | null> = {};
  for (const id of order) {
    const wishes = raw.candidates.find((c) => c.id === id)?.preferences ?? [];
    const wish = wishes.find((w) => posts.includes(w)) ?? null;
    if (wish !== null) posts.splice(posts.indexOf(wish), 1);
    result[id] = wish;
  }
  return result;
}
