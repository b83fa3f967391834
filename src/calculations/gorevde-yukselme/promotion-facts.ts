import { z } from 'zod';
import type { ChosenOption, MissingInput } from '../engine/index.ts';
import { countField, dayField, flagField, textField } from '../input.ts';
import { educationField } from './education.ts';

/** Şube müdürü (i) and (iii) don't say that titles add up; the default asks for the limit in one title. */
export const dutyAdditionField = z.enum(['TEK_UNVAN', 'TOPLAM']);

/** What the conditions of m.6 ask for. Lengths are 30/360 days; an absent fact is reported as missing, never assumed. */
export const promotionInput = z.object({
  on: dayField.describe('Başvurunun son günü (m.11/1).'),
  kadro: textField.describe('İlan edilen kadronun unvanı.'),
  education: educationField.describe('En yüksek öğrenim.'),
  educationField: textField.optional().describe('Öğrenimin bölümü; kadro bölüm arıyorsa.'),
  ministryLastDays: countField.optional().describe('Bakanlıkta kesintisiz son hizmet, 30/360 gün.'),
  civilServiceDays: countField.optional().describe('Devlet memurluğu, 30/360 gün.'),
  titleOrSameLevelDays: countField
    .optional()
    .describe('Bulunulan unvanda ya da aynı düzeydeki görevlerde geçen süre, 30/360 gün.'),
  dutyDays: z
    .record(z.string(), countField)
    .default({})
    .describe('Unvan unvan asaleten hizmet, 30/360 gün; yazılmayan unvan yok sayılır.'),
  ministryDutyDays: z.record(z.string(), countField).default({}).describe('Aynısı, yalnız Bakanlıktakiler.'),
  inYardimciHizmetler: flagField.optional().describe('Yardımcı hizmetler sınıfında mı.'),
  probationLifted: flagField.optional().describe('Adaylığı kaldırılmış mı.'),
  licenceBDays: countField.optional().describe('(B) sınıfı sürücü belgesinin süresi, 30/360 gün.'),
  documents: z.array(textField).default([]).describe('Kadronun istediği belgeler, adlarıyla.'),
  onDutyOnTransitionalDay: flagField.default(false).describe('18/4/1999’da görevde miydi (Geçici m.1).'),
  educationOnTransitionalDay: educationField.optional().describe('O güne kadar bitirilen öğrenim (Geçici m.1).'),
  dutyAddition: dutyAdditionField
    .default('TEK_UNVAN')
    .describe('Görev sürelerinin toplanması; şube müdürlüğünde metin susar.'),
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
