import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { addDays, type IsoDate, isoDate } from '../../src/calculations/index.ts';
import {
  addWorkingDays,
  type CaseData,
  caseDeadlines,
  dueDay,
  holidayOn,
  isWorkingDay,
  nextDueDay,
  transition,
  workingDayFrom,
} from '../../src/cases/index.ts';
import { calendar, everybody, opened, processNamed, rulesOf } from './helpers.ts';

describe('holidays (2429 s.K., Diyanet calendar)', () => {
  it.each([
    ['2026-01-01', 'Yılbaşı', false],
    ['2016-07-04', 'Ramazan Bayramı arifesi', true],
    ['2016-07-05', 'Ramazan Bayramı 1. gün', false],
    ['2023-07-01', 'Kurban Bayramı 4. gün', false],
    ['2026-03-22', 'Ramazan Bayramı 3. gün', false],
    ['2026-05-26', 'Kurban Bayramı arifesi', true],
    ['2026-10-28', 'Cumhuriyet Bayramı (28 Ekim öğleden sonra)', true],
    ['2017-07-15', 'Demokrasi ve Millî Birlik Günü', false],
    ['2020-05-23', 'Ramazan Bayramı arifesi', true],
  ])('%s is %s', (day, name, half) => expect(holidayOn(calendar, isoDate(day))).toMatchObject({ name, half }));

  it.each(['2016-07-15', '2026-03-23', '2026-07-14', '2026-11-20'])('%s is none', (day) =>
    expect(holidayOn(calendar, isoDate(day))).toBeNull(),
  );

  it.each([
    ['2026-10-28', true],
    ['2026-10-29', false],
    ['2026-11-21', false],
    ['2026-11-20', true],
  ])('%s is a working day: %s', (day, expected) => expect(isWorkingDay(calendar, isoDate(day))).toBe(expected));
});

describe('the last day of a period', () => {
  const due = (
    amount: number,
    unit: 'gun' | 'is-gunu' | 'ay' | 'yil',
    counting: 'calendar' | 'iyuk-8' | 'iyuk-8-recess',
    from: string,
  ) => dueDay(calendar, { amount, unit, counting }, isoDate(from)).dueOn;

  it.each([
    // Days count from the day after; holidays inside count (2577 m.8/1).
    ['7 days, no holiday at the end', 7, 'gun', 'iyuk-8', '2026-11-02', '2026-11-09'],
    ['7 days ending on Sunday', 7, 'gun', 'iyuk-8', '2026-11-01', '2026-11-09'],
    ['7 days ending on 29 October', 7, 'gun', 'iyuk-8', '2026-10-22', '2026-10-30'],
    ['30 days ending in Kurban Bayramı (27–30 May 2026 + Sunday)', 30, 'gun', 'iyuk-8', '2026-04-27', '2026-06-01'],
    ['the same counted by the calendar only', 30, 'gun', 'calendar', '2026-04-27', '2026-05-27'],
    ['a half day does not move it', 6, 'gun', 'iyuk-8', '2026-10-22', '2026-10-28'],
    // 30 days from 3 August end on 2 September: no longer in the recess; from 15 July on 14 August: in it, so 7 September.
    ['30 days ending after the recess', 30, 'gun', 'iyuk-8-recess', '2026-08-03', '2026-09-02'],
    ['30 days ending in the recess (2577 m.8/3)', 30, 'gun', 'iyuk-8-recess', '2026-07-15', '2026-09-07'],
    // The earlier reading: the day before the recess only moves over the Sunday.
    ['30 days ending on a Sunday before it', 30, 'gun', 'iyuk-8-recess', '2026-06-19', '2026-07-20'],
    ['15 working days over Ramazan Bayramı 2026', 15, 'is-gunu', 'calendar', '2026-03-02', '2026-03-24'],
    ['1 working day after a Friday', 1, 'is-gunu', 'calendar', '2026-11-20', '2026-11-23'],
    ['1 month from 31 January', 1, 'ay', 'calendar', '2026-01-31', '2026-02-28'],
    ['65 years from a leap day', 65, 'yil', 'calendar', '1960-02-29', '2025-02-28'],
  ] as const)('%s', (_title, amount, unit, counting, from, expected) =>
    expect(due(amount, unit, counting, from)).toBe(expected),
  );

  it('says when the religious holidays of the year are not known', () =>
    expect(
      dueDay(calendar, { amount: 15, unit: 'is-gunu', counting: 'calendar' }, isoDate('2028-02-01')).explanation.at(-1),
    ).toContain('tatil tablosunda yok'));

  const day = fc.integer({ min: 0, max: 4000 }).map((n): IsoDate => addDays(isoDate('2016-01-01'), n));
  test.prop([day, fc.integer({ min: 1, max: 40 })])(
    'is a working day under İYUK m.8 and never early',
    (from, amount) => {
      const { dueOn } = dueDay(calendar, { amount, unit: 'gun', counting: 'iyuk-8' }, from);
      expect(isWorkingDay(calendar, dueOn)).toBe(true);
      expect(dueOn >= addDays(from, amount)).toBe(true);
      expect(workingDayFrom(calendar, addDays(from, amount))).toBe(dueOn);
    },
  );
  test.prop([day, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })])(
    'working days add up',
    (from, a, b) => {
      expect(addWorkingDays(calendar, addWorkingDays(calendar, from, a), b)).toBe(
        addWorkingDays(calendar, from, a + b),
      );
    },
  );
});

