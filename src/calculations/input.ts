import { z } from 'zod';
import { type Exact, exact, type IsoDate, isIsoDate } from './engine/index.ts';

/**
 * Fields of calculation inputs. Each accepts the JSON value and the text of a CSV cell, so that the same schema serves
 * the API, the command line and imported rows.
 */

/** A plain calendar day that exists. */
export const dayField = z
  .string()
  .refine(isIsoDate, 'YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.')
  .transform((text) => text as IsoDate);

/** A whole number, zero or more: days, nights, persons. */
export const countField = z
  .union([z.number(), z.string().regex(/^\d+$/, 'Tam sayı yazın.').transform(Number)])
  .pipe(z.int().min(0, 'Sıfır ya da daha büyük bir tam sayı yazın.').max(1_000_000, 'En fazla 1.000.000 yazılabilir.'));

/** A whole number, one or more: the place of a day in a row. */
export const ordinalField = countField.pipe(z.int().min(1, 'Bir ya da daha büyük bir tam sayı yazın.'));

/** Degree of salary or post, 1 to 15. */
export const dereceField = countField.pipe(
  z.int().min(1, 'Derece 1–15 arasındadır.').max(15, 'Derece 1–15 arasındadır.'),
);

/** An exact number from a decimal string ("1234.50") or a JSON number; not negative. */
export const amountField = z
  .union([z.string(), z.number().transform(String)])
  .refine(
    (text) => /^\d{1,15}(\.\d{1,12})?$/.test(text),
    'Sıfır ya da daha büyük bir sayı yazın; ondalık ayırıcı noktadır (1234.50).',
  )
  .transform((text): Exact => exact(text));

/** A ratio as "2/3" or as a decimal, not negative. */
export const ratioField = z
  .union([z.string(), z.number().transform(String)])
  .refine((text) => /^\d{1,9}(\.\d{1,12})?(\/[1-9]\d{0,8})?$/.test(text), 'Oranı "2/3" ya da "0.5" biçiminde yazın.')
  .transform((text): Exact => {
    const [top = '0', bottom = '1'] = text.split('/');
    return exact(top).div(bottom);
  });

/** True or false; a CSV cell may say true/false, evet/hayır, 1/0. */
export const flagField = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true', 'evet', '1'], falsy: ['false', 'hayır', 'hayir', '0'] }),
]);

/** A wall-clock time of a day, HH:MM, as minutes after midnight. */
export const timeField = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Saati SS:DD biçiminde yazın (09:30).')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)));

/** Anything that a person writes: a name, a place. */
export const textField = z.string().trim().min(1, 'Boş bırakılamaz.').max(500, 'En fazla 500 karakter yazılabilir.');
