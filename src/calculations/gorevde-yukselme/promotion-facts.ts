import { z } from 'zod';
import type { ChosenOption, MissingInput } from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { EDUCATION_LEVELS } from './education.ts';

/** What the conditions of m.6 ask for. Lengths are 30/360 days; an absent fact is reported as missing, never assumed. */
export const promotionInput = z.object({
  /** Last day of the application period (m.11/1). */
  on: dayField,
  kadro: textField,
  education: z.enum(EDUCATION_LEVELS),
  /** Department of that education, where the kadro asks for one. */
  educationField: z.string().optional(),
  /** Uninterrupted service in the Ministry up to `on`. */
  ministryLastDays: countField.optional(),
  civilServiceDays: countField.optional(),
  /** In the present title or duties of its level. */
  titleOrSameLevelDays: countField.optional(),
  /** Asaleten service by title; a title that isn't listed counts as none. */
  dutyDays: z.record(z.string(), countField).default({}),
  /** The same, in the Ministry only. */
  ministryDutyDays: z.record(z.string(), countField).default({}),
  inYardimciHizmetler: flagField.optional(),
  probationLifted: flagField.optional(),
  licenceBDays: countField.optional(),
  documents: z.array(z.string()).default([]),
  /** Geçici m.1: in post on 18/4/1999, and the education completed by that day. */
  onDutyOnTransitionalDay: flagField.default(false),
  educationOnTransitionalDay: z.enum(EDUCATION_LEVELS).optional(),
  /** Şube müdürü (i) and (iii) don't say that titles add up; the default asks for the limit in one title. */
  dutyAddition: z.enum(['TEK_UNVAN', 'TOPLAM']).default('TEK_UNVAN'),
});
export type PromotionInput = z.output<typeof promotionInput>;

/** One condition tested: its outcome, what was asked, and the fact that lacks where it can't be told. */
export interface Checked {
  readonly state: 'MET' | 'FAILED' | 'UNKNOWN';
  readonly label: string;
  readonly article: string;
  readonly required: string;
  readonly result: string;
  readonly missing?: MissingInput;
  readonly option?: ChosenOption;
}
