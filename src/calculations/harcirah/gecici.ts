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
import { checkTimes, missingOf, nightsAway, warnAboutChanges, warnAboutDays } from './gecici-denetim.ts';
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

/**
 * Statement of a temporary duty at home or in KKTC, TRY. Throws ValidationError for hours on a duty of days and for earlier
 * duties that overlap. 6245 s.K. m.14, 27–34, 39, 42; H cetveli.
 */
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
  checkTimes(input);
  const endOn = addDays(input.startOn, nightsAway(input));
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
  warnAboutDays(input, tracer);
  warnAboutChanges(input, endOn, { figures, tracer });
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
      documents: documentsFor(input, figures),
    },
    totals,
  );
  return concluded(value, tracer);
}

function documentsFor(input: GeciciInput, figures: Figures): readonly string[] {
  return requiredDocuments({
    kind: 'YURTICI_GECICI',
    purpose: input.purpose,
    hasLodging: input.lodgingNights > 0,
    isTaxiOverLimit: input.isTaxiOverLimit ?? isTaxiOverLimit(input, figures),
    isFlight: input.isFlight,
    isAdvance: input.advance.gt(0),
  });
}

function dutyRuns(input: GeciciInput, tracer: Tracer) {
  const { dutyPlace, work, earlierDuties } = input;
  if (dutyPlace === undefined || work === undefined || input.dutyDays === 0 || earlierDuties.length === 0)
    return [{ days: input.dutyDays, priorDays: input.priorDays }];
  const startOn = addDays(input.startOn, input.travelDaysOut);
  const endOn = addDays(startOn, input.dutyDays - 1);
  const duty = { place: dutyPlace, work, leftOn: input.startOn, startOn, endOn, earlier: earlierDuties };
  const runs = countDutyDays(duty, input.options.yilHesabi, tracer);
  return runs.map((r, i) => (i === 0 ? { ...r, priorDays: r.priorDays + input.priorDays } : r));
}

/** A ride above what is paid without an invoice, where the book knows the limit of the day. */
function isTaxiOverLimit(input: GeciciInput, figures: Figures): boolean {
  const rides = [input.taxiHomeOut, input.taxiPlaceOut, input.taxiPlaceBack, input.taxiHomeBack];
  if (rides.every((r) => r.isZero())) return false;
  const limit = figures.optional('taksi-belgesiz-sinir');
  return limit !== null && rides.some((r) => r.gt(limit));
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
