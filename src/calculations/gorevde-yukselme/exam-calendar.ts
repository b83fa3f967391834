import { z } from 'zod';
import {
  addDays,
  addMonths,
  concluded,
  createTracer,
  displayDate,
  type IsoDate,
  type Outcome,
  readExact,
} from '../engine/index.ts';
import { dayField } from '../input.ts';
import type { PromotionDeps } from './tables.ts';

const day = dayField.nullable().default(null);

/** Days of an exam as far as they are known. */
export const examCalendarInput = z.object({
  applicationsEndOn: dayField.describe('Başvurunun son günü; kuralları o günündür.'),
  announcedOn: day.describe('Yazılı sınavın duyurulduğu gün.'),
  writtenOn: day.describe('Yazılı sınav günü.'),
  writtenResultsOn: day.describe('Yazılı sınav sonuçlarının duyurulduğu gün.'),
  oralOn: day.describe('Sözlü sınav günü.'),
  oralResultsOn: day.describe('Sözlü sınav sonuçlarının duyurulduğu gün.'),
});
export type ExamCalendarInput = z.output<typeof examCalendarInput>;

export const CALENDAR_LABELS = {
  DUYURU: 'Yazılı sınavın duyurulması',
  BASVURU_SONU: 'Başvurunun son günü',
  YAZILI: 'Yazılı sınav',
  YAZILI_SONUC: 'Yazılı sınav sonuçlarının duyurulması',
  YAZILI_ITIRAZ: 'Yazılı sınav sonuçlarına itirazların sonuçlandırılması',
  SOZLU: 'Sözlü sınav',
  SOZLU_SONUC: 'Sözlü sınav sonuçlarının duyurulması',
  SOZLU_ITIRAZ: 'Sözlü sınav sonuçlarına itirazların sonuçlandırılması',
} as const;
export type CalendarKey = keyof typeof CALENDAR_LABELS;

/** One line of the calendar: the day that is set, and the bounds that the regulation gives it. */
export interface CalendarRow {
  readonly key: CalendarKey;
  readonly label: string;
  readonly on: IsoDate | null;
  readonly earliestOn: IsoDate | null;
  readonly latestOn: IsoDate | null;
  /** "itirazdan itibaren en geç 10 iş günü", where the period runs from each petition. */
  readonly period: string | null;
  /** Null where the day isn't set, or nothing bounds it. */
  readonly isMet: boolean | null;
  readonly article: string;
}

/**
 * Calendar of an exam: announced at least a month before the written part, results within thirty days of each part,
 * objections within ten working days of each petition; the parts follow each other. MEB Yön. m.10, 11, 17, 18. A day that
 * breaks a bound is a warning: the record may already have happened.
 */
export function calculateExamCalendar(
  input: ExamCalendarInput,
  { book }: Pick<PromotionDeps, 'book'>,
): Outcome<readonly CalendarRow[]> {
  const tracer = createTracer();
  const read = (name: string) => readExact(book, name, input.applicationsEndOn);
  const notice = read('gorevde-yukselme-duyuru-ay');
  const results = read('gorevde-yukselme-sonuc-gun');
  const objections = read('gorevde-yukselme-itiraz-is-gunu');
  const monthsBefore = (on: IsoDate | null) => on && addMonths(on, -notice.value.toNumber());
  const monthsAfter = (on: IsoDate | null) => on && addMonths(on, notice.value.toNumber());
  const resultsBy = (on: IsoDate | null) => on && addDays(on, results.value.toNumber());
  const period = `itirazdan itibaren en geç ${objections.value} iş günü`;
  const { applicationsEndOn, announcedOn, writtenOn, writtenResultsOn, oralOn, oralResultsOn } = input;
  const rows = [
    row('DUYURU', announcedOn, { latestOn: monthsBefore(writtenOn), article: 'MEB Yön. m.10/1' }),
    row('BASVURU_SONU', applicationsEndOn, {
      earliestOn: announcedOn,
      latestOn: writtenOn,
      article: 'MEB Yön. m.11/1',
    }),
    row('YAZILI', writtenOn, { earliestOn: monthsAfter(announcedOn), article: 'MEB Yön. m.10/1, 13' }),
    row('YAZILI_SONUC', writtenResultsOn, {
      earliestOn: writtenOn,
      latestOn: resultsBy(writtenOn),
      article: 'MEB Yön. m.17/1',
    }),
    row('YAZILI_ITIRAZ', null, { period, article: 'MEB Yön. m.18/1' }),
    row('SOZLU', oralOn, { earliestOn: writtenResultsOn ?? writtenOn, article: 'MEB Yön. m.16' }),
    row('SOZLU_SONUC', oralResultsOn, { earliestOn: oralOn, latestOn: resultsBy(oralOn), article: 'MEB Yön. m.17/1' }),
    row('SOZLU_ITIRAZ', null, { period, article: 'MEB Yön. m.18/2' }),
  ];
  tracer.step({
    label: 'Sınav takvimi',
    article: 'MEB Yön. m.10, 17, 18',
    result: `duyuru en az ${notice.value} ay önce, sonuç en geç ${results.value} gün, itiraz ${objections.value} iş günü`,
    parameters: [notice.reading, results.reading, objections.reading],
  });
  for (const r of rows)
    if (r.isMet === false) tracer.warn({ code: 'TAKVIM', message: `${r.label}: ${bounds(r)}`, article: r.article });
  return concluded(rows, tracer);
}

interface Bounds {
  readonly earliestOn?: IsoDate | null;
  readonly latestOn?: IsoDate | null;
  readonly period?: string;
  readonly article: string;
}

function row(key: CalendarKey, on: IsoDate | null, given: Bounds): CalendarRow {
  const { earliestOn = null, latestOn = null, period = null, article } = given;
  const isBound = on !== null && (earliestOn !== null || latestOn !== null);
  const isMet = isBound ? (earliestOn === null || on >= earliestOn) && (latestOn === null || on <= latestOn) : null;
  return { key, label: CALENDAR_LABELS[key], on, earliestOn, latestOn, period, isMet, article };
}

/** "10.05.2026; en geç 10.04.2026 olmalı." */
function bounds({ on, earliestOn, latestOn }: CalendarRow): string {
  const wanted = [
    ...(earliestOn === null ? [] : [`en erken ${displayDate(earliestOn)}`]),
    ...(latestOn === null ? [] : [`en geç ${displayDate(latestOn)}`]),
  ];
  return `${on === null ? '' : displayDate(on)}; ${wanted.join(', ')} olmalı.`;
}
