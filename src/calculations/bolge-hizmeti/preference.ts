import { z } from 'zod';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { dayField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { REGIONS, type Region, type RegionDeps } from './tables.ts';
import { regionField } from './term.ts';

const ARTICLE = 'MEB Yön. m.29/2';

export const preferableInput = z.object({
  on: dayField,
  /** Region served in now; its term counts as completed, else there is no move. */
  current: regionField,
  /** Regions whose term was completed, the current one included or not. */
  completed: z.array(regionField),
  /** Regions served in without completing the term: still open to preference, closed to the lot (m.29/2). */
  served: z.array(regionField).default([]),
});
export type PreferableInput = z.output<typeof preferableInput>;

export interface PreferableRegions {
  readonly regions: readonly Region[];
  /** The terms of all regions are completed: other provinces of the current region are open too. */
  readonly allCompleted: boolean;
  /** Where the lot sends those without a place: regions not served in, or all with the present province left out. */
  readonly lotRegions: readonly Region[];
  readonly lotExcludesOwnProvince: boolean;
}

/**
 * The regions that a manager whose term is completed may prefer: two up and two down less the completed ones; if none of
 * them is left, every uncompleted region; after all five, any. MEB Yön. m.29/2.
 */
export function calculatePreferableRegions(input: PreferableInput, { tables }: RegionDeps): Outcome<PreferableRegions> {
  const tracer = createTracer();
  const table = readTable(tables.terms, input.on);
  const value = preferableRegions(input, table.value.preferenceReach);
  tracer.step({
    label: 'Tercih edilebilecek bölgeler',
    article: ARTICLE,
    result: `${value.regions.join(', ')}${value.allCompleted ? ' (tüm bölgeler tamam)' : ''}`,
    parameters: [table.cite(`${table.value.preferenceReach}`, 'alt ve üst bölge')],
    option: {
      name: 'iki-alt-iki-ust-kalmayan',
      value: 'KALAN_BOLGE_YOKSA',
      isDefault: true,
      article: ARTICLE,
    },
  });
  return concluded(value, tracer);
}

/**
 * The rule itself, for a round of many managers. Who has served in every region but not completed all is left to the
 * uncompleted ones by the lot: the text has no other for him.
 */
export function preferableRegions(
  { current, completed, served }: Pick<PreferableInput, 'current' | 'completed' | 'served'>,
  reach: number,
): PreferableRegions {
  const done = new Set<Region>([...completed, current]);
  const open = REGIONS.filter((r) => !done.has(r));
  if (open.length === 0) {
    return { regions: REGIONS, allCompleted: true, lotRegions: REGIONS, lotExcludesOwnProvince: true };
  }
  const near = open.filter((r) => Math.abs(r - current) <= reach);
  const unserved = open.filter((r) => !served.includes(r));
  return {
    regions: near.length > 0 ? near : open,
    allCompleted: false,
    lotRegions: unserved.length > 0 ? unserved : open,
    lotExcludesOwnProvince: false,
  };
}
