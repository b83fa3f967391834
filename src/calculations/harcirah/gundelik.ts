import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayMoney,
  displayNumber,
  type Exact,
  missing,
  type Outcome,
  roundKurus,
  type Tracer,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, choiceField, countField, dayField, dereceField, flagField, textField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';
import protokol from './protokol.json' with { type: 'json' };

export const yerField = choiceField('YollukYeri', { YURTICI: 'Yurt içi.', KKTC: 'Kuzey Kıbrıs Türk Cumhuriyeti.' });

/** What a gündelik depends on: the degree, the ek gösterge, the title, or the figure itself where it is known. */
export const basisFields = {
  gundelik: amountField.optional().describe('Gündelik tutarı (TL); verilirse derece ve unvana bakılmaz.'),
  derece: dereceField.optional().describe('Fiilen alınan aylığın derecesi (6245 m.7).'),
  kadroDerece: dereceField.nullish().describe('Bulunulan kadronun derecesi.'),
  terfiDerece: dereceField.nullish().describe('Atamayla terfi edilen derece.'),
  ekGosterge: countField.default(0).describe('Kadronun ek göstergesi.'),
  unvan: textField.optional().describe('H cetveli (A) bölümündeki unvan.'),
  protokol: choiceField('GundelikProtokolGrubu', {
    A_A: 'H cetveli A-a: TBMM Başkanı ve eşdeğeri.',
    A_B: 'H cetveli A-b: bakanlar, milletvekilleri, yüksek yargı ve eşdeğerleri.',
  })
    .optional()
    .describe('H cetveli (A) bölümündeki grup.'),
  statu: choiceField('HarcirahStatusu', {
    MEMUR: 'Memur.',
    HIZMETLI: 'Hizmetli; 4. derece memurun üstüne çıkamaz (m.7).',
    KURUM_DISI: 'Memur ya da hizmetli olmayan; kıyasla belirlenir (m.8).',
  })
    .default('MEMUR')
    .describe('Kişinin statüsü.'),
  maliyeGorusu: flagField
    .default(false)
    .describe('Kurum dışından olana 4. derecenin üstü için olumlu görüş var mı (m.8).'),
  denetim: choiceField('DenetimDuzeyi', {
    TURKIYE: 'Türkiye düzeyinde denetim yetkisi.',
    BOLGE: 'Bölge düzeyinde denetim yetkisi.',
    IL: 'İl düzeyinde denetim yetkisi.',
  })
    .optional()
    .describe('m.33/b denetim elemanının yetki düzeyi.'),
};

const basisSchema = z.strictObject(basisFields);
/** Checked values of `basisFields`. */
export type GundelikBasis = z.output<typeof basisSchema>;

export const gundelikInput = z.strictObject({
  on: dayField.describe('Gündeliğin ait olduğu gün.'),
  place: yerField.default('YURTICI').describe('Görev yeri.'),
  ...basisFields,
});
export type GundelikInput = z.output<typeof gundelikInput>;

export const esasDereceInput = z.strictObject({ on: dayField.describe('Hesabın ait olduğu gün.'), ...basisFields });
export type EsasDereceInput = z.output<typeof esasDereceInput>;

export interface GundelikValue {
  /** TRY a day, to kuruş. */
  readonly gundelik: Exact;
  /** Row of the H cetveli or of the KKTC decision; null for a figure that was given. */
  readonly group: string | null;
  readonly esasDerece: number | null;
}

/** Daily allowance in TRY on a day, by degree, ek gösterge or title. 6245 s.K. m.7, 33, 34. */
export function calculateGundelik(input: GundelikInput, { book }: CalculationContext): Outcome<GundelikValue> {
  const tracer = createTracer();
  const found = findGundelik(input, input.place, createFigures(book, input.on, tracer), tracer);
  return found ? concluded(found, tracer) : missing([missingDerece], tracer);
}

/** The degree that the allowance follows. 6245 s.K. m.7, 8. */
export function calculateEsasDerece(
  input: EsasDereceInput,
  { book }: CalculationContext,
): Outcome<{ readonly esasDerece: number }> {
  const tracer = createTracer();
  const esasDerece = findEsasDerece(input, createFigures(book, input.on, tracer), tracer);
  return esasDerece === null ? missing([missingDerece], tracer) : concluded({ esasDerece }, tracer);
}

export const missingDerece = { path: 'derece', label: 'Aylık derecesi (ya da doğrudan gündelik tutarı)' };

