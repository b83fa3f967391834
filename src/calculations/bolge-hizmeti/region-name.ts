import { foldName } from '../selection/index.ts';
import { DIRECTORATES, findRegion, type IndexedProvince, type RegionFinding, regionIndex } from './region.ts';
import type { RegionTable } from './tables.ts';

/** Words of the longest name in Ek-3: "19 Mayıs", "K. Maraş". */
const LONGEST = 3;

/**
 * The place that the name of a workplace tells: "Kastamonu / Tosya", "Tosya İlçe Millî Eğitim Müdürlüğü", "Rize İl MEM".
 * Null where it tells none, or a district that several provinces have: nothing is guessed.
 */
export function placeInName(table: RegionTable, workplace: string): RegionFinding | null {
  const words = workplace.split(/[\s/,()–-]+/).filter((w) => w !== '');
  const index = regionIndex(table);
  for (const { name, rest } of heads(words)) {
    const province = index.get(foldName(name));
    if (province) return inProvince(table, province, rest);
  }
  for (const { name, rest } of heads(words)) {
    const folded = foldName(name);
    const holders = [...new Set(index.values())].filter((p) => p.districts.has(folded));
    const [only, second] = holders;
    if (only && !second && isDistrictOffice(rest)) return findRegion(table, only.il, name);
  }
  return null;
}

function inProvince(table: RegionTable, province: IndexedProvince, rest: readonly string[]): RegionFinding | null {
  const found = heads(rest).find(({ name }) => province.districts.has(foldName(name)));
  if (found) return findRegion(table, province.il, found.name);
  const [first = ''] = rest;
  if (foldName(first) === 'merkez' && !province.buyuksehir) return findRegion(table, province.il, first);
  return DIRECTORATES.includes(foldName(rest.join(' '))) ? findRegion(table, province.il) : null;
}

/** Without the province, a district's name counts alone or before "ilçe": schools are named after districts too. */
function isDistrictOffice([next]: readonly string[]): boolean {
  return next === undefined || foldName(next).startsWith('ilce');
}

/** Leading words that may be a name, the longest first, and what follows. */
function heads(words: readonly string[]): { readonly name: string; readonly rest: readonly string[] }[] {
  const lengths = Array.from(
    { length: Math.min(LONGEST, words.length) },
    (_, i) => Math.min(LONGEST, words.length) - i,
  );
  return lengths.map((n) => ({ name: words.slice(0, n).join(' '), rest: words.slice(n) }));
}
