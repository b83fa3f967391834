const MONTHS = [
  'Ocak',
  'Şubat',
  'Mart',
  'Nisan',
  'Mayıs',
  'Haziran',
  'Temmuz',
  'Ağustos',
  'Eylül',
  'Ekim',
  'Kasım',
  'Aralık',
] as const;
const WEEKDAYS = ['Pazar', 'Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi'] as const;

function parseDay(day: string): { year: number; month: number; date: number; weekday: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  const [year, month, date] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  // Noon UTC is the same calendar day in Istanbul and in UTC, so the zone cannot shift the day.
  const moment = new Date(Date.UTC(year, month - 1, date, 12));
  if (!match || moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== date) {
    throw new RangeError(`"${day}" is not a calendar day YYYY-MM-DD`);
  }
  return { year, month, date, weekday: moment.getUTCDay() };
}

/** `22.11.2026` for the ISO day 2026-11-22 (Yönetmelik m.12/1). Throws RangeError for a day that does not exist. */
export function formatDate(day: string): string {
  const { year, month, date } = parseDay(day);
  return `${String(date).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
}

/** `Kasım 2026` for the month 2026-11. Throws RangeError for a month that does not exist. */
export function formatMonth(month: string): string {
  const { year, month: number } = parseDay(`${month}-01`);
  return `${MONTHS[number - 1] ?? ''} ${year}`;
}

/** `22 Kasım 2026`; with `weekday` also `22 Kasım 2026 Pazar`. */
export function formatLongDate(day: string, options: { weekday?: boolean } = {}): string {
  const { year, month, date, weekday } = parseDay(day);
  const name = options.weekday === true ? ` ${WEEKDAYS[weekday] ?? ''}` : '';
  return `${date} ${MONTHS[month - 1] ?? ''} ${year}${name}`;
}

/** `01.01.2026–31.01.2026`, to be followed by `tarihleri arasında`. */
export function formatDateRange(from: string, to: string): string {
  return `${formatDate(from)}–${formatDate(to)}`;
}

/** `09.05`: hours and minutes with a dot (TDK) from `09:05`. */
export function formatTime(time: string): string {
  const match = /^([01]\d|2[0-3])[:.]([0-5]\d)/u.exec(time);
  if (!match) throw new RangeError(`"${time}" is not a time HH:MM`);
  return `${match[1]}.${match[2]}`;
}

// Making one takes longer than a thousand uses of it.
const ISTANBUL_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul', dateStyle: 'short' });

/** The calendar day in Europe/Istanbul at a given moment, as ISO day. */
export function dayInIstanbul(moment: Date): string {
  return ISTANBUL_DAY.format(moment);
}

/** True for an ISO day that exists in the calendar. */
export function isCalendarDay(day: string): boolean {
  try {
    parseDay(day);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
