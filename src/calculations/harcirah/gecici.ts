import {
  addDays,
  addMonths,
  concluded,
  createTracer,
  type Exact,
  type IsoDate,
  missing,
  notEligible,
  type Outcome,
  type Tracer,
  ZERO,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import type { CalculationContext } from '../registry.ts';
import { requiredDocuments } from './belgeler.ts';
import { type BildirimLine, type BildirimTotals, sumOf, totalsOf } from './bildirim.ts';
import type { GeciciInput } from './gecici-input.ts';
import { dutyLines, travelLines } from './gecici-satirlar.ts';
import { findGundelik, type GundelikValue, missingDerece } from './gundelik.ts';
import { findKktcKonaklama } from './kktc.ts';
import { findKonaklama, type NightRun } from './konaklama.ts';
import { countDutyDays } from './onceki-gorevler.ts';
import type { CountedDays, PaidDays } from './sure.ts';

export interface GeciciLodging {
  readonly billTotal: Exact;
  /** Null in KKTC, where one cap holds for every night. */
  readonly firstBandCap: Exact | null;
  readonly laterBandsCap: Exact | null;
  readonly payable: Exact;
}

export interface GeciciValue extends BildirimTotals {
  readonly gundelik: GundelikValue;
  readonly lines: readonly BildirimLine[];
  /** Sum of the lines, without lodging. */
  readonly linesTotal: Exact;
  readonly lodging: GeciciLodging | null;
  readonly days: PaidDays;
  readonly endOn: IsoDate;
  /** Last day for the declaration. */
  readonly settlementDueOn: IsoDate;
  /** What belongs to the payment file. */
  readonly documents: readonly string[];
}

/** Statement of a temporary duty at home or in KKTC, TRY. 6245 s.K. m.14, 27–34, 39, 42; H cetveli. */
export function calculateGeciciGorev(input: GeciciInput, { book }: CalculationContext): Outcome<GeciciValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.startOn, tracer);
  if (input.insideMemuriyetMahalli && !hasExpenses(input))
    return notEligible(
      '6245 s.K. m.39',
      'Memuriyet mahalli içindeki görev için gündelik ve konaklama ödenmez.',
      tracer,
    );
  const gaps = missingOf(input);
  const gundelik = findGundelik(input, input.place, figures, tracer);
  if (!gundelik || gaps.length > 0) return missing(gundelik ? gaps : [...gaps, missingDerece], tracer);
  const endOn = addDays(input.startOn, Math.max(0, input.dutyDays + input.travelDaysOut + input.travelDaysBack - 1));
  warnAboutDays(input, endOn, tracer);
  const runs = dutyRuns(input, tracer);
  const duty = dutyLines({ input, gundelik: gundelik.gundelik, runs }, figures, tracer);
  const travel = travelLines(input, gundelik.gundelik);
  const lines = [...travel.out, ...duty.lines, ...travel.back];
  const lodging = lodgingOf(input, { gundelik: gundelik.gundelik, runs }, { figures, tracer });
  const totals = totalsOf(
    lines,
    { extra: lodging?.payable ?? ZERO, advance: input.advance, damga: input.options.damgaYuvarlama, figures },
    tracer,
  );
  // Object.assign: a spread of this many fields costs more than the whole calculation.
  const value: GeciciValue = Object.assign(
    {
      gundelik,
      lines,
      linesTotal: sumOf(lines),
      lodging,
      days: duty.days,
      endOn,
      settlementDueOn: addMonths(endOn, figures.count('mahsup-ay')),
      documents: documentsFor(input),
    },
    totals,
  );
  return concluded(value, tracer);
}

function documentsFor(input: GeciciInput): readonly string[] {
  return requiredDocuments({
    kind: 'YURTICI_GECICI',
    purpose: input.purpose,
    hasLodging: input.lodgingNights > 0,
    isTaxiOverLimit: input.isTaxiOverLimit,
    isFlight: input.isFlight,
    isAdvance: input.advance.gt(0),
  });
}

function missingOf(input: GeciciInput) {
  const gaps = [];
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

function warnAboutDays(input: GeciciInput, endOn: IsoDate, tracer: Tracer): void {
  const days = input.dutyDays + input.travelDaysOut + input.travelDaysBack;
  if (input.totalDays !== undefined && input.totalDays !== days)
    tracer.warn({
      code: 'DAYS_DIFFER',
      message: `Görevlendirme ${input.totalDays} gün, bildirim ${days} gün (görev yeri ve yol). Günleri denetleyin.`,
    });
  if (endOn.slice(0, 4) !== input.startOn.slice(0, 4))
    tracer.warn({
      code: 'YEAR_CHANGES',
      message: 'Görev yıl sonunu aşıyor; yeni yılın günleri yeni H cetveliyle ayrı bildirimde hesaplanmalıdır.',
      article: '6245 s.K. m.33',
    });
}

function dutyRuns(input: GeciciInput, tracer: Tracer) {
  const { dutyPlace, work, earlierDuties } = input;
  if (dutyPlace === undefined || work === undefined || input.dutyDays === 0 || earlierDuties.length === 0)
    return [{ days: input.dutyDays, priorDays: input.priorDays }];
  const startOn = addDays(input.startOn, input.travelDaysOut);
  const duty = { place: dutyPlace, work, startOn, endOn: addDays(startOn, input.dutyDays - 1), earlier: earlierDuties };
  const runs = countDutyDays(duty, input.options.yilHesabi, tracer);
  return runs.map((r, i) => (i === 0 ? { ...r, priorDays: r.priorDays + input.priorDays } : r));
}

function hasExpenses(input: GeciciInput): boolean {
  const { out, back } = travelLines(input, null);
  return out.length + back.length > 0;
}

function lodgingOf(
  input: GeciciInput,
  { gundelik, runs }: { gundelik: Exact; runs: readonly CountedDays[] },
  { figures, tracer }: { figures: Figures; tracer: Tracer },
): GeciciLodging | null {
  const { lodgingNights: nights, lodgingNightlyPrice: nightlyPrice } = input;
  if (nights === 0 || nightlyPrice === undefined || input.insideMemuriyetMahalli) return null;
  if (input.place === 'KKTC') {
    const { payable } = findKktcKonaklama({ gundelik, nights, nightlyPrice }, figures, tracer);
    return { billTotal: nightlyPrice.mul(nights), firstBandCap: null, laterBandsCap: null, payable };
  }
  const nightRuns = nightRunsOf(input, runs);
  const [{ firstNight } = { firstNight: 1 }] = nightRuns;
  if (firstNight > 1)
    tracer.step({
      label: 'Konaklamada ilk gecenin sırası',
      article: '6245 s.K. m.42',
      result: () => `${firstNight}. gün; aynı yer ve işteki önceki günler dönemleri ilerletir`,
    });
  return findKonaklama(
    { gundelik, runs: nightRuns, nightlyPrice, isInspector: input.denetim !== undefined, options: input.options },
    figures,
    tracer,
  );
}

/** The nights follow the days of the duty: a new year of m.42 begins the bands anew, as it does the gündelik. */
function nightRunsOf({ lodgingNights, lodgingFirstNight }: GeciciInput, runs: readonly CountedDays[]): NightRun[] {
  if (lodgingFirstNight !== undefined) return [{ firstNight: lodgingFirstNight, nights: lodgingNights }];
  let left = lodgingNights;
  return runs.map(({ days, priorDays }, i) => {
    const nights = i === runs.length - 1 ? left : Math.min(left, days);
    left -= nights;
    return { firstNight: priorDays + 1, nights };
  });
}
