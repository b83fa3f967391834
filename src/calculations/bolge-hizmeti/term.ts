import { z } from 'zod';
import {
  concluded,
  createTracer,
  displaySure,
  type Exact,
  exact,
  notEligible,
  type Outcome,
  sureDays,
  sureOfDays,
} from '../engine/index.ts';
import { apiScalars, countField, dayField, flagField } from '../input.ts';
import { readTable, serviceBetween, type TableReading, wholeMonths } from '../selection/index.ts';
import { REGIONS, type Region, type RegionDeps, type RegionTerm, type TermTable } from './tables.ts';

/** A region as a number or the text of a CSV cell. */
export const regionField = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[1-5]$/)
      .transform(Number),
  ])
  .refine((n): n is Region => REGIONS.some((r) => r === n), 'Hizmet bölgesi 1–5 arasındadır.')
  .register(apiScalars, { scalar: 'Int' });

/** Required time and points of a region; months are what the points are counted by. */
export interface RegionPoints {
  readonly years: number;
  readonly pointsPerYear: string;
  readonly pointsPerMonth: string;
  readonly pointsForTerm: string;
}

export const termInput = z.object({
  on: dayField.describe('Hangi günün kuralları.'),
  region: regionField.describe('Bölge, 1–5.'),
});
export type TermInput = z.output<typeof termInput>;

/** Years to serve in a region and its points. MEB Yön. m.28/1. */
export function calculateTerm(input: TermInput, { tables }: RegionDeps): Outcome<RegionPoints> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  const { years, pointsPerYear } = termOf(table, input.region);
  const value = {
    years,
    pointsPerYear,
    pointsPerMonth: monthly(pointsPerYear).toFixed(),
    pointsForTerm: exact(pointsPerYear).times(years).toFixed(),
  };
  tracer.step({
    label: `${input.region}. hizmet bölgesi`,
    article: 'MEB Yön. m.28/1',
    arithmetic: `${pointsPerYear} × ${years} = ${value.pointsForTerm}`,
    result: `${years} yıl, yılda ${pointsPerYear} puan`,
    parameters: [table.cite(`${years} yıl / ${pointsPerYear} puan`)],
  });
  return concluded(value, tracer);
}

export function termOf(table: TableReading<TermTable>, region: Region): RegionTerm {
  const term = table.value.terms.find((t) => t.region === region);
  if (!term) throw new Error(`no term for region ${region} in ${table.cite('').name}`);
  return term;
}

/** A yearly figure by the month; all figures of the regulation divide evenly. */
export function monthly(perYear: string): Exact {
  return exact(perYear).div(12);
}

/** Whether the last day of a service counts. */
export const dayCountChoice = z.enum(['GUN_HARIC', 'GUN_DAHIL']);
export const dayCountField = dayCountChoice.default('GUN_HARIC').describe('Son günün sayılması (yorum).');

export const halfTermInput = z.object({ on: dayField, region: regionField, servedDays: countField });
export type HalfTermInput = z.output<typeof halfTermInput>;

/** Whether half of a region's term is served, as a manager's voluntary move wants it; exactly half is enough. m.31/1. */
export function calculateHalfTerm(input: HalfTermInput, { tables }: RegionDeps): Outcome<true> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  const { years } = termOf(table, input.region);
  const { numerator, denominator } = table.value.halfShare;
  const needed = Math.ceil((sureDays({ yil: years, ay: 0, gun: 0 }) * numerator) / denominator);
  const met = input.servedDays >= needed;
  const result = `${show(input.servedDays)}; ${show(needed)} ${met ? 'dolmuş' : 'gerekir'}.`;
  tracer.step({
    label: 'Bölge hizmeti süresinin yarısı',
    article: 'MEB Yön. m.31/1',
    arithmetic: `${years} yıl × ${numerator}/${denominator} = ${show(needed)}`,
    result,
    parameters: [table.cite(`${years} yıl`)],
  });
  return met ? concluded(true, tracer) : notEligible('MEB Yön. m.31/1', result, tracer);
}

export const servedInput = z.object({ from: dayField, until: dayField, dayCount: dayCountField });