/** The gündelik for the other calculations of this folder; null when the degree is not known. */
export function findGundelik(
  basis: GundelikBasis,
  place: 'YURTICI' | 'KKTC',
  figures: Figures,
  tracer: Tracer,
): GundelikValue | null {
  const { gundelik: given } = basis;
  if (given) {
    tracer.step({
      label: 'Gündelik',
      article: '6245 s.K. m.33',
      result: () => `${displayMoney(given)} TL (girilen tutar)`,
    });
    return { gundelik: given, group: null, esasDerece: null };
  }
  const title = place === 'YURTICI' && mayPassFourth(basis) ? protokolOf(basis) : undefined;
  if (title) return named(`gundelik-${title.toLowerCase()}`, title, null);
  const inspector = place === 'YURTICI' && mayPassFourth(basis) ? basis.denetim : undefined;
  if (inspector) return inspectorsGundelik(named('gundelik-b-a', 'B-a', null), inspector, figures, tracer);
  const esasDerece = findEsasDerece(basis, figures, tracer);
  if (esasDerece === null) {
    const byEkGosterge = place === 'YURTICI' ? groupByEkGosterge(basis, figures) : null;
    return byEkGosterge === null ? null : named(`gundelik-${byEkGosterge.toLowerCase()}`, byEkGosterge, null);
  }
  if (place === 'KKTC') {
    const group = esasDerece === 1 ? '1' : esasDerece <= figures.count('kadro-derece-siniri') ? '2-4' : '5-15';
    return named(`kktc-gundelik-${group}`, `KKTC ${group}`, esasDerece);
  }
  const group = groupOf(basis, esasDerece, figures);
  return named(`gundelik-${group.toLowerCase()}`, group, esasDerece);

  function named(name: string, group: string, esasDerece: number | null): GundelikValue {
    const gundelik = figures.exact(name);
    tracer.step({
      label: 'Gündelik',
      article: place === 'KKTC' ? '6245 s.K. m.34' : '6245 s.K. m.33; H cetveli',
      result: () => `${group}: ${displayMoney(gundelik)} TL`,
      parameters: figures.used(),
    });
    return { gundelik, group, esasDerece };
  }
}

function inspectorsGundelik(
  plain: GundelikValue,
  reach: 'TURKIYE' | 'BOLGE' | 'IL',
  figures: Figures,
  tracer: Tracer,
): GundelikValue {
  const times = figures.exact(`gundelik-denetim-${reach.toLowerCase()}`);
  const gundelik = roundKurus(plain.gundelik.mul(times));
  tracer.step({
    label: 'Denetim elemanı gündeliği',
    article: '6245 s.K. m.33/b',
    arithmetic: () => `${displayMoney(plain.gundelik)} × ${displayNumber(times)}`,
    result: () => `${displayMoney(gundelik)} TL`,
    parameters: figures.used(),
  });
  return { ...plain, gundelik };
}

function groupOf(basis: GundelikBasis, esasDerece: number, figures: Figures): string {
  return groupByEkGosterge(basis, figures) ?? (esasDerece <= figures.count('kadro-derece-siniri') ? 'B-d' : 'B-e');
}

/** Null below the lowest limit, where the degree decides. */
function groupByEkGosterge(basis: GundelikBasis, figures: Figures): string | null {
  const ekGosterge = mayPassFourth(basis) ? basis.ekGosterge : 0;
  if (ekGosterge >= figures.count('gundelik-ek-gosterge-ust')) return 'B-a';
  if (ekGosterge >= figures.count('gundelik-ek-gosterge-orta')) return 'B-b';
  return ekGosterge >= figures.count('gundelik-ek-gosterge-alt') ? 'B-c' : null;
}

/** A hizmetli never, somebody outside only with the consent of Maliye gets more than an officer of degree 4. m.7, 8. */
function mayPassFourth({ statu, maliyeGorusu }: GundelikBasis): boolean {
  return statu === 'MEMUR' || (statu === 'KURUM_DISI' && maliyeGorusu);
}

const fold = (text: string) => text.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
const groupByUnvan = new Map(protokol.groups.flatMap((g) => g.unvans.map((u) => [fold(u), g.group] as const)));

function protokolOf(basis: GundelikBasis): string | undefined {
  if (basis.protokol) return basis.protokol === 'A_A' ? 'A-a' : 'A-b';
  return basis.unvan === undefined ? undefined : groupByUnvan.get(fold(basis.unvan));
}

function findEsasDerece(basis: GundelikBasis, figures: Figures, tracer: Tracer): number | null {
  const steps: string[] = basis.derece === undefined ? [] : [`aylık derecesi ${basis.derece}`];
  if (basis.terfiDerece) steps.push(`terfi edilen derece ${basis.terfiDerece}`);
  let degree = basis.terfiDerece ?? basis.derece;
  if (degree === undefined) return null;
  const { kadroDerece } = basis;
  if (kadroDerece && kadroDerece <= figures.count('kadro-derece-siniri') && kadroDerece < degree) {
    degree = kadroDerece;
    steps.push(`1–4. derece kadroda bulunduğundan kadro derecesi ${kadroDerece}`);
  }
  if (!mayPassFourth(basis)) {
    const limit = figures.count('hizmetli-derece-siniri');
    if (degree < limit) steps.push(`en çok ${limit}. derece`);
    degree = Math.max(degree, limit);
  }
  tracer.step({
    label: 'Esas alınan derece',
    article: basis.statu === 'KURUM_DISI' ? '6245 s.K. m.8' : '6245 s.K. m.7',
    arithmetic: () => steps.join('; '),
    result: String(degree),
    parameters: figures.used(),
  });
  return degree;
}
