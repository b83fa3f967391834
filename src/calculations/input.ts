import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { type Exact, exact, type IsoDate, isIsoDate } from './engine/index.ts';

/**
 * Fields of calculation inputs. Each accepts the JSON value and the text of a CSV cell, so that the same schema serves
 * the API, the command line and imported rows.
 */

/** Which scalar of the API a field takes; fields derived from it take the same. */
export const apiScalars = z.registry<{ scalar: 'Date' | 'Int' | 'Boolean' | 'String' | 'Decimal' }>();

/** Name and meaning of a choice in the API. */
export const apiChoices = z.registry<{ name: string; choices: Readonly<Record<string, string>> }>();

/** A plain calendar day that exists. */
export const dayField = z
  .string()
  .refine(isIsoDate, 'YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.')
  .transform((text) => text as IsoDate)
  .register(apiScalars, { scalar: 'Date' });

/** A whole number, zero or more: days, nights, persons. */
export const countField = z
  .union([z.number(), z.string().regex(/^\d+$/, 'Tam sayı yazın.').transform(Number)])
  .pipe(z.int().min(0, 'Sıfır ya da daha büyük bir tam sayı yazın.').max(1_000_000, 'En fazla 1.000.000 yazılabilir.'))
  .register(apiScalars, { scalar: 'Int' });

/** Completed years: a part of a year does not count (7.9 → 7). */
export const completedYearsField = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'Yıl sayısını yazın.')
      .transform(Number),
  ])
  .pipe(z.number().min(0, 'Sıfır ya da daha büyük bir yıl yazın.').max(200, 'En fazla 200 yıl yazılabilir.'))
  .transform(Math.floor)
  .register(apiScalars, { scalar: 'Int' });

/** A whole number, one or more: the place of a day in a row. */
export const ordinalField = countField.pipe(z.int().min(1, 'Bir ya da daha büyük bir tam sayı yazın.'));

/** Degree of salary or post, 1 to 15. */
export const dereceField = countField.pipe(
  z.int().min(1, 'Derece 1–15 arasındadır.').max(15, 'Derece 1–15 arasındadır.'),
);

const numberText = z.union([
  z.string(),
  z.number().transform(String),
  z.custom<Decimal>(Decimal.isDecimal).transform((value) => value.toFixed()),
]);

/** An exact number from a decimal string ("1234.50"), a JSON number or a Decimal; not negative. */
export const amountField = numberText
  .refine(
    (text) => /^\d{1,15}(\.\d{1,12})?$/.test(text),
    'Sıfır ya da daha büyük bir sayı yazın; ondalık ayırıcı noktadır (1234.50).',
  )
  .transform((text): Exact => exact(text))
  .register(apiScalars, { scalar: 'Decimal' });

/** An exact number as text, which may be negative: scores with penalties. */
export const scoreField = numberText
  .refine((text) => /^-?\d{1,9}(\.\d{1,12})?$/.test(text), 'Sayı yazın.')
  .register(apiScalars, { scalar: 'Decimal' });

/** A percentage, 0 to 100, parts allowed. */
export const percentField = amountField
  .refine((value) => value.lte(100), 'Oran 0–100 arasındadır.')
  .transform((value) => value.toNumber());

/** A ratio as "2/3" or as a decimal, not negative. */
export const ratioField = numberText
  .refine((text) => /^\d{1,9}(\.\d{1,12})?(\/[1-9]\d{0,8})?$/.test(text), 'Oranı "2/3" ya da "0.5" biçiminde yazın.')
  .transform((text): Exact => {
    const [top = '0', bottom = '1'] = text.split('/');
    return exact(top).div(bottom);
  })
  .register(apiScalars, { scalar: 'String' });

/** True or false; a CSV cell may say true/false, evet/hayır, 1/0. */
export const flagField = z
  .union([z.boolean(), z.stringbool({ truthy: ['true', 'evet', '1'], falsy: ['false', 'hayır', 'hayir', '0'] })])
  .register(apiScalars, { scalar: 'Boolean' });

/** A wall-clock time of a day, HH:MM, as minutes after midnight. */
export const timeField = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Saati SS:DD biçiminde yazın (09:30).')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)))
  .register(apiScalars, { scalar: 'String' });

/** Anything that a person writes: a name, a place. */
export const textField = z
  .string()
  .trim()
  .min(1, 'Boş bırakılamaz.')
  .max(500, 'En fazla 500 karakter yazılabilir.')
  .register(apiScalars, { scalar: 'String' });

/** One of several words, each with its meaning in Turkish; `name` is the enum's name in the API. */
export function choiceField<T extends string>(name: string, choices: Readonly<Record<T, string>>) {
  const words = Object.keys(choices) as T[];
  return z.enum(words as [T, ...T[]]).register(apiChoices, { name, choices });
}
