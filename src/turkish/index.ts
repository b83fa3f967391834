/** Turkish text for letters: case, suffixes, numbers, money, dates, order and search. Pure. */
export { capitalize, formatPersonName, normalizeText, toLower, toTitleCase, toUpper } from './case.ts';
export {
  dayInIstanbul,
  formatDate,
  formatDateRange,
  formatLongDate,
  formatMonth,
  formatTime,
  isCalendarDay,
} from './dates.ts';
export { itemLetter, joinList, TURKISH_LETTERS } from './lists.ts';
export { type Amount, formatMoney, formatMoneyWithWords, formatNumber, moneyInWords } from './numbers.ts';
export { distributive, type OrdinalStyle, ordinal } from './ordinal.ts';
export { asciiFileName, compareTurkish, foldForSearch, searchKeysOf, sortTurkish } from './search.ts';
export { type FixedPrintable, numberInWords, numberWithWords } from './spoken.ts';
export {
  normalizeApostrophes,
  SUFFIXES,
  type Suffix,
  type SuffixOptions,
  type WordKind,
  withSuffix,
} from './suffix.ts';
