import { z } from 'zod';
import {
  concluded,
  createTracer,
  displayNumber,
  type Exact,
  exact,
  missing,
  notEligible,
  type Outcome,
  roundKurus,
  type Tracer,
  ZERO,
} from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { amountField, countField, dayField, flagField } from '../input.ts';
import { chooseReading, type Reading, readingField } from '../options.ts';
import type { CalculationContext } from '../registry.ts';
import { requiredDocuments } from './belgeler.ts';
import { type BildirimLine, type BildirimTotals, line, totalsOf } from './bildirim.ts';
import { damgaYuvarlama } from './damga.ts';
import { basisFields, findGundelik, missingDerece, yerField } from './gundelik.ts';
import { kktcRelocationGundelik } from './kktc.ts';

/** Whether the relocation cost needs an actual move. */
export const fiiliTasinma: Reading<'ARANMAZ' | 'ARANIR'> = {
  name: 'fiiliTasinma',
  label: 'Yer değiştirme masrafında fiilî taşınma',
  article: '6245 s.K. m.45',
  default: 'ARANMAZ',
  choices: {
    ARANMAZ: 'Fiilî taşınma aranmadan ödenir; taşınılmadıysa uyarı verilir.',
    ARANIR: 'Taşınmayana yer değiştirme masrafı ödenmez (Sayıştay, 2014).',
  },
};

