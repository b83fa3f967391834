import { describe, expect, it } from 'vitest';
import {
  calculateEk2,
  calculateEk2Row,
  calculateExtension,
  calculateHalfTerm,
  calculateMoveScore,
  calculatePreferableRegions,
  calculateRegionPoints,
  calculateServed,
  calculateServedRegions,
  calculateTerm,
  calculateUninterrupted,
  ek2Input,
  ek2RowInput,
  extensionInput,
  halfTermInput,
  moveScoreInput,
  preferableInput,
  REGIONS,
  regionPointsInput,
  servedInput,
  servedRegionsInput,
  termInput,
  uninterruptedInput,
} from '../../../src/calculations/bolge-hizmeti/index.ts';
import { sureOfDays } from '../../../src/calculations/index.ts';
import { parseInput, ValidationError } from '../../../src/errors/index.ts';
import { deps, resultOf } from './fixtures.ts';

const on = '2025-05-31';

describe('Ek-2', () => {
  const ek2 = (raw: object) => calculateEk2(parseInput(ek2Input, { on, ...raw }), deps);

  it.each([
    ['nothing', {}, '0'],
    ['the last education counts', { education: ['lisans', 'on_lisans'] }, '2'],
    ['of postgraduate degrees the best', { education: ['doktora_diger', 'yuksek_lisans_yonetim'] }, '10'],
    ['a master without thesis does not count', { education: ['lisans', 'tezsiz_yuksek_lisans'] }, '4'],
    ['the highest by option', { education: ['lisans', 'on_lisans'], educationReading: 'EN_YUKSEK' }, '4'],
    ['each award once', { awards: { basari_tesekkur: 4, ustun_basari_takdirname: 2 } }, '3'],
    ['every penalty', { penalties: { kinama_tevbih_kusurlu: 3, uyarma: 2 } }, '-6'],
    ['service by the month', { serviceMonths: { ilce_mem_il_mem_yrd_ust: 1, diger_gorevler: 1 } }, '0.105'],
  ])('%s', (_title, raw, wanted) => {
    expect(resultOf(ek2(raw))).toBe(wanted);
  });

  it('warns that scores and labels were matched, and prints the reading of the education', () => {
    const outcome = ek2({ education: ['lisans'] });
    expect(outcome.kind === 'value' && outcome.warnings.map((w) => w.code)).toEqual(['EK2_ESLESTIRME']);
    expect(outcome.trace.some((s) => s.option?.name === 'ek2-ogrenim' && s.option.isDefault)).toBe(true);
  });

  it('refuses rows that the form does not have', () => {
    expect(() => ek2({ awards: { madalya: 1 } })).toThrow(ValidationError);
    const row = (raw: object) => calculateEk2Row(parseInput(ek2RowInput, { on, ...raw }), deps);
    expect(resultOf(row({ section: '1', row: 'tezsiz_yuksek_lisans' }))).toBe('0');
    expect(() => row({ section: 2, row: 'lisans' })).toThrow(ValidationError);
  });
});

describe('terms and points', () => {
  it('divides every yearly figure evenly by twelve', () => {
    for (const region of REGIONS) {
      const { pointsPerMonth } = resultOf(calculateTerm(parseInput(termInput, { on, region }), deps));
      expect(pointsPerMonth).toMatch(/^\d\.\d$|^1$/);
    }
  });

  it('adds the lengths of a region before it drops the days', () => {
    const points = (periods: object[]) =>
      resultOf(calculateRegionPoints(parseInput(regionPointsInput, { on, periods }), deps));
    expect(
      points([
        { region: 3, days: 20 },
        { region: 3, days: 10 },
      ]),
    ).toBe('0.9');
    expect(
      points([
        { region: 3, days: 20 },
        { region: 2, days: 10 },
      ]),
    ).toBe('0');
    expect(
      points([
        { region: 5, days: 720 },
        { region: 1, days: 59 },
      ]),
    ).toBe('29.3');
    expect(points([])).toBe('0');
    const raw = {
      on,
      periods: [
        { region: 3, days: 50 },
        { region: 3, days: 10 },
      ],
      shortService: 'HER_DONEMDE_ATILIR',
    };
    expect(resultOf(calculateRegionPoints(parseInput(regionPointsInput, raw), deps))).toBe('0.9');
  });

  it('adds both parts, also a negative Ek-2', () => {
    expect(resultOf(calculateMoveScore(parseInput(moveScoreInput, { on, ek2: '-2.5', regionPoints: '28.8' })))).toBe(
      '26.3',
    );
  });

  it.each([
    ['2023-06-01', '2025-05-31', 'GUN_HARIC', { yil: 1, ay: 11, gun: 29 }],
    ['2023-06-01', '2025-05-31', 'GUN_DAHIL', { yil: 2, ay: 0, gun: 0 }],
    ['2023-05-31', '2025-05-31', 'GUN_HARIC', { yil: 2, ay: 0, gun: 0 }],
    ['2024-05-30', '2025-05-31', 'GUN_HARIC', { yil: 1, ay: 0, gun: 0 }],
  ])('from %s to %s, %s', (from, until, dayCount, wanted) => {
    const days = resultOf(calculateServed(parseInput(servedInput, { from, until, dayCount })));
    expect(sureOfDays(days)).toEqual(wanted);
  });

  it('refuses a reversed interval', () => {
    expect(() => calculateServed(parseInput(servedInput, { from: '2025-06-01', until: '2025-05-31' }))).toThrow(
      ValidationError,
    );
  });

  it.each([
    [1, 36],
    [2, 24],
    [3, 24],
    [4, 12],
    [5, 12],
  ])('half of region %d is %d months, to the day', (region, months) => {
    const half = (servedDays: number) =>
      calculateHalfTerm(parseInput(halfTermInput, { on, region, servedDays }), deps).kind;
    expect([half(months * 30 - 1), half(months * 30)]).toEqual(['notEligible', 'value']);
  });

  it.each([
    [4, true, false, false, 'value'],
    [5, true, false, false, 'value'],
    [3, true, false, false, 'notEligible'],
    [4, false, false, false, 'notEligible'],
    [4, true, true, false, 'notEligible'],
    [4, true, false, true, 'notEligible'],
  ])(
    'extension in region %d (completed %s, before %s, twice in 2021 %s): %s',
    (region, termCompleted, extendedBefore, twice, kind) => {
      const raw = { on, region, termCompleted, extendedBefore, twiceTheTermOnTransition: twice };
      expect(calculateExtension(parseInput(extensionInput, raw), deps).kind).toBe(kind);
    },
  );

  it.each([
    ['2022-09-30', 'value'],
    ['2022-10-01', 'notEligible'],
  ])('three uninterrupted years since %s on 30/9/2025: %s', (since, kind) => {
    const raw = { on: '2025-09-30', kind: 'ILLER_ARASI', since };
    expect(calculateUninterrupted(parseInput(uninterruptedInput, raw), deps).kind).toBe(kind);
  });
});

