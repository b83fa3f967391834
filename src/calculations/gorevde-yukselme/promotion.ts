import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type MissingInput, missing, notEligible, type Outcome } from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { type Checked, checkCondition } from './conditions.ts';
import { EDUCATION_LEVELS } from './education.ts';
import { kadroByName } from './kadro.ts';
import type { PromotionDeps } from './tables.ts';

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

/**
 * The conditions of m.6/2 for one kadro: education, service, documents. 68/B and the exam are separate tests.
 * `notEligible` with the first article that fails, its reason naming all; `missing` where the answer hangs on an absent
 * fact. Throws ValidationError for a kadro outside m.5/1.
 */
export function calculatePromotionConditions(input: PromotionInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const kadro = kadroByName(readTable(tables.kadros, input.on).value, input.kadro);
  const table = readTable(tables.promotion, input.on);
  const conditions = table.value.rows[kadro.id];
  if (!conditions) {
    throw ValidationError.of('kadro', `${kadro.title} görevde yükselmeye tabi bir kadro değil.`, 'MEB Yön. m.5/1');
  }
  const checked = conditions.map((condition) => checkCondition(condition, input, table.value));
  for (const c of checked) {
    tracer.step({
      label: c.label,
      article: c.article,
      result: c.result,
      parameters: [table.cite(c.required)],
      ...(c.option ? { option: c.option } : {}),
    });
  }
  const failed = checked.filter((c) => c.state === 'FAILED');
  const first = failed[0];
  if (first) return notEligible(first.article, failed.map(describeFailure).join(' '), tracer);
  const absent = checked.flatMap((c): MissingInput[] => (c.missing ? [c.missing] : []));
  return absent.length > 0 ? missing(absent, tracer) : concluded(true, tracer);
}

function describeFailure(check: Checked): string {
  return `${check.label}: ${check.result}`;
}
