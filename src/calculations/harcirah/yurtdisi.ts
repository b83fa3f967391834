import { z } from 'zod';
import {
  addDays,
  addMonths,
  concluded,
  createTracer,
  displayMoney,
  displayNumber,
  type Exact,
  type IsoDate,
  missing,
  type Outcome,
  roundKurus,
  type Tracer,
  ZERO,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, countField, dayField, flagField, textField } from '../input.ts';
import { chooseReading, type Reading, readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';
import { requiredDocuments } from './belgeler.ts';
import { type BildirimLine, line, sumOf } from './bildirim.ts';
import { damgaYuvarlama, deductDamga, type NetAmount } from './damga.ts';
import { reducedTotal, splitDays } from './sure.ts';
import { findYurtdisiKonaklama, sutunField } from './yurtdisi-konaklama.ts';

/** Whether the uplift of the first days is paid on the gündelik itself or serves the lodging test only. */
export const artirimliGundelik: Reading<'ODENIR' | 'YALNIZ_KONAKLAMA'> = {
  name: 'artirimliGundelik',
  label: 'İlk günlerin artırımlı gündeliği',
  article: 'Yurtdışı Gündeliklerine Dair Karar m.2',
  default: 'ODENIR',
  choices: {
    ODENIR: 'Seyahat ve ikametin ilk günlerinde gündelik artırımlı ödenir; konaklama da buna göre hesaplanır.',
    YALNIZ_KONAKLAMA: 'Artırım yalnız konaklama hesabında kullanılır.',
  },
};

/** A temporary duty abroad; amounts in the currency of the gündelik table. */
export const yurtdisiInput = z.strictObject({
  startOn: dayField.describe('Hareket günü; o günün değerleri uygulanır.'),
  days: countField.describe('Seyahat ve ikamet günlerinin toplamı.'),
  priorDays: countField.default(0).describe('Aynı yıl, yer ve işte daha önce ödenen gün sayısı.'),
  gundelik: amountField.optional().describe('Ülkenin sütun tutarı (yıllık Karar eki cetvel).'),
  currency: textField
    .pipe(z.string().regex(/^[A-Z]{3}$/, 'Üç harfli para birimi kodu yazın (USD, EUR).'))
    .default('USD')
    .describe('Para birimi, ISO 4217.'),
  column: sutunField.optional().describe('Cetvel sütunu, 1–7.'),
  lodgingNights: countField.default(0).describe('Faturalı gece sayısı.'),
  bedPrice: amountField.optional().describe('Faturadaki günlük yatak ücreti.'),
  fare: amountField.default(ZERO).describe('Yol gideri.'),
  taxi: amountField.default(ZERO).describe('Taksi gideri.'),
  paidByOthers: amountField.default(ZERO).describe('Yabancı devlet ya da kuruluşun ödediği; gündelikten indirilir.'),
  exchangeRate: amountField.optional().describe('Bir birimin TL karşılığı; verilmezse tutarlar dövizle kalır.'),
  isFlight: flagField.default(true).describe('Uçakla yolculuk var mı.'),
  isAdvance: flagField.default(false).describe('Avans verildi mi.'),
  options: z
    .strictObject({ damgaYuvarlama: readingField(damgaYuvarlama), artirimliGundelik: readingField(artirimliGundelik) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type YurtdisiInput = z.output<typeof yurtdisiInput>;

export interface YurtdisiValue {
  readonly currency: string;
  readonly lines: readonly BildirimLine[];
  /** In the foreign currency, two digits. */
  readonly gross: Exact;
  /** In TRY; null without an exchange rate. */
  readonly payment: ({ readonly gross: Exact } & NetAmount) | null;
  readonly endOn: IsoDate;
  /** Last day for the declaration. */
  readonly settlementDueOn: IsoDate;
  readonly documents: readonly string[];
}

/** Statement of a temporary duty abroad. 6245 s.K. m.34, 42/b; Yurtdışı Gündeliklerine Dair Karar m.2. */
export function calculateYurtdisiGecici(input: YurtdisiInput, { book }: CalculationContext): Outcome<YurtdisiValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.startOn, tracer);
  const { gundelik } = input;
  const gaps = missingOf(input);
  if (gundelik === undefined || gaps.length > 0) return missing(gaps, tracer);
  const days = dayLines(input, gundelik, { figures, tracer });
  const lines = [
    ...days,
    ...deductionLines(input, sumOf(days), tracer),
    ...expenseLines(input, gundelik, { figures, tracer }),
  ];
  const gross = sumOf(lines);
  const endOn = addDays(input.startOn, Math.max(0, input.days - 1));
  tracer.step({
    label: 'Brüt yolluk',
    article: '6245 s.K. m.5',
    result: () => `${displayMoney(gross)} ${input.currency}`,
  });
  return concluded(
    {
      currency: input.currency,
      lines,
      gross,
      payment: inLira(input, gross, { figures, tracer }),
      endOn,
      settlementDueOn: addMonths(endOn, figures.count('mahsup-ay')),
      documents: requiredDocuments({
        kind: 'YURTDISI_GECICI',
        purpose: 'GENEL',
        hasLodging: input.lodgingNights > 0,
        isTaxiOverLimit: input.taxi.gt(0),
        isFlight: input.isFlight,
        isAdvance: input.isAdvance,
      }),
    },
    tracer,
  );
}

function missingOf(input: YurtdisiInput) {
  const gaps = [];
  if (input.gundelik === undefined)
    gaps.push({
      path: 'gundelik',
      label: 'Ülkenin gündelik tutarı (programda ülke cetveli yoktur; yıllık Cumhurbaşkanı Kararı eki cetvelden yazın)',
    });
  if (input.lodgingNights > 0 && input.bedPrice === undefined)
    gaps.push({ path: 'bedPrice', label: 'Faturadaki günlük yatak ücreti' });
  if (input.lodgingNights > 0 && input.column === undefined)
    gaps.push({ path: 'column', label: 'Cetvel sütunu (I–VII)' });
  return gaps;
}

interface Reader {
  readonly figures: Figures;
  readonly tracer: Tracer;
}

function dayLines(input: YurtdisiInput, gundelik: Exact, { figures, tracer }: Reader): BildirimLine[] {
  const reading = chooseReading(artirimliGundelik, input.options.artirimliGundelik, tracer);
  const days = splitDays([input], 'YURTDISI', { figures, tracer });
  const uplifted = reading === 'ODENIR' ? Math.min(input.days, figures.count('yurtdisi-artirim-gun')) : 0;
  const upliftedFull = Math.min(uplifted, days.full);
  const upliftedReduced = uplifted - upliftedFull;
  const times = figures.exact('yurtdisi-artirim-kat');
  const reduced = (n: number, base: Exact) => (n === 0 ? ZERO : reducedTotal(base, n, figures).div(n));
  const entry = (code: string, label: string, quantity: number, unitAmount: Exact): BildirimLine[] =>
    quantity === 0 ? [] : [line({ code, label, quantity, unit: 'gün', unitAmount, article: '6245 s.K. m.34, 42/b' })];
  const plainReduced = days.reduced - upliftedReduced;
  return [
    ...entry('GUNDELIK_ARTIRIMLI', 'Artırımlı gündelik', upliftedFull, gundelik.mul(times)),
    ...entry('GUNDELIK_TAM', 'Gündelik', days.full - upliftedFull, gundelik),
    ...entry(
      'GUNDELIK_ARTIRIMLI_INDIRIMLI',
      'Artırımlı gündelik (2/3)',
      upliftedReduced,
      reduced(upliftedReduced, gundelik.mul(times)),
    ),
    ...entry('GUNDELIK_INDIRIMLI', 'Gündelik (2/3)', plainReduced, reduced(plainReduced, gundelik)),
  ];
}

/** What others paid comes off the gündelik, at most all of it. */
function deductionLines({ paidByOthers: paid }: YurtdisiInput, gundelik: Exact, tracer: Tracer): BildirimLine[] {
  if (paid.isZero()) return [];
  if (paid.gt(gundelik))
    tracer.warn({
      code: 'PAID_BY_OTHERS_EXCEEDS',
      message: 'Başka kurum ve devletlerin ödediği, gündeliklerin toplamını aşıyor; yalnız gündelik kadarı indirildi.',
      article: 'Yurtdışı Gündeliklerine Dair Karar',
    });
  const label = 'Başka kurum ve devletlerin ödediği';
  const unitAmount = (paid.lt(gundelik) ? paid : gundelik).neg();
  return [line({ code: 'BASKA_KURUM_ODEMESI', label, unitAmount, article: 'Yurtdışı Gündeliklerine Dair Karar' })];
}

function expenseLines(input: YurtdisiInput, gundelik: Exact, { figures, tracer }: Reader): BildirimLine[] {
  const lines: BildirimLine[] = [];
  const add = (code: string, label: string, amount: Exact, article = '6245 s.K. m.27, 28') => {
    if (!amount.isZero()) lines.push(line({ code, label, unitAmount: amount, article }));
  };
  add('YOL_GIDERI', 'Yol gideri', input.fare);
  add('TAKSI', 'Taksi gideri', input.taxi);
  const { bedPrice, column, lodgingNights: nights } = input;
  if (bedPrice === undefined || column === undefined || nights === 0) return lines;
  const lodging = findYurtdisiKonaklama({ gundelik, bedPrice, column, nights }, figures, tracer);
  add(
    'KONAKLAMA',
    `Konaklama ilavesi (${lodging.paidNights} gece)`,
    lodging.total,
    'Yurtdışı Gündeliklerine Dair Karar m.2',
  );
  return lines;
}

function inLira(input: YurtdisiInput, total: Exact, { figures, tracer }: Reader): YurtdisiValue['payment'] {
  if (input.exchangeRate === undefined) {
    tracer.warn({
      code: 'NO_EXCHANGE_RATE',
      message: 'Kur girilmedi; tutarlar dövizle gösterildi, damga vergisi hesaplanmadı.',
    });
    return null;
  }
  const gross = roundKurus(total.mul(input.exchangeRate));
  tracer.step({
    label: 'Türk lirası karşılığı',
    article: 'Yurtdışı Gündeliklerine Dair Karar',
    arithmetic: () =>
      `${displayMoney(total)} ${input.currency} × ${displayNumber(input.exchangeRate ?? ZERO)} (avansta efektif satış, avanssız döviz satış kuru)`,
    result: () => `${displayMoney(gross)} TL`,
  });
  return { gross, ...deductDamga(gross, { rounding: input.options.damgaYuvarlama, figures }, tracer) };
}
