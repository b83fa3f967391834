import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { type ChosenOption, concluded, createTracer, notEligible, type Outcome } from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { compareEducation, EDUCATION_LABELS, EDUCATION_LEVELS } from './education.ts';
import { kadroByName } from './kadro.ts';
import type { PromotionDeps, TitleChangeRow } from './tables.ts';

export const titleChangeInput = z.object({
  on: dayField,
  kadro: textField,
  /** The highest education completed in the field that the kadro asks for; absent where there is none in it. */
  fieldEducation: z.enum(EDUCATION_LEVELS).nullable().default(null),
  /** The field, where the regulation names it: `HUKUK`, `BILGISAYAR_PROGRAMCILIGI`; else the kadro's own field. */
  field: z.string().default('KADRO_ALANI'),
  /** Programming languages documented. */
  languages: countField.default(0),
  /** Avukatlık ruhsatı. */
  licence: flagField.default(false),
  /** m.7/1-a says “yükseköğretim” without years; the default accepts two years. */
  higherEducationReading: z.enum(['IKI_YILLIK_YETERLI', 'DORT_YILLIK']).default('IKI_YILLIK_YETERLI'),
});
export type TitleChangeInput = z.output<typeof titleChangeInput>;

/** `UNREGULATED`: the regulation names the kadro but sets no condition for it (şehir plancısı, makyajcı). */
export type TitleChangeDecision = 'ELIGIBLE' | 'UNREGULATED';

const OWN_FIELD = 'KADRO_ALANI';

/** Conditions for the title-change exam of a kadro. MEB Yön. m.7. Throws ValidationError for a kadro outside m.5/2. */
export function calculateTitleChange(input: TitleChangeInput, { tables }: PromotionDeps): Outcome<TitleChangeDecision> {
  const tracer = createTracer();
  const kadro = kadroByName(readTable(tables.kadros, input.on).value, input.kadro);
  const table = readTable(tables.titleChange, input.on);
  const row = table.value[kadro.id];
  if (row === undefined) {
    throw ValidationError.of('kadro', `${kadro.title} unvan değişikliğine tabi bir kadro değil.`, 'MEB Yön. m.5/2');
  }
  if (row === null) {
    const message = `${kadro.title} m.5/2'de sayılmış, m.7'de şartı yazılmamıştır; kararı idare verir.`;
    tracer.step({ label: kadro.title, article: 'MEB Yön. m.7', result: message, parameters: [table.cite('şart yok')] });
    tracer.warn({ code: 'UNREGULATED', message, article: 'MEB Yön. m.7' });
    return concluded('UNREGULATED', tracer);
  }
  const atLeast =
    !row.levelStated && input.higherEducationReading === 'DORT_YILLIK' ? ('LISANS' as const) : row.fieldEducation;
  const failure = firstFailure({ ...row, fieldEducation: atLeast }, input);
  tracer.step({
    label: `${kadro.title} için öğrenim`,
    article: row.article,
    result: failure ?? 'Şartlar taşınıyor.',
    parameters: [table.cite(`${EDUCATION_LABELS[atLeast]}, alanında`)],
    ...(row.levelStated ? {} : { option: readingOption(input.higherEducationReading, row.article) }),
  });
  return failure === null ? concluded('ELIGIBLE', tracer) : notEligible(row.article, failure, tracer);
}

function readingOption(value: TitleChangeInput['higherEducationReading'], article: string): ChosenOption {
  return { name: 'alan-yuksekogrenimi', value, isDefault: value === 'IKI_YILLIK_YETERLI', article };
}

function firstFailure(row: TitleChangeRow, input: TitleChangeInput): string | null {
  const rightField = row.field === null ? input.field === OWN_FIELD : input.field === row.field;
  if (input.fieldEducation === null || !rightField) return 'Kadronun gerektirdiği alanda öğrenim yok.';
  if (compareEducation(input.fieldEducation, row.fieldEducation) < 0) {
    return `Alanında en az ${EDUCATION_LABELS[row.fieldEducation]} aranır.`;
  }
  if (input.languages < row.languages) return `En az ${row.languages} programlama dili belgelenmelidir.`;
  if (row.licence && !input.licence) return 'Avukatlık ruhsatı aranır.';
  return null;
}
