import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { muvafakatCalculations } from '../../../src/calculations/muvafakat/index.ts';
import { ValidationError } from '../../../src/errors/index.ts';
import { context, on, settled } from './fixtures.ts';

function run(kind: string, facts: object): unknown {
  const entry = muvafakatCalculations.find((c) => c.kind === kind);
  if (!entry) throw new Error(`no calculation ${kind}`);
  return settled(entry.calculate({ ...(kind === 'muvafakat-gecerlilik' ? {} : { on }), ...facts }, context));
}

describe('quota (7/1)', () => {
  test.each([
    [{ permissions: 0 }, 0],
    [{ permissions: 1 }, 0],
    [{ permissions: 2 }, 1],
    [{ permissions: 3 }, 2],
    [{ permissions: 9 }, 6],
    [{ permissions: 1429 }, 1000],
    [{ permissions: 1, addedPermissions: 1 }, 1],
    [{ permissions: 33 }, 23],
    [{ permissions: 33, addedPermissions: 17 }, 35],
    [{ permissions: 90 }, 63],
  ])('%o: at most %s', (facts, ceiling) => {
    expect(run('muvafakat-kontenjan', facts)).toMatchObject({ ceiling, quota: ceiling, deducted: 0 });
  });

  test('the commission may set less, not more; transfers by the rectorate are not taken off', () => {
    expect(run('muvafakat-kontenjan', { permissions: 100, commissionQuota: 40, rectorTransfers: 9 })).toMatchObject({
      quota: 40,
      deducted: 0,
    });
    expect(() => run('muvafakat-kontenjan', { permissions: 100, commissionQuota: 71 })).toThrow(ValidationError);
  });

  property.prop([fc.nat(5000), fc.nat(5000)])(
    'never above seventy percent, more permissions never fewer places',
    (permissions, addedPermissions) => {
      const value = run('muvafakat-kontenjan', { permissions, addedPermissions }) as {
        ceiling: number;
        initialCeiling: number;
      };
      expect(value.ceiling * 10).toBeLessThanOrEqual((permissions + addedPermissions) * 7);
      expect(value.ceiling).toBeGreaterThanOrEqual(value.initialCeiling);
    },
  );
});

describe('commission (6)', () => {
  test.each([
    [4, 0, 'RET'],
    [4, 2, 'RET'],
    [5, 2, 'RET'],
    [7, 3, 'RET'],
    [7, 7, 'KABUL'],
    [4, 3, 'KABUL'],
    [5, 3, 'KABUL'],
    [6, 3, 'RET'],
    [6, 4, 'KABUL'],
    [7, 4, 'KABUL'],
    [3, 3, 'TOPLANAMAZ'],
    [3, 5, 'TOPLANAMAZ'],
    [0, 0, 'TOPLANAMAZ'],
  ])('%s present, %s for: %s', (membersPresent, votesFor, result) => {
    expect(run('muvafakat-komisyon-karari', { membersPresent, votesFor, observers: 3 })).toMatchObject({
      result,
      quorum: 4,
    });
  });

  test('more members than seats, more votes than members, a vote without quorum are refused', () => {
    expect(() => run('muvafakat-komisyon-karari', { membersPresent: 8, votesFor: 4 })).toThrow(/7 üyesi/);
    expect(() => run('muvafakat-komisyon-karari', { membersPresent: 4, votesFor: 5 })).toThrow(
      /gözlemcinin oyu yoktur/,
    );
    expect(() => run('muvafakat-komisyon-karari', { membersPresent: 3 })).toThrow(/en az 4/);
  });

  test('an observer comes from a union that does not sit in the commission', () => {
    const representedUnions = ['Türk Eğitim-Sen', 'Sağlık-Sen'];
    expect(run('muvafakat-komisyon', { applicantUnion: 'Eğitim-İş', representedUnions })).toMatchObject({
      mayObserve: true,
      size: 7,
    });
    expect(run('muvafakat-komisyon', { applicantUnion: 'türk eğitim-sen', representedUnions })).toMatchObject({
      mayObserve: false,
    });
    expect(run('muvafakat-komisyon', {})).toMatchObject({ mayObserve: false });
  });
});

describe('calendar, validity, loss (7/3, 9)', () => {
  test.each([
    ['2024-04-01', true, '2024-04-01'],
    ['2024-04-30', true, '2024-04-01'],
    ['2024-05-01', false, '2024-10-01'],
    ['2024-11-01', false, '2025-04-01'],
  ])('%s: open %s, period of %s', (day, isOpen, nextPeriodOn) => {
    expect(run('muvafakat-takvim', { on: day })).toMatchObject({
      isOpen,
      nextPeriodOn,
      months: [4, 10],
      validityMonths: 6,
    });
  });

  test('life safety does not wait for the calendar', () => {
    expect(run('muvafakat-takvim', { on: '2024-07-01', isLifeSafety: true })).toMatchObject({ isOpen: true });
  });

  test.each([
    ['2024-05-15', '2024-11-15', '2025-04', '2025-10'],
    ['2024-10-15', '2025-04-15', '2025-10', '2026-04'],
    ['2024-09-30', '2025-03-30', '2025-04', '2025-10'],
    ['2024-10-01', '2025-04-01', '2025-10', '2026-04'],
    ['2024-10-31', '2025-04-30', '2025-10', '2026-04'],
    ['2025-11-01', '2026-05-01', '2026-10', '2027-04'],
    // Ends of months: 31 August + 6 months is the last day of February, in a leap year the 29th; weekends don't move it.
    ['2027-08-31', '2028-02-29', '2028-04', '2028-10'],
    ['2025-08-30', '2026-02-28', '2026-04', '2026-10'],
    ['2024-03-31', '2024-09-30', '2024-10', '2025-04'],
    ['2025-01-04', '2025-07-04', '2025-10', '2026-04'],
  ])('announced %s, lost %s: %s passes, %s is the first', (announcedOn, lostOn, skipped, firstPeriod) => {
    const loss = { lostOn, skippedPeriods: [skipped], firstPeriod };
    expect(run('muvafakat-gecerlilik', { announcedOn })).toEqual({ lastOn: lostOn, loss });
    expect(run('muvafakat-gecerlilik', { announcedOn, requestedOn: lostOn })).toEqual({ lastOn: lostOn, loss: null });
  });

  test('a request letter after the last day comes too late', () => {
    const late = run('muvafakat-gecerlilik', { announcedOn: '2024-05-15', requestedOn: '2024-11-16' });
    expect(late).toMatchObject({ loss: { firstPeriod: '2025-10' } });
  });
});
