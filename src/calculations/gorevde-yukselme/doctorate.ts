import { z } from 'zod';
import { concluded, createTracer, notEligible, type Outcome } from '../engine/index.ts';
import { dayField, flagField, textField } from '../input.ts';
import { readTable } from '../selection/index.ts';
import { kadroByName } from './kadro.ts';
import type { PromotionDeps } from './tables.ts';

export const doctorateInput = z.object({
  on: dayField.describe('Hangi günün kuralları.'),
  target: textField.describe('Atanılacak kadronun unvanı.'),
  hasDoctorate: flagField.describe('Doktorası var mı.'),
  conditionsMet: flagField.describe('Kadronun öğrenim, sertifika ve belge şartları taşınıyor mu.'),
  inOwnField: flagField
    .default(true)
    .describe('Unvan değişikliğine tabi kadro kendi alanındaki öğrenimle mi ihraz edilmiş.'),
});
export type DoctorateInput = z.output<typeof doctorateInput>;

/**
 * Whether a holder of a doctorate may be appointed without an exam. MEB Yön. m.22/3: posts of the own field, TTK uzmanı,
 * eğitim uzmanı, şef, their level and below; şube müdürü isn't among them.
 */
export function calculateDoctorateTransition(input: DoctorateInput, { tables }: PromotionDeps): Outcome<true> {
  const tracer = createTracer();
  const table = readTable(tables.kadros, input.on);
  const target = kadroByName(table.value, input.target, 'target');
  const { named, groupsBelow, article } = table.value.doctorateTargets;
  const covered =
    target.group === 'UNVAN_DEGISIKLIGI'
      ? input.inOwnField
      : named.includes(target.id) || groupsBelow.includes(target.group);
  const failure = !input.hasDoctorate
    ? 'Doktora öğrenimi yok.'
    : !covered
      ? `${target.title} kadrosu, doktorayla sınavsız atanılacak kadrolardan değildir.`
      : !input.conditionsMet
        ? 'Kadronun öğrenim, sertifika ve belge şartları taşınmıyor.'
        : null;
  const result = failure ?? 'Sınavsız atanabilir.';
  tracer.step({ label: `Doktorayla ${target.title}`, article, result, parameters: [table.cite(named.join(', '))] });
  return failure === null ? concluded(true, tracer) : notEligible(article, failure, tracer);
}
