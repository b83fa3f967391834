import { z } from 'zod';
import {
  concluded,
  createTracer,
  displaySure,
  exact,
  notEligible,
  type Outcome,
  type ParameterReading,
  readExact,
  type Sure,
  sureDays,
  sureOfDays,
  type Tracer,
} from '../engine/index.ts';
import { countField, dayField, dereceField, flagField } from '../input.ts';
import type { PromotionDeps } from './tables.ts';

const ARTICLE = '657 s.K. m.68/B';

export const required68bInput = z.object({
  on: dayField,
  /** Degree of the kadro. */
  derece: dereceField,
  ekGosterge: countField.default(0),
  /** Years of the completed higher education; 0 = none. */
  higherEducationYears: countField,
  /** Daire başkanı and equivalent managers who aren't üst kademe yönetici (KHK-703). */
  departmentHead: flagField.default(false),
});
export type Required68bInput = z.output<typeof required68bInput>;

/** Years of service wanted; null where 68/B doesn't apply to the degree. */
export interface Required68b {
  readonly years: number | null;
}

/**
 * Years of service that 68/B wants for a kadro of degree 1–4. 657 s.K. m.68/B. Null years for degrees 5–15;
 * `notEligible` without higher education.
 */
export function calculateRequired68b(input: Required68bInput, { book }: PromotionDeps): Outcome<Required68b> {
  const tracer = createTracer();
  const read = reader(book, input.on);
  const lowest = read('68b-en-alt-derece');
  if (input.derece > lowest.number) {
    const result = `${input.derece} inci derecede 68/B aranmaz.`;
    tracer.step({ label: '68/B kapsamı', article: ARTICLE, result, parameters: [lowest.reading] });
    return concluded({ years: null }, tracer);
  }
  if (input.higherEducationYears === 0) {
    const reason = 'Yükseköğrenim görmüş olmak şarttır.';
    tracer.step({ label: '68/B öğrenim', article: ARTICLE, result: reason });
    return notEligible(ARTICLE, reason, tracer);
  }
  const high = read('68b-yuksek-ek-gosterge');
  const base = input.departmentHead
    ? read('68b-sure-daire-baskani')
    : input.derece === 1 && input.ekGosterge >= high.number
      ? read('68b-sure-yuksek-ek-gosterge')
      : input.derece <= 2
        ? read('68b-sure-1-2')
        : read('68b-sure-3-4');
  const full = read('68b-tam-ogrenim');
  const supplement = read('68b-kisa-ogrenim-ilavesi');
  const short = input.higherEducationYears < full.number && !input.departmentHead;
  const years = base.number + (short ? supplement.number : 0);
  tracer.step({
    label: 'Gerekli hizmet süresi',
    article: ARTICLE,
    ...(short ? { arithmetic: `${base.number} + ${supplement.number} = ${years}` } : {}),
    result: `${years} yıl`,
    parameters: [high.reading, base.reading, ...(short ? [full.reading, supplement.reading] : [])],
  });
  return concluded({ years }, tracer);
}

export const counted68bInput = z.object({
  on: dayField,
  /** Service that counts in full: institutions of KHK 217 m.2, parliament, mayor, funds, international … in days. */
  publicDays: countField,
  /** Muvazzaf askerlik, yedek subaylık, yedek astsubaylık, school included. */
  militaryDays: countField.default(0),
  /** Private or own work after the higher education. */
  privateAfterDays: countField.default(0),
  /** The same before it: never counts. */
  privateBeforeDays: countField.default(0),
  /** The post counts private time in full: müsteşar, müsteşar yardımcısı, top genel müdür or başkan. */
  privateInFull: flagField.default(false),
});
export type Counted68bInput = z.output<typeof counted68bInput>;

/**
 * Service that 68/B counts, as a 30/360 length: public and military time in full, private time after the degree ×¾ with
 * the fraction of a day dropped and the result capped at 6 years (DPB 14/6/2010).
 */
export function calculateCounted68b(input: Counted68bInput, { book }: PromotionDeps): Outcome<Sure> {
  const tracer = createTracer();
  const days = input.publicDays + input.militaryDays + countedPrivateDays(input, reader(book, input.on), tracer);
  const total = sureOfDays(days);
  tracer.step({
    label: 'Sayılan hizmet',
    article: ARTICLE,
    arithmetic: `kamu ${show(input.publicDays)} + askerlik ${show(input.militaryDays)} + özel ${show(days - input.publicDays - input.militaryDays)}`,
    result: displaySure(total),
  });
  if (input.privateBeforeDays > 0) {
    const result = `${show(input.privateBeforeDays)} sayılmadı.`;
    tracer.step({ label: 'Yükseköğrenimden önceki özel süre', article: `${ARTICLE}; DPB 4/11/1987`, result });
  }
  return concluded(total, tracer);
}

export const eligible68bInput = required68bInput.extend({ serviceDays: countField });
export type Eligible68bInput = z.output<typeof eligible68bInput>;

/** Whether the counted service is enough for the kadro. 657 s.K. m.68/B. */
export function calculateEligible68b(input: Eligible68bInput, deps: PromotionDeps): Outcome<Required68b> {
  const required = calculateRequired68b(input, deps);
  if (required.kind !== 'value') return required;
  const { years } = required.value;
  const tracer = createTracer();
  for (const step of required.trace) tracer.step(step);
  if (years === null) return concluded(required.value, tracer);
  const met = input.serviceDays >= sureDays({ yil: years, ay: 0, gun: 0 });
  const result = `${show(input.serviceDays)}; ${years} yıl ${met ? 'dolmuş.' : 'dolmamış.'}`;
  tracer.step({ label: '68/B süresi', article: ARTICLE, result });
  return met ? concluded(required.value, tracer) : notEligible(ARTICLE, result, tracer);
}

function countedPrivateDays(input: Counted68bInput, read: Reader, tracer: Tracer): number {
  const raw = input.privateAfterDays;
  if (raw === 0) return 0;
  const label = 'Yükseköğrenimden sonraki özel süre';
  if (input.privateInFull) {
    tracer.step({ label, article: ARTICLE, result: `${show(raw)}, tamamı sayıldı.` });
    return raw;
  }
  const ratio = read('68b-ozel-sure-orani');
  const cap = read('68b-ozel-sure-tavani');
  const share = exact(raw).times(ratio.reading.value).floor().toNumber();
  const counted = Math.min(share, sureDays({ yil: cap.number, ay: 0, gun: 0 }));
  tracer.step({
    label,
    article: ARTICLE,
    arithmetic: `${raw} gün × ${ratio.reading.value} = ${share} gün, en çok ${cap.number} yıl`,
    result: show(counted),
    parameters: [ratio.reading, cap.reading],
  });
  return counted;
}

type Reader = (name: string) => { readonly number: number; readonly reading: ParameterReading };

function reader(book: PromotionDeps['book'], on: string): Reader {
  return (name) => {
    const { value, reading } = readExact(book, name, on);
    return { number: value.toNumber(), reading };
  };
}

function show(days: number): string {
  return displaySure(sureOfDays(days));
}
