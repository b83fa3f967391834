import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { dayField, textField } from '../input.ts';
import { foldName, readTable } from '../selection/index.ts';
import type { Region, RegionDeps, RegionTable } from './tables.ts';

const ARTICLE = 'MEB Yön. Ek-3';
const CENTRE = 'merkez';
/** Comparison forms of the provincial directorate's name. */
export const DIRECTORATES = ['ilmem', 'mem', 'ilmilliegitimmudurlugu', 'milliegitimmudurlugu'];

export const regionInput = z.object({
  on: dayField,
  /** Name of the province, any spelling. */
  il: textField,
  /** Name of the district; absent = the provincial directorate (İl M.E.M.). */
  ilce: textField.optional(),
  /** Office without a district; only the provincial directorate has a row of its own. */
  unit: textField.optional(),
});
export type RegionInput = z.output<typeof regionInput>;

export interface RegionFinding {
  readonly region: Region;
  /** Names as Ek-3 prints them. */
  readonly il: string;
  readonly ilce: string | null;
}

/**
 * Service region of a province's directorate or of a district. MEB Yön. Ek-3. The table prints no "Merkez": in the 51
 * provinces that aren't büyükşehir the centre has the region of the directorate. Throws ValidationError for an unknown
 * name, with the district's other provinces where there are any.
 */
export function calculateRegion(input: RegionInput, { tables }: RegionDeps): Outcome<RegionFinding> {
  const tracer = createTracer();
  const table = readTable(tables.regions, input.on);
  if (input.ilce === undefined && input.unit !== undefined && !DIRECTORATES.includes(foldName(input.unit))) {
    throw ValidationError.of(
      'unit',
      `"${input.unit}" birimi Ek-3'te yok; ilçe adını ya da "İl M.E.M." yazın.`,
      ARTICLE,
    );
  }
  const found = findRegion(table.value, input.il, input.ilce);
  const name = found.ilce === null ? `${found.il} İl M.E.M.` : `${found.il} / ${found.ilce}`;
  const parameters = [table.cite(`${name}: ${found.region}`, 'bölge')];
  tracer.step({ label: `Hizmet bölgesi: ${name}`, article: ARTICLE, result: `${found.region}. bölge`, parameters });
  return concluded(found, tracer);
}

/** A province with its districts by folded name, other names included. */
export interface IndexedProvince {
  readonly il: string;
  readonly buyuksehir: boolean;
  readonly ilMem: Region;
  readonly districts: ReadonlyMap<string, { readonly name: string; readonly region: Region }>;
}

const INDEXES = new WeakMap<RegionTable, ReadonlyMap<string, IndexedProvince>>();

/** The region by names; the index of a table is built once. Throws ValidationError for an unknown name. */
export function findRegion(table: RegionTable, il: string, ilce?: string): RegionFinding {
  const index = regionIndex(table);
  const province = index.get(foldName(il));
  if (!province) throw ValidationError.of('il', `"${il}" adında bir il yok; il adını denetleyin.`, ARTICLE);
  if (ilce === undefined) return { region: province.ilMem, il: province.il, ilce: null };
  const folded = foldName(ilce);
  const district = province.districts.get(folded);
  if (district) return { region: district.region, il: province.il, ilce: district.name };
  const centre = folded === CENTRE || folded === `${foldName(province.il)}${CENTRE}`;
  if (centre && !province.buyuksehir) return { region: province.ilMem, il: province.il, ilce: 'Merkez' };
  const elsewhere = [...new Set([...index.values()].filter((p) => p.districts.has(folded)).map((p) => p.il))];
  const hint = elsewhere.length > 0 ? ` Bu adda ilçe şu illerde var: ${elsewhere.join(', ')}.` : '';
  throw ValidationError.of('ilce', `${province.il} ilinde "${ilce}" adında bir ilçe yok.${hint}`, ARTICLE);
}

/** Provinces and their districts by folded name; built once a table. */
export function regionIndex(table: RegionTable): ReadonlyMap<string, IndexedProvince> {
  const known = INDEXES.get(table);
  if (known) return known;
  const index = new Map<string, IndexedProvince>();
  for (const { il, buyuksehir, ilMem, ilceler } of table.provinces) {
    const names = Object.entries(ilceler).map(([name, region]) => [name, { name, region }] as const);
    const districts = new Map(names.map(([name, district]) => [foldName(name), district]));
    for (const a of table.aliases) {
      const target = a.il === il && a.ilce !== undefined ? districts.get(foldName(a.ilce)) : undefined;
      if (target) districts.set(foldName(a.alias), target);
    }
    index.set(foldName(il), { il, buyuksehir, ilMem, districts });
  }
  for (const a of table.aliases) {
    const target = a.ilce === undefined ? index.get(foldName(a.il)) : undefined;
    if (target) index.set(foldName(a.alias), target);
  }
  INDEXES.set(table, index);
  return index;
}

export const newUnitInput = z.object({
  on: dayField.describe('Hangi günün çizelgesi.'),
  parents: z
    .array(
      z.object({ il: textField.describe('İl.'), ilce: textField.optional().describe('İlçe; ilden ayrıldıysa boş.') }),
    )
    .min(1, 'Ayrıldığı il ya da ilçeyi yazın.')
    .describe('Yeni birimin ayrıldığı il ve ilçeler.'),
});
export type NewUnitInput = z.output<typeof newUnitInput>;

/** Region of an il or ilçe founded later: the lowest (5 side) among those it was taken from. Ek-3, Açıklama. */
export function calculateNewUnitRegion(input: NewUnitInput, { tables }: RegionDeps): Outcome<Region> {
  const tracer = createTracer();
  const table = readTable(tables.regions, input.on);
  let lowest: Region = 1;
  for (const { il, ilce } of input.parents) {
    const found = findRegion(table.value, il, ilce);
    if (found.region > lowest) lowest = found.region;
    const name = found.ilce === null ? found.il : `${found.il} / ${found.ilce}`;
    tracer.step({
      label: name,
      article: ARTICLE,
      result: `${found.region}. bölge`,
      parameters: [table.cite(`${found.region}`)],
    });
  }
  tracer.step({ label: 'Yeni kurulan birim', article: `${ARTICLE}, Açıklama`, result: `${lowest}. bölge (en alt)` });
  return concluded(lowest, tracer);
}
