import { z } from 'zod';
import { exact } from '../engine/index.ts';
import { amountField, countField, dayField, flagField, ordinalField, textField, timeField } from '../input.ts';
import { readingField } from '../options.ts';
import { damgaYuvarlama } from './damga.ts';
import { basisFields } from './gundelik.ts';
import { ogunSiniri } from './gunden-az.ts';
import { belgeKarsilastirma, gunlukTavan } from './konaklama-options.ts';
import { yilHesabi } from './onceki-gorevler.ts';

const money = amountField.default(exact(0));
const earlierDuty = z.strictObject({ place: textField, work: textField, startOn: dayField, endOn: dayField });

/** A temporary duty at home or in KKTC. Amounts in TRY; days are calendar days. */
export const geciciInput = z.strictObject({
  /** Day of departure; the figures of this day apply. */
  startOn: dayField,
  place: z.enum(['YURTICI', 'KKTC']).default('YURTICI'),
  ...basisFields,
  /** Days at the place of duty, without the days of travel. */
  dutyDays: countField,
  travelDaysOut: countField.default(0),
  travelDaysBack: countField.default(0),
  /** The total that the order names; a difference is reported. */
  totalDays: countField.optional(),
  /** For a duty under one day: times and night; then no whole days are claimed. */
  departsAt: timeField.optional(),
  returnsAt: timeField.optional(),
  nightSpent: flagField.optional(),
  insideMemuriyetMahalli: flagField.default(false),
  fareOut: money,
  fareBack: money,
  taxiHomeOut: money,
  taxiPlaceOut: money,
  taxiPlaceBack: money,
  taxiHomeBack: money,
  otherExpenses: z.array(z.strictObject({ label: textField, amount: amountField })).default([]),
  lodgingNights: countField.default(0),
  /** A night's price on the document. */
  lodgingNightlyPrice: amountField.optional(),
  /** Place of the first paid night in the duty; by default the one after `priorDays`. */
  lodgingFirstNight: ordinalField.optional(),
  /** Days already paid in the year for this place and work, when the duties are not listed. */
  priorDays: countField.default(0),
  dutyPlace: textField.optional(),
  work: textField.optional(),
  earlierDuties: z.array(earlierDuty).default([]),
  advance: money,
  isFlight: flagField.default(false),
  isTaxiOverLimit: flagField.default(false),
  purpose: z.enum(['GENEL', 'DERS', 'KONFERANS', 'TOPLU_SEYAHAT']).default('GENEL'),
  options: z
    .strictObject({
      belgeKarsilastirma: readingField(belgeKarsilastirma),
      gunlukTavan: readingField(gunlukTavan),
      damgaYuvarlama: readingField(damgaYuvarlama),
      yilHesabi: readingField(yilHesabi),
      ogunSiniri: readingField(ogunSiniri),
    })
    .prefault({}),
});
export type GeciciInput = z.output<typeof geciciInput>;