/** Service from a start to a reference day in 30/360 days. Throws ValidationError for a reversed interval. */
export function calculateServed(input: z.output<typeof servedInput>): Outcome<number> {
  const tracer = createTracer();
  const served = serviceBetween(input.from, input.until, input.dayCount);
  tracer.step({
    label: 'Hizmet süresi (30/360)',
    article: 'MEB Yön. m.4/1-k',
    arithmetic: `${input.until} − ${input.from}`,
    result: displaySure(served),
    option: {
      name: 'gun-dahil',
      value: input.dayCount,
      isDefault: input.dayCount === 'GUN_HARIC',
      article: 'MEB Yön. m.4/1-k',
    },
  });
  return concluded(sureDays(served), tracer);
}

/** m.29/4 ignores “less than a month”: of the region's total (default), or of every period by itself. */
export const shortServiceField = z.enum(['BOLGE_TOPLAMINDA_ATILIR', 'HER_DONEMDE_ATILIR']);

export const regionPointsInput = z.object({
  on: dayField.describe('Referans günü.'),
  periods: z
    .array(z.object({ region: regionField.describe('Bölge, 1–5.'), days: countField.describe('Süre, 30/360 gün.') }))
    .describe('Bölgelerde geçen süreler.'),
  shortService: shortServiceField
    .default('BOLGE_TOPLAMINDA_ATILIR')
    .describe('“Bir aydan az” sürenin yorumu (m.29/4).'),
});
export type RegionPointsInput = z.output<typeof regionPointsInput>;

/** Bölge hizmeti puanı: by region the lengths are added, the days dropped, the months multiplied. m.28, 29/4. */
export function calculateRegionPoints(input: RegionPointsInput, { tables }: RegionDeps): Outcome<string> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  let points = exact(0);
  for (const region of REGIONS) {
    const own = input.periods.filter((p) => p.region === region);
    const days = own.reduce((sum, p) => sum + p.days, 0);
    if (days === 0) continue;
    const perMonth = monthly(termOf(table, region).pointsPerYear);
    const together = input.shortService === 'BOLGE_TOPLAMINDA_ATILIR';
    const months = together ? wholeMonths(days) : own.reduce((sum, p) => sum + wholeMonths(p.days), 0);
    const part = perMonth.times(months);
    points = points.plus(part);
    tracer.step({
      label: `${region}. bölgede ${show(days)}`,
      article: 'MEB Yön. m.28, 29/4',
      arithmetic: `${months} ay × ${perMonth} = ${part}`,
      result: `${part} puan`,
      parameters: [table.cite(`${perMonth.toFixed()}`, 'puan/ay')],
      option: { name: 'bir-aydan-az', value: input.shortService, isDefault: together, article: 'MEB Yön. m.29/4' },
    });
  }
  return concluded(points.toFixed(), tracer);
}

export const extensionInput = z.object({
  on: dayField,
  region: regionField,
  termCompleted: flagField,
  extendedBefore: flagField,
  /** Had served twice the term or more in regions 4 or 5 on 19/6/2021 (Geçici m.3/5). */
  twiceTheTermOnTransition: flagField.default(false),
});
export type ExtensionInput = z.output<typeof extensionInput>;

/** Years by which one may stay once more in region 4 or 5. m.29/5. `notEligible` with the reason otherwise. */
export function calculateExtension(input: ExtensionInput, { tables }: RegionDeps): Outcome<number> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  const { extension } = table.value;
  const article = 'MEB Yön. m.29/5';
  const failure = !extension.regions.includes(input.region)
    ? `${input.region}. bölgede uzatma yok; yalnız ${extension.regions.join(' ve ')}. bölgelerde olur.`
    : !input.termCompleted
      ? 'Bölge hizmeti süresi tamamlanmamış.'
      : input.extendedBefore
        ? 'Uzatma bir defaya mahsustur; daha önce uzatılmış.'
        : input.twiceTheTermOnTransition
          ? `${extension.excludedOn} günü bölgede sürenin ${extension.excludedMultiple} katı ve fazlası dolmuş.`
          : null;
  const { years } = termOf(table, input.region);
  const parameters = [table.cite(extension.regions.join(', '), 'bölge')];
  tracer.step({
    label: 'Yerinde kalma',
    article: extension.article,
    result: failure ?? `${years} yıl daha`,
    parameters,
  });
  return failure === null ? concluded(years, tracer) : notEligible(article, failure, tracer);
}

function show(days: number): string {
  return displaySure(sureOfDays(days));
}
