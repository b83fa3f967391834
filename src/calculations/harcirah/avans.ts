import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import {
  addDays,
  addMonths,
  concluded,
  createTracer,
  displayDate,
  type IsoDate,
  type Outcome,
} from '../engine/index.ts';
import { createFigures } from '../figures.ts';
import { dayField, flagField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';

export const avansIadeInput = z.strictObject({
  receivedOn: dayField.describe('Yolluğun ya da avansın alındığı gün.'),
  departedOn: dayField.nullish().describe('Hareket günü; henüz hareket edilmediyse boş.'),
  on: dayField.optional().describe('Hareket edilmediyse sorunun sorulduğu gün.'),
  isPersonal: flagField.describe('Gecikme kişinin kendi sebebinden mi.'),
});
export type AvansIadeInput = z.output<typeof avansIadeInput>;

export interface AvansIadeValue {
  /** Last day to leave. */
  readonly departByOn: IsoDate;
  /** The money goes back at once. */
  readonly isReturnDue: boolean;
}

/**
 * Whether an advance goes back because its holder did not leave in time for personal reasons. Throws ValidationError for
 * a departure before the advance. 6245 s.K. m.59.
 */
export function calculateAvansIade(input: AvansIadeInput, { book }: CalculationContext): Outcome<AvansIadeValue> {
  if (input.departedOn && input.departedOn < input.receivedOn)
    throw ValidationError.of(
      'departedOn',
      `Hareket günü (${displayDate(input.departedOn)}) paranın alındığı günden (${displayDate(input.receivedOn)}) önce olamaz; tarihleri denetleyin.`,
      '6245 s.K. m.59',
    );
  const tracer = createTracer();
  const figures = createFigures(book, input.receivedOn, tracer);
  const days = figures.count('avans-hareket-gun');
  const departByOn = addDays(input.receivedOn, days);
  const reached = input.departedOn ?? input.on;
  const isLate = reached !== undefined && reached > departByOn;
  const isReturnDue = isLate && input.isPersonal;
  tracer.step({
    label: 'Hareket süresi',
    article: '6245 s.K. m.59',
    arithmetic: () =>
      `${displayDate(input.receivedOn)} + ${days} gün (alındığı günün ertesinden sayılır) = ${displayDate(departByOn)}`,
    result: isReturnDue ? 'süre kişisel sebeple aşıldı, alınan para derhal iade edilir' : 'iade gerekmez',
    parameters: figures.used(),
  });
  if (reached === undefined)
    tracer.warn({
      code: 'NOT_DEPARTED',
      message: `Hareket günü girilmedi; en geç ${displayDate(departByOn)} günü hareket edilmelidir.`,
    });
  return concluded({ departByOn, isReturnDue }, tracer);
}

export const mahsupInput = z.strictObject({
  dutyEndOn: dayField.describe('Görevin bittiği gün.'),
  declaredOn: dayField.nullish().describe('Beyannamenin verildiği gün; verilmediyse boş.'),
});
export type MahsupInput = z.output<typeof mahsupInput>;

export interface MahsupValue {
  /** Last day for the declaration. */
  readonly dueOn: IsoDate;
  /** Null while there is no declaration. */
  readonly isLate: boolean | null;
}

/** Last day to declare and settle a temporary duty: one month after its end. 6245 s.K. m.59. */
export function calculateMahsup(input: MahsupInput, { book }: CalculationContext): Outcome<MahsupValue> {
  const tracer = createTracer();
  const figures = createFigures(book, input.dutyEndOn, tracer);
  const months = figures.count('mahsup-ay');
  const dueOn = addMonths(input.dutyEndOn, months);
  tracer.step({
    label: 'Beyanname ve mahsup süresi',
    article: '6245 s.K. m.59',
    arithmetic: () => `${displayDate(input.dutyEndOn)} + ${months} ay (ayın olmayan günü yerine son günü)`,
    result: () => `son gün ${displayDate(dueOn)}`,
    parameters: figures.used(),
  });
  return concluded({ dueOn, isLate: input.declaredOn ? input.declaredOn > dueOn : null }, tracer);
}
