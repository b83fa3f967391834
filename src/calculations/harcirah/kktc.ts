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
import { amountField, countField, dayField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';
import { basisFields, findGundelik, missingDerece } from './gundelik.ts';

export const kktcKonaklamaInput = z.strictObject({
  on: dayField.describe('Görevin ilk günü.'),
  ...basisFields,
  nights: countField.describe('Gece sayısı.'),
  nightlyPrice: amountField.describe('Belgedeki gecelik bedel (TL).'),
});
export type KktcKonaklamaInput = z.output<typeof kktcKonaklamaInput>;

export interface KktcKonaklamaValue {
  readonly nightlyCap: Exact;
  readonly paidNights: number;
  /** TRY, to kuruş. */
  readonly payable: Exact;
}

/** Documented lodging in KKTC, TRY: up to a share of the gündelik a night. 6245 s.K. m.34; KKTC gündelik decision m.3. */
export function calculateKktcKonaklama(
  input: KktcKonaklamaInput,
  { book }: CalculationContext,
): Outcome<KktcKonaklamaValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  const basis = findGundelik(input, 'KKTC', figures, tracer);
  if (!basis) return missing([missingDerece], tracer);
  return concluded(findKktcKonaklama({ ...input, gundelik: basis.gundelik }, figures, tracer), tracer);
}

/** The same for a known gündelik. */
export function findKktcKonaklama(
  stay: { gundelik: Exact; nights: number; nightlyPrice: Exact },
  figures: Figures,
  tracer: Tracer,
): KktcKonaklamaValue {
  const cap = stay.gundelik.mul(figures.exact('kktc-konaklama-oran'));
  const limit = figures.optional('kktc-konaklama-gece');
  const paidNights = limit === null ? stay.nights : Math.min(stay.nights, limit.toNumber());
  const nightly = cap.lt(stay.nightlyPrice) ? cap : stay.nightlyPrice;
  const payable = roundKurus(nightly.mul(paidNights));
  tracer.step({
    label: 'KKTC konaklama gideri',
    article: 'KKTC gündelik kararı m.3',
    arithmetic: () => `${paidNights} gece × en az(${displayMoney(stay.nightlyPrice)}; ${displayNumber(cap)})`,
    result: () => `${displayMoney(payable)} TL`,
    parameters: figures.used(),
  });
  return { nightlyCap: roundKurus(cap), paidNights, payable };
}

export const kktcEsaslarInput = z.strictObject({ on: dayField.describe('Hesabın ait olduğu gün.'), ...basisFields });
export type KktcEsaslarInput = z.output<typeof kktcEsaslarInput>;

export interface KktcEsaslarValue {
  readonly gundelik: Exact;
  /** Most that a night may cost, TRY, to kuruş. */
  readonly nightlyCap: Exact;
  /** Gündelik on which the relocation cost is worked out, exact. */
  readonly relocationGundelik: Exact;
  /** Fixed part of the relocation cost for the person: TRY, to kuruş. */
  readonly relocationFixed: Exact;
}

/** The KKTC gündelik of a day with what follows from it: lodging cap, base of the relocation cost. 6245 s.K. m.34, 46. */
export function calculateKktcEsaslar(input: KktcEsaslarInput, { book }: CalculationContext): Outcome<KktcEsaslarValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  const basis = findGundelik(input, 'KKTC', figures, tracer);
  if (!basis) return missing([missingDerece], tracer);
  const { gundelik } = basis;
  const relocationGundelik = kktcRelocationGundelik(gundelik, figures, tracer);
  const nightlyCap = roundKurus(gundelik.mul(figures.exact('kktc-konaklama-oran')));
  const relocationFixed = roundKurus(relocationGundelik.mul(figures.exact('yer-degistirme-kendisi-kat')));
  tracer.step({
    label: 'KKTC tavan ve sabit unsur',
    article: 'KKTC gündelik kararı m.3; 6245 s.K. m.45/a',
    result: () => `gecelik tavan ${displayMoney(nightlyCap)} TL, sabit unsur ${displayMoney(relocationFixed)} TL`,
    parameters: figures.used(),
  });
  return concluded({ gundelik, nightlyCap, relocationGundelik, relocationFixed }, tracer);
}

/** Exact base of the relocation cost in KKTC. KKTC gündelik decision m.4; 6245 s.K. m.46. */
export function kktcRelocationGundelik(gundelik: Exact, figures: Figures, tracer: Tracer): Exact {
  const base = gundelik.mul(figures.exact('kktc-yer-degistirme-kat'));
  tracer.step({
    label: 'KKTC yer değiştirme esas gündeliği',
    article: 'KKTC gündelik kararı m.4; 6245 s.K. m.46',
    arithmetic: () => `${displayMoney(gundelik)} × artırım katı`,
    result: () => `${displayNumber(base)} TL`,
    parameters: figures.used(),
  });
  return base;
}
