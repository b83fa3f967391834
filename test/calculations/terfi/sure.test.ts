import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  addSure,
  addSureToDate,
  columnsOf,
  countedDays,
  dateOf,
  displaySure,
  type IsoDate,
  interval,
  isoDate,
  isoOfColumns,
  type Sure,
  subtractSure,
  subtractSureFromDate,
  sureDays,
  sureOfDays,
} from '../../../src/calculations/index.ts';
import { ValidationError } from '../../../src/errors/index.ts';

const sure = (yil: number, ay: number, gun: number): Sure => ({ yil, ay, gun });

describe('interval between two days, by columns', () => {
  // Sağlık Bakanlığı terfi kılavuzu, examples 1, 2, 8, 11, 17; the last two rows: a borrow is always 30 days.
  it.each([
    ['2006-06-16', '2005-04-28', sure(1, 1, 18)],
    ['2008-04-28', '2006-04-28', sure(2, 0, 0)],
    ['2012-08-14', '2003-07-31', sure(9, 0, 13)],
    ['2008-11-17', '2008-05-21', sure(0, 5, 26)],
    ['2010-05-03', '2009-07-17', sure(0, 9, 16)],
    ['2011-03-01', '2011-02-28', sure(0, 0, 3)],
    ['2012-03-01', '2012-01-31', sure(0, 1, 0)],
    ['2012-03-01', '2012-03-01', sure(0, 0, 0)],
  ])('%s − %s', (later, earlier, expected) => {
    expect(interval(isoDate(later), isoDate(earlier))).toEqual(expected);
  });

  it('refuses a reversed pair', () => {
    expect(() => interval(isoDate('2005-01-01'), isoDate('2006-01-01'))).toThrow(ValidationError);
  });
});

describe('date minus and plus a length', () => {
  // Example 11 prints "00/08/2013" and reads it as 30.07.2013; the clamped rows follow TBK m.92.
  it.each([
    ['2013-10-08', sure(0, 2, 8), '2013-07-30'],
    ['2014-06-14', sure(0, 7, 14), '2013-10-30'],
    ['2007-06-16', sure(0, 1, 18), '2007-04-28'],
    ['2013-03-31', sure(0, 1, 0), '2013-02-28'],
    ['2012-03-31', sure(0, 1, 0), '2012-02-29'],
    ['2013-01-15', sure(0, 0, 15), '2012-12-30'],
  ])('%s − %o', (date, length, expected) => {
    expect(subtractSureFromDate(isoDate(date), length)).toBe(expected);
  });

  it.each([
    ['2010-05-03', sure(0, 1, 14), '2010-06-17'],
    ['2012-10-08', sure(0, 2, 8), '2012-12-16'],
    ['2014-02-25', sure(0, 6, 0), '2014-08-25'],
    ['2013-01-31', sure(0, 1, 0), '2013-02-28'],
    ['2012-12-20', sure(0, 0, 15), '2013-01-05'],
    ['2010-12-31', sure(0, 0, 0), '2010-12-31'],
  ])('%s + %o', (date, length, expected) => {
    expect(addSureToDate(isoDate(date), length)).toBe(expected);
  });
});

describe('sums and parts', () => {
  it('adds and subtracts through days', () => {
    expect(addSure(sure(1, 9, 15), sure(0, 5, 26))).toEqual(sure(2, 3, 11));
    expect(subtractSure(sure(2, 0, 0), sure(1, 2, 16), sure(0, 8, 0))).toEqual(sure(0, 1, 14));
    expect(() => subtractSure(sure(0, 1, 0), sure(0, 1, 1))).toThrow(ValidationError);
    expect(() => addSure(sure(0, -1, 0))).toThrow(ValidationError);
  });

  // Example 27: 656,25 is printed 657.
  it.each([
    [875, 657],
    [1428, 1071],
    [720, 540],
    [0, 0],
  ])('¾ of %i days is %i', (days, expected) => {
    expect(countedDays(days, '0.75')).toBe(expected);
  });

  it('caps what counts', () => {
    expect(countedDays(6000, '0.75', 4320)).toBe(4320);
    expect(countedDays(5760, '0.75', 4320)).toBe(4320);
    expect(countedDays(5759, '0.75', 4319)).toBe(4319);
  });

  it('prints the columns that are not zero', () => {
    expect(displaySure(sure(1, 1, 18))).toBe('1 yıl 1 ay 18 gün');
    expect(displaySure(sure(0, 0, 0))).toBe('0 gün');
    expect(displaySure(sure(2, 0, 5))).toBe('2 yıl 5 gün');
  });

  it('clamps an anchor only for display', () => {
    expect(isoOfColumns(20130631)).toBe('2013-06-30');
    expect(isoOfColumns(20120229)).toBe('2012-02-29');
    expect(isoOfColumns(20130229)).toBe('2013-02-28');
  });
});

const day = fc
  .record({
    year: fc.integer({ min: 1960, max: 2080 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map((parts): IsoDate => dateOf(parts));
const length = fc.integer({ min: 0, max: 15_000 }).map(sureOfDays);

describe('properties of the 30/360 arithmetic', () => {
  test.prop([length])('a length and its days are the same', (value) => {
    expect(sureOfDays(sureDays(value))).toEqual(value);
    expect(value.ay).toBeLessThan(12);
    expect(value.gun).toBeLessThan(30);
  });

  test.prop([day, length])('minus undoes plus, but where the month is shorter', (date, value) => {
    const moved = addSureToDate(date, value);
    if (moved.endsWith('-28') || moved.endsWith('-29')) return;
    expect(subtractSureFromDate(moved, value)).toBe(date);
  });

  test.prop([day, day])('the interval leads back to the earlier day', (a, b) => {
    const [earlier, later] = a < b ? [a, b] : [b, a];
    expect(subtractSureFromDate(later, interval(later, earlier))).toBe(earlier);
  });

  test.prop([day, day, day])('a longer way has no shorter interval', (a, b, c) => {
    const [first = a, second = b, third = c] = [a, b, c].sort();
    expect(sureDays(interval(third, first))).toBeGreaterThanOrEqual(sureDays(interval(second, first)));
  });

  test.prop([day])('columns keep the day', (date) => {
    expect(isoOfColumns(columnsOf(date))).toBe(date);
  });
});