describe('preferable regions', () => {
  const preferable = (current: number, completed: number[], served: number[] = []) =>
    resultOf(calculatePreferableRegions(parseInput(preferableInput, { on, current, completed, served }), deps));

  it('never offers a completed region before all are, and always offers one', () => {
    for (const current of REGIONS) {
      for (let mask = 0; mask < 32; mask++) {
        const completed = REGIONS.filter((r) => mask & (1 << (r - 1)));
        const { regions, allCompleted, lotRegions } = preferable(current, completed);
        expect(regions.length).toBeGreaterThan(0);
        expect(allCompleted).toBe(new Set([...completed, current]).size === 5);
        if (allCompleted) continue;
        for (const r of regions) expect([...completed, current]).not.toContain(r);
        for (const r of regions) expect(lotRegions).toContain(r);
      }
    }
  });

  it('opens the far regions only when none is left nearby', () => {
    expect(preferable(1, [2]).regions).toEqual([3]);
    expect(preferable(1, [2, 3]).regions).toEqual([4, 5]);
    expect(preferable(1, [2, 3]).lotRegions).toEqual([4, 5]);
  });

  it('keeps the lot out of regions served in, completed or not (m.29/2)', () => {
    expect(preferable(1, [2], [3, 4])).toMatchObject({ regions: [3], lotRegions: [5] });
    expect(preferable(1, [2], [3, 4, 5]).lotRegions).toEqual([3, 4, 5]);
  });
});

describe('regions served', () => {
  const served = (posts: object[], day = on) =>
    calculateServedRegions(parseInput(servedRegionsInput, { on: day, posts }), deps);

  it('restarts with a move and joins posts of one region', () => {
    const value = resultOf(
      served([
        { region: 5, from: '2019-05-31', until: '2021-06-30' },
        { region: 4, from: '2021-06-30', until: '2022-06-30' },
        { region: 4, from: '2022-06-30' },
      ]),
    );
    expect(value).toMatchObject({ current: 4, currentDays: 1410, currentCompleted: true, completed: [4, 5] });
  });

  it('gives what exceeded the term before 19/6/2021 to the region before', () => {
    const posts = [
      { region: 3, from: '2014-06-19', until: '2016-06-19' },
      { region: 4, from: '2016-06-19', until: '2022-06-19' },
      { region: 2, from: '2022-06-19' },
    ];
    const value = resultOf(served(posts));
    // Region 4: six years, of which three beyond the term had passed on 19/6/2021 and belong to region 3.
    expect(value.byRegion.map((r) => [r.region, r.days])).toEqual([
      [2, 1061],
      [3, 1800],
      [4, 1080],
    ]);
    expect(value.completed).toEqual([3, 4]);
  });

  it('keeps the required time of the old region where the new table changed it', () => {
    const post = { region: 1, formerRegion: 4, from: '2020-01-01' };
    expect(resultOf(served([post], '2022-05-31')).currentCompleted).toBe(true);
    expect(resultOf(served([{ ...post, formerRegion: undefined }], '2022-05-31')).currentCompleted).toBe(false);
  });

  it('asks for the present post where none covers the day', () => {
    expect(served([{ region: 1, from: '2010-01-01', until: '2020-01-01' }]).kind).toBe('missing');
  });
});