describe('deadlines of a case', () => {
  const on = (id: string, data: CaseData, today: string) => {
    const rules = rulesOf(processNamed(id));
    const state = { ...opened(rules), data };
    return { rules, state, shown: caseDeadlines(rules, state, isoDate(today)), today: isoDate(today) };
  };

  it('name the missing anchor and the field to ask for', () => {
    const { shown } = on('bilgi-edinme', {}, '2026-11-20');
    expect(shown[0]).toMatchObject({
      status: 'unknown',
      dueOn: null,
      ask: { key: 'basvuruTarihi', label: 'Başvurunun alındığı tarih' },
      article: '4982/11',
    });
  });

  it.each([
    ['2026-11-20', 'ahead', 14],
    ['2026-11-30', 'near', 4],
    ['2026-12-04', 'today', 0],
    ['2026-12-05', 'over', -1],
  ])('on %s are %s', (today, status, daysLeft) => {
    // 15 working days from Friday 13 November 2026 end on Friday 4 December.
    const { shown, rules, state } = on('bilgi-edinme', { basvuruTarihi: '2026-11-13' }, today);
    expect(shown[0]).toMatchObject({ dueOn: '2026-12-04', status, daysLeft });
    expect(nextDueDay(rules, state, isoDate(today))).toBe('2026-12-04');
  });

  it('are longer where the law says so (4982 m.11: 30 working days from another unit)', () =>
    expect(
      on('bilgi-edinme', { basvuruTarihi: '2026-11-13', baskaBirimden: true }, '2026-11-20').shown[0],
    ).toMatchObject({
      amount: 30,
      dueOn: '2026-12-25',
    }));

  it('of steps ahead are shown as soon as their anchor is known', () => {
    const { shown } = on('idari-dava', { davaDilekcesiTebligTarihi: '2026-11-02' }, '2026-11-20');
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ step: 'savunma-taslagi', dueOn: '2026-12-02', article: '2577/16' });
  });

  it('get their anchor from a recorded fact at any step', () => {
    const { rules, state } = on('disiplin-isleri', {}, '2026-11-20');
    const recorded = transition(rules, state, {
      actor: everybody,
      today: isoDate('2026-11-20'),
      event: { kind: 'recordFacts', data: { fiilinOgrenilmeTarihi: '2026-11-10' } },
    });
    expect(nextDueDay(rules, recorded.state, isoDate('2026-11-20'))).toBe('2026-12-10');
    expect(() =>
      transition(rules, state, {
        actor: everybody,
        today: isoDate('2026-11-20'),
        event: { kind: 'recordFacts', data: { davaci: 'x' } },
      }),
    ).toThrow('sorulan bir bilgi değil');
  });
});
