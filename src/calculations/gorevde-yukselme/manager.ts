import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import {
  concluded,
  createTracer,
  displaySure,
  missing,
  notEligible,
  type Outcome,
  sureDays,
  sureOfDays,
  type Tracer,
} from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { foldName, readTable } from '../selection/index.ts';
import type { ManagerConditions, PromotionDeps } from './tables.ts';

export const managerDurationInput = z.object({
  on: dayField.describe('Hangi günün kuralları.'),
  principalDays: countField.describe('Asaleten eğitim kurumu müdürlüğü, 30/360 gün.'),
  branchManagerDays: countField.describe('Şube müdürü kadrosunda asaleten geçen süre, 30/360 gün.'),
});
export type ManagerDurationInput = z.output<typeof managerDurationInput>;

export const managerInput = managerDurationInput.extend({
  post: textField.describe('Kadro: IL_MEM_YARDIMCISI ya da ILCE_MEM.'),
  teachingProbationLifted: flagField
    .optional()
    .describe('Öğretmenlikte adaylığı kaldırılmış mı; ilçe millî eğitim müdürlüğünde aranır.'),
});
export type ManagerInput = z.output<typeof managerInput>;

/** The length of duty of m.23 alone: either long enough, or both together. */
export function calculateManagerDuration(input: ManagerDurationInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const table = readTable(tables.managers, input.on);
  const failure = durationFailure(input, table.value, tracer);
  return failure === null ? concluded(true, tracer) : notEligible(table.value.article, failure, tracer);
}

/**
 * All conditions of m.23 but 68/B for il millî eğitim müdür yardımcısı and ilçe millî eğitim müdürü. `missing` where the
 * teacher's probation must be known. Throws ValidationError for another post.
 */
export function calculateManagerConditions(input: ManagerInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const { value: rules } = readTable(tables.managers, input.on);
  const post = Object.entries(rules.posts).find(([id]) => foldName(id) === foldName(input.post))?.[1];
  if (!post) {
    throw ValidationError.of(
      'post',
      `"${input.post}" m.23'teki kadrolardan değil; ${Object.keys(rules.posts).join(' ya da ')} yazın.`,
    );
  }
  const failure = durationFailure(input, rules, tracer);
  if (failure !== null) return notEligible(rules.article, failure, tracer);
  if (!post.teachingProbationLifted) return concluded(true, tracer);
  const label = 'Öğretmenlikte adaylığı kaldırılmış olmak';
  if (input.teachingProbationLifted === undefined) return missing([{ path: 'teachingProbationLifted', label }], tracer);
  const result = input.teachingProbationLifted ? 'Evet.' : 'Hayır.';
  tracer.step({ label, article: rules.article, result });
  return input.teachingProbationLifted
    ? concluded(true, tracer)
    : notEligible(rules.article, `${post.title} için öğretmenlikte adaylığın kaldırılmış olması gerekir.`, tracer);
}

function durationFailure(input: ManagerDurationInput, rules: ManagerConditions, tracer: Tracer): string | null {
  const { principalDays, branchManagerDays } = input;
  const enough = (days: number, years: number) => days >= sureDays({ yil: years, ay: 0, gun: 0 });
  const met =
    enough(principalDays, rules.principalYears) ||
    enough(branchManagerDays, rules.branchManagerYears) ||
    enough(principalDays + branchManagerDays, rules.togetherYears);
  const held = `müdürlük ${displaySure(sureOfDays(principalDays))}, şube müdürlüğü ${displaySure(sureOfDays(branchManagerDays))}`;
  const asked = `müdürlükte ${rules.principalYears}, şube müdürlüğünde ${rules.branchManagerYears} ya da toplam ${rules.togetherYears} yıl aranır.`;
  const failure = met ? null : `${held}; ${asked}`;
  tracer.step({ label: 'Yöneticilik süresi', article: rules.article, result: failure ?? held });
  return failure;
}
