import { ValidationError } from '../../errors/index.ts';
import { displayDate, type IsoDate, type MissingInput, type Tracer } from '../engine/index.ts';
import { displayFigure, type LastingFigures } from '../figures.ts';
import type { GeciciInput } from './gecici-input.ts';

/** Throws ValidationError where hours of a day are given for a longer duty: they would count for nothing. */
export function checkTimes(input: GeciciInput): void {
  if (input.departsAt === undefined && input.returnsAt === undefined) return;
  if (input.dutyDays === 0 && input.travelDaysOut === 0 && input.travelDaysBack === 0) return;
  throw ValidationError.of(
    'departsAt',
    'Hareket ve dönüş saati yalnız bir günden az görevde yazılır; görev ve yol günlerini sıfır bırakın ya da saatleri silin.',
    '6245 s.K. m.39',
  );
}

/** Calendar days from the departure to the return; a short duty may end after midnight. */
export function nightsAway({ dutyDays, travelDaysOut, travelDaysBack, departsAt, returnsAt }: GeciciInput): number {
  if (departsAt !== undefined && returnsAt !== undefined) return returnsAt < departsAt ? 1 : 0;
  return Math.max(0, dutyDays + travelDaysOut + travelDaysBack - 1);
}

/** Facts without which there is no statement. */
export function missingOf(input: GeciciInput): readonly MissingInput[] {
  const gaps: MissingInput[] = [];
  if (input.lodgingNights > 0 && input.lodgingNightlyPrice === undefined && !input.insideMemuriyetMahalli)
    gaps.push({ path: 'lodgingNightlyPrice', label: 'Konaklama belgesindeki gecelik bedel' });
  if (input.earlierDuties.length > 0 && input.dutyPlace === undefined)
    gaps.push({ path: 'dutyPlace', label: 'Görev yeri' });
  if (input.earlierDuties.length > 0 && input.work === undefined) gaps.push({ path: 'work', label: 'Görevin konusu' });
  if (input.departsAt !== undefined && input.returnsAt === undefined)
    gaps.push({ path: 'returnsAt', label: 'Dönüş saati' });
  if (input.returnsAt !== undefined && input.departsAt === undefined)
    gaps.push({ path: 'departsAt', label: 'Hareket saati' });
  return gaps;
}

/** Names days and nights that do not fit together. */
export function warnAboutDays(input: GeciciInput, tracer: Tracer): void {
  const days = input.dutyDays + input.travelDaysOut + input.travelDaysBack;
  if (input.totalDays !== undefined && input.totalDays !== days)
    tracer.warn({
      code: 'DAYS_DIFFER',
      message: `Görevlendirme ${input.totalDays} gün, bildirim ${days} gün (görev yeri ve yol). Günleri denetleyin.`,
    });
  if (input.lodgingNights > Math.max(days, nightsAway(input)))
    tracer.warn({
      code: 'NIGHTS_OVER_DAYS',
      message: `Belgeli gece (${input.lodgingNights}) görev ve yol günlerinden (${days}) çok. Belgeleri ve günleri denetleyin.`,
      article: '6245 s.K. m.33/d',
    });
}

/** Figures of the first day serve the whole statement: what changes before the last day is named. */
export function warnAboutChanges(
  input: GeciciInput,
  endOn: IsoDate,
  { figures, tracer }: { figures: LastingFigures; tracer: Tracer },
): void {
  if (input.gundelik !== undefined && endOn.slice(0, 4) !== input.startOn.slice(0, 4))
    tracer.warn({
      code: 'YEAR_CHANGES',
      message: 'Görev yıl sonunu aşıyor; yeni yılın günleri yeni H cetveliyle ayrı bildirimde hesaplanmalıdır.',
      article: '6245 s.K. m.33',
    });
  for (const { title, unit, on, from, to } of figures.changesUntil(endOn))
    tracer.warn({
      code: 'FIGURE_CHANGES',
      message: `Görev sürerken "${title}" değişiyor: ${displayDate(on)} gününden sonra ${to === null ? 'tutarı kaynaklarda yok' : displayFigure(to, unit)} (bildirimde ${displayFigure(from, unit)}). O günden sonraki günleri ayrı bildirimde hesaplayın.`,
      article: '6245 s.K. m.33',
    });
}
