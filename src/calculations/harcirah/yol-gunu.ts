import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, daysBetween, displayDate, type Outcome } from '../engine/index.ts';
import { dayField, timeField } from '../input.ts';

/** A way from departure to arrival. */
export const yolGunuInput = z.strictObject({
  departsOn: dayField.describe('Hareket günü.'),
  departsAt: timeField.describe('Hareket saati, SS:DD.'),
  arrivesOn: dayField.describe('Varış günü.'),
  arrivesAt: timeField.describe('Varış saati, SS:DD.'),
});
export type YolGunuInput = z.output<typeof yolGunuInput>;

export interface YolGunuValue {
  /** What the statements take as days of the way. */
  readonly days: number;
}

const MINUTES_OF_DAY = 24 * 60;

/**
 * Days of a way: every 24 hours from departure to arrival, a part of them counts as a day. Throws ValidationError where the
 * arrival is not after the departure. 6245 s.K. m.43.
 */
export function calculateYolGunu(input: YolGunuInput): Outcome<YolGunuValue> {
  const minutes = daysBetween(input.departsOn, input.arrivesOn) * MINUTES_OF_DAY + input.arrivesAt - input.departsAt;
  if (minutes <= 0)
    throw ValidationError.of(
      'arrivesAt',
      'Varış, hareketten sonra olmalıdır; gün ve saatleri denetleyin.',
      '6245 s.K. m.43',
    );
  const tracer = createTracer();
  const days = Math.ceil(minutes / MINUTES_OF_DAY);
  tracer.step({
    label: 'Yol günü',
    article: '6245 s.K. m.43',
    arithmetic: () =>
      `${displayDate(input.departsOn)} ${clock(input.departsAt)} – ${displayDate(input.arrivesOn)} ${clock(input.arrivesAt)}: ${Math.floor(minutes / 60)} saat ${minutes % 60} dakika`,
    result: () => `${days} gün (24 saat bir gün, kesri de bir gün sayılır)`,
  });
  return concluded({ days }, tracer);
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
