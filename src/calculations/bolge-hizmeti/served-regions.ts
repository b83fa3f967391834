import { z } from 'zod';
import {
  concluded,
  createTracer,
  displaySure,
  type IsoDate,
  missing,
  type Outcome,
  sureDays,
  sureOfDays,
} from '../engine/index.ts';
import { dayField, flagField } from '../input.ts';
import { readTable, type ServicePeriod, servedDays, type TableReading } from '../selection/index.ts';
import { REGIONS, type Region, type RegionDeps, type TermTable } from './tables.ts';
import { regionField, termOf } from './term.ts';

export const servedRegionsInput = z.object({
  on: dayField.describe('Referans günü: 31 Mayıs ya da 30 Haziran.'),
  posts: z
    .array(
      z.object({
        region: regionField.describe('Bölge, 1–5.'),
        formerRegion: regionField.optional().describe('Yerin 19/6/2021’den önceki bölgesi, değiştiyse (Geçici m.3/2).'),
        asaleten: flagField.default(true).describe('Asaleten mi.'),
        from: dayField.describe('Başlama günü.'),
        until: dayField.nullable().default(null).describe('Ayrılma günü; sürüyorsa boş.'),
      }),
    )
    .describe('Bulunulan yöneticilik kadrosunda geçen görevler (m.29/1).'),
});
export type ServedRegionsInput = z.output<typeof servedRegionsInput>;

export interface ServedRegions {
  readonly current: Region;
  /** Days in the present region since the last move into it. */
  readonly currentDays: number;
  readonly currentCompleted: boolean;
  readonly byRegion: readonly { readonly region: Region; readonly days: number; readonly completed: boolean }[];
  readonly completed: readonly Region[];
}

interface Stay {
  readonly region: Region;
  readonly required: number;
  readonly periods: ServicePeriod[];
}

/**
 * What a manager has served in which region on a day, and which terms are completed. MEB Yön. m.29/1, Geçici m.3: stays
 * follow each other region by region; before 19/6/2021 what goes beyond the term counts for the region before; a region
 * that the new table changed keeps the old required time. `missing` where no post covers the day.
 */
export function calculateServedRegions(input: ServedRegionsInput, { tables }: RegionDeps): Outcome<ServedRegions> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  const transition = table.value.extension.excludedOn as IsoDate;
  const stays = staysOf(input, table, transition);
  const last = stays.at(-1);
  if (!last?.periods.some((p) => p.until === null || p.until >= input.on)) {
    return missing([{ path: 'posts', label: 'Referans gününde bulunulan yöneticilik görevi' }], tracer);
  }
  const days = creditedDays(stays, input.on, transition);
  const byRegion = REGIONS.flatMap((region) => {
    const own = stays.map((stay, i) => ({ stay, days: days[i] ?? 0 })).filter(({ stay }) => stay.region === region);
    if (own.length === 0) return [];
    const total = own.reduce((sum, o) => sum + o.days, 0);
    const completed = own.some((o) => o.days >= o.stay.required) || total >= termDays(table, region);
    return [{ region, days: total, completed }];
  });
  for (const r of byRegion) {
    tracer.step({
      label: `${r.region}. bölgede geçen süre`,
      article: 'MEB Yön. m.29/1, Geçici m.3',
      result: `${displaySure(sureOfDays(r.days))}; süre ${r.completed ? 'tamam' : 'tamam değil'}.`,
      parameters: [table.cite(`${termOf(table, r.region).years}`, 'yıl')],
    });
  }
  const currentDays = servedDays(last.periods, input.on);
  const completed = byRegion.filter((r) => r.completed).map((r) => r.region);
  const currentCompleted = currentDays >= last.required;
  return concluded({ current: last.region, currentDays, currentCompleted, byRegion, completed }, tracer);
}

/** Posts joined to stays: consecutive posts in one region are one stay. */
function staysOf({ posts, on }: ServedRegionsInput, table: TableReading<TermTable>, transition: IsoDate): Stay[] {
  const stays: Stay[] = [];
  const ordered = posts.filter((p) => p.asaleten && p.from <= on).sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const { region, formerRegion, from, until } of ordered) {
    const last = stays.at(-1);
    if (last?.region === region) {
      last.periods.push({ from, until });
      continue;
    }
    const spans = from < transition && (until === null || until >= transition);
    const required = termDays(table, spans && formerRegion !== undefined ? formerRegion : region);
    stays.push({ region, required, periods: [{ from, until }] });
  }
  return stays;
}

/** Geçici m.3/3: on 19/6/2021, days beyond the term count for the stay in the region before. */
function creditedDays(stays: readonly Stay[], on: IsoDate, transition: IsoDate): number[] {
  const days = stays.map((s) => servedDays(s.periods, on));
  for (let i = stays.length - 1; i > 0; i--) {
    const stay = stays[i];
    if (!stay) continue;
    const surplus = servedDays(stay.periods, on < transition ? on : transition) - stay.required;
    if (surplus <= 0) continue;
    days[i] = (days[i] ?? 0) - surplus;
    days[i - 1] = (days[i - 1] ?? 0) + surplus;
  }
  return days;
}

function termDays(table: TableReading<TermTable>, region: Region): number {
  return sureDays({ yil: termOf(table, region).years, ay: 0, gun: 0 });
}