/** A permanent transfer. Amounts in TRY. */
export const surekliInput = z.strictObject({
  on: dayField.describe('Atamanın geçerlilik günü; o günün değerleri uygulanır.'),
  place: yerField.default('YURTICI').describe('Yeni görev yeri.'),
  ...basisFields,
  km: countField.optional().describe('İki yer arasındaki kilometre ya da deniz mili.'),
  isOffMap: flagField.default(false).describe('Yer resmî mesafe haritasında gösterilmemiş mi.'),
  isSameMahal: flagField.default(false).describe('Eski ve yeni görev aynı memuriyet mahallinde mi.'),
  fare: amountField.default(ZERO).describe('Bir kişinin yol gideri (TL).'),
  familyFare: amountField.optional().describe('Bir aile ferdinin yol gideri; verilmezse kendisininki.'),
  familyMembers: countField
    .default(0)
    .describe('Harcıraha müstahak aile ferdi; kendi yolluğunu alan memur eş sayılmaz.'),
  travelDays: countField.default(1).describe('Yol günü (24 saat ve kesri bir gün, m.43).'),
  isOfficerSpouse: flagField.default(false).describe('Bildirim, aynı yere atanan memur eşinki mi.'),
  hasMoved: flagField.nullable().default(null).describe('Fiilen taşınıldı mı; beyan yoksa boş.'),
  advance: amountField.default(ZERO).describe('Alınan avans (TL).'),
  options: z
    .strictObject({ damgaYuvarlama: readingField(damgaYuvarlama), fiiliTasinma: readingField(fiiliTasinma) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type SurekliInput = z.output<typeof surekliInput>;

export interface SurekliValue extends BildirimTotals {
  readonly gundelik: Exact;
  /** The seven lines of the claim, zeros included. */
  readonly lines: readonly BildirimLine[];
  readonly documents: readonly string[];
}

/** Statement of a permanent transfer for the officer and the family, TRY. 6245 s.K. m.10, 43–46. */
export function calculateSurekliGorev(input: SurekliInput, { book }: CalculationContext): Outcome<SurekliValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.on, tracer);
  const basis = findGundelik(input, input.place, figures, tracer);
  const gaps = input.km === undefined ? [{ path: 'km', label: 'Eski ve yeni görev yeri arasındaki mesafe (km)' }] : [];
  if (!basis || input.km === undefined) return missing(basis ? gaps : [missingDerece, ...gaps], tracer);
  if (input.isSameMahal)
    return notEligible(
      '6245 s.K. m.10',
      'Yeni görev yeri aynı memuriyet mahallinde; sürekli görev yolluğu doğmaz.',
      tracer,
    );
  const paysMove = paysRelocation(input, tracer);
  const travel = travelPart(input, basis.gundelik);
  const move = relocationPart(input, { gundelik: basis.gundelik, km: input.km, paysMove }, { figures, tracer });
  const lines = [...travel.own, ...move.own, ...travel.family, ...move.family];
  const totals = totalsOf(lines, { advance: input.advance, damga: input.options.damgaYuvarlama, figures }, tracer);
  const documents = requiredDocuments({ ...documentFacts, isOffMap: input.isOffMap, isAdvance: input.advance.gt(0) });
  // Object.assign: a spread of this many fields costs more than the whole calculation.
  return concluded(Object.assign({ gundelik: basis.gundelik, lines, documents }, totals), tracer);
}

const documentFacts = {
  kind: 'YURTICI_SUREKLI',
  purpose: 'GENEL',
  hasLodging: false,
  isTaxiOverLimit: false,
  isFlight: false,
} as const;

interface Part {
  readonly own: readonly BildirimLine[];
  readonly family: readonly BildirimLine[];
}

function paysRelocation(input: SurekliInput, tracer: Tracer): boolean {
  const reading = chooseReading(fiiliTasinma, input.options.fiiliTasinma, tracer);
  if (input.hasMoved === true) return true;
  const isRefused = reading === 'ARANIR' && input.hasMoved === false;
  tracer.warn({
    code: input.hasMoved === null ? 'MOVE_NOT_DECLARED' : 'NOT_MOVED',
    message: isRefused
      ? 'Fiilen taşınılmadığından yer değiştirme masrafı ödenmedi.'
      : 'Fiilî taşınma beyan edilmedi; yer değiştirme masrafı ödendi. Sayıştay (2014) taşınmayana ödenmeyeceği görüşündedir: beyanı alın.',
    article: '6245 s.K. m.45',
  });
  return !isRefused;
}

function travelPart(input: SurekliInput, gundelik: Exact): Part {
  const { fare, familyMembers: members, travelDays: days } = input;
  const article = '6245 s.K. m.10, 43';
  const own = [
    line({ code: 'YOL_GIDERI_KENDISI', label: 'Yol gideri (kendisi)', unitAmount: fare, article }),
    line({
      code: 'YOL_GUNDELIGI_KENDISI',
      label: 'Yol gündeliği (kendisi)',
      quantity: days,
      unit: 'gün',
      unitAmount: gundelik,
      article,
    }),
  ];
  const family = [
    line({
      code: 'YOL_GIDERI_AILE',
      label: 'Yol gideri (aile)',
      quantity: members,
      unit: 'kişi',
      unitAmount: input.familyFare ?? fare,
      article,
    }),
    line({
      code: 'YOL_GUNDELIGI_AILE',
      label: 'Yol gündeliği (aile)',
      quantity: members,
      unit: 'kişi',
      unitAmount: gundelik.mul(days),
      article,
    }),
  ];
  return { own, family };
}

interface MoveFacts {
  readonly gundelik: Exact;
  readonly km: number;
  readonly paysMove: boolean;
}

/** 20 × for the person, 10 × a member up to 40 ×, 5 % a kilometre (half for an officer spouse). m.45. */
function relocationPart(
  input: SurekliInput,
  { gundelik, km, paysMove }: MoveFacts,
  { figures, tracer }: { figures: Figures; tracer: Tracer },
): Part {
  const base = input.place === 'KKTC' ? kktcRelocationGundelik(gundelik, figures, tracer) : gundelik;
  const own = figures.exact('yer-degistirme-kendisi-kat');
  const members = figures.exact('yer-degistirme-aile-kat').mul(input.familyMembers);
  const limit = figures.exact('yer-degistirme-aile-tavan');
  const family = members.lt(limit) ? members : limit;
  const rate = figures.exact('yer-degistirme-km-oran');
  const share = input.isOfficerSpouse ? figures.exact('yer-degistirme-es-oran') : exact(1);
  tracer.step({
    label: 'Yer değiştirme masrafı katları',
    article: '6245 s.K. m.45',
    arithmetic: () =>
      `kendisi ${own} ×; aile ${members} × (en çok ${limit} ×) = ${family} ×; km başına ${displayNumber(rate)}${input.isOfficerSpouse ? ` × ${displayNumber(share)} (memur eş)` : ''}`,
    result: paysMove ? 'ödenir' : 'ödenmez',
    parameters: figures.used(),
  });
  const times = (n: Exact) => (paysMove ? base.mul(n) : ZERO);
  const ownLines = [
    line({
      code: 'SABIT_KENDISI',
      label: 'Yer değiştirme: sabit unsur (kendisi)',
      unitAmount: times(own),
      article: '6245 s.K. m.45/a',
    }),
    line({
      code: 'DEGISKEN_KM',
      label: 'Yer değiştirme: değişken unsur',
      quantity: km,
      unit: 'km',
      unitAmount: times(rate.mul(share)),
      amount: roundKurus(times(rate.mul(share)).mul(km)),
      article: '6245 s.K. m.45/c',
    }),
  ];
  const familyLines = [
    line({
      code: 'SABIT_AILE',
      label: 'Yer değiştirme: sabit unsur (aile)',
      unitAmount: times(family),
      article: '6245 s.K. m.45/b',
    }),
  ];
  return { own: ownLines, family: familyLines };
}
