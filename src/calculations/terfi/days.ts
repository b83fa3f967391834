import { compareDates, type IsoDate } from '../engine/index.ts';

/** The later of two days. */
export function laterDay(a: IsoDate, b: IsoDate): IsoDate {
  return compareDates(a, b) >= 0 ? a : b;
}

/** The earlier of two days. */
export function earlierDay(a: IsoDate, b: IsoDate): IsoDate {
  return compareDates(a, b) <= 0 ? a : b;
}
