import { addDays, type IsoDate, weekday } from '../../calculations/index.ts';

/** Public holidays of 2429 s.K. and the recess of the administrative courts; made by `loadHolidays`. */
export interface HolidayCalendar {
  /** Days for which the religious holidays are known; outside, a result carries `incomplete`. */
  readonly coverage: { readonly from: string; readonly to: string };
  readonly fixed: readonly FixedHoliday[];
  /** Religious holidays by day; `half` = free from 13:00. */
  readonly moving: ReadonlyMap<string, { readonly name: string; readonly half: boolean }>;
  readonly recess: {
    readonly from: string;
    readonly to: string;
    readonly extensionDays: number;
    readonly source: string;
  };
}

/** A holiday of the same day each year, `day` as MM-DD, since `from`. */
export interface FixedHoliday {
  readonly name: string;
  readonly day: string;
  readonly half: boolean;
  readonly from: string;
  readonly source: string;
}

/** The holiday on a day, or null. A half day (arife, 28 Ekim) is named too; offices work on its morning. */
export function holidayOn(calendar: HolidayCalendar, day: IsoDate): { name: string; half: boolean } | null {
  const moving = calendar.moving.get(day);
  const fixed = calendar.fixed.find((h) => h.day === day.slice(5) && h.from <= day);
  if (moving && !moving.half) return moving;
  return fixed && !fixed.half ? fixed : (moving ?? fixed ?? null);
}

/** Monday to Friday and no whole-day holiday. Half days count as working days. 657 m.99, 2429 m.2. */
export function isWorkingDay(calendar: HolidayCalendar, day: IsoDate): boolean {
  if (weekday(day) >= 6) return false;
  const holiday = holidayOn(calendar, day);
  return holiday === null || holiday.half;
}

/** The day itself when it is a working day, otherwise the next one. 2577 m.8/2. */
export function workingDayFrom(calendar: HolidayCalendar, day: IsoDate): IsoDate {
  let found = day;
  while (!isWorkingDay(calendar, found)) found = addDays(found, 1);
  return found;
}

/** The `count`-th working day after a day; the day itself is not counted. */
export function addWorkingDays(calendar: HolidayCalendar, day: IsoDate, count: number): IsoDate {
  let found = day;
  for (let left = count; left > 0; left--) found = workingDayFrom(calendar, addDays(found, 1));
  return found;
}

/** True when the religious holidays of the whole span are known. */
export function covers(calendar: HolidayCalendar, from: string, to: string): boolean {
  return from >= calendar.coverage.from && to <= calendar.coverage.to;
}

/** A last day inside the recess moves to the seventh day after its end. 2577 m.8/3. */
export function afterRecess({ recess }: HolidayCalendar, day: IsoDate): IsoDate {
  const monthDay = day.slice(5);
  if (monthDay < recess.from || monthDay > recess.to) return day;
  return addDays(`${day.slice(0, 4)}-${recess.to}` as IsoDate, recess.extensionDays);
}
