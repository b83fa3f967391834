import { z } from 'zod';
import { ZERO } from '../engine/index.ts';
import { amountField, countField, dayField, flagField, ordinalField, textField, timeField } from '../input.ts';
import { readingField } from '../options.ts';
import { gorevAmaci } from './belgeler.ts';
import { damgaYuvarlama } from './damga.ts';
import { basisFields, yerField } from './gundelik.ts';
import { ogunSiniri } from './gunden-az.ts';
import { belgeKarsilastirma, gunlukTavan } from './konaklama-options.ts';
import { yilHesabi } from './onceki-gorevler.ts';

const money = amountField.default(ZERO);
const earlierDuty = z.strictObject({
  place: textField.describe('Görev yeri.'),
  work: textField.describe('Görevin konusu.'),
  startOn: dayField.describe('İlk gün.'),
  endOn: dayField.describe('Son gün.'),
});
const otherExpense = z.strictObject({
  label: textField.describe('Giderin adı.'),
  amount: amountField.describe('Tutarı (TL).'),
});

/** A temporary duty at home or in KKTC. Amounts in TRY; days are calendar days. */
export const geciciInput = z.strictObject({
  startOn: dayField.describe('Hareket günü; o günün değerleri uygulanır.'),
  place: yerField.default('YURTICI').describe('Görev yeri.'),
  ...basisFields,
  dutyDays: countField.describe('Görev yerindeki gün sayısı; yol günleri dışında.'),
  travelDaysOut: countField.default(0).describe('Gidiş yol günü.'),
  travelDaysBack: countField.default(0).describe('Dönüş yol günü.'),
  totalDays: countField.optional().describe('Görevlendirmedeki toplam gün; bildirimle farkı uyarılır.'),
  departsAt: timeField.optional().describe('Bir günden az görevde hareket saati, SS:DD.'),
  returnsAt: timeField.optional().describe('Bir günden az görevde dönüş saati, SS:DD.'),
  nightSpent: flagField.optional().describe('Bir günden az görevde gece geçirildi mi.'),
  insideMemuriyetMahalli: flagField.default(false).describe('Görev memuriyet mahalli içinde mi.'),
  fareOut: money.describe('Gidiş yol gideri (TL).'),
  fareBack: money.describe('Dönüş yol gideri (TL).'),
  taxiHomeOut: money.describe('Gidiş: ikametgâh–terminal taksi (TL).'),
  taxiPlaceOut: money.describe('Varış: terminal–konaklama yeri taksi (TL).'),
  taxiPlaceBack: money.describe('Dönüş: konaklama yeri–terminal taksi (TL).'),
  taxiHomeBack: money.describe('Dönüş: terminal–ikametgâh taksi (TL).'),
  otherExpenses: z.array(otherExpense).default([]).describe('Diğer belgeli giderler.'),
  lodgingNights: countField.default(0).describe('Belgeli gece sayısı.'),
  lodgingNightlyPrice: amountField.optional().describe('Belgedeki gecelik bedel (TL).'),
  lodgingFirstNight: ordinalField.optional().describe('İlk gecenin sırası; verilmezse önceki günlerin ertesi.'),
  priorDays: countField.default(0).describe('Aynı yıl, yer ve işte ödenmiş gün; görevler listelenmediyse.'),
  dutyPlace: textField.optional().describe('Görev yeri adı.'),
  work: textField.optional().describe('Görevin konusu.'),
  earlierDuties: z.array(earlierDuty).default([]).describe('Önceki görevler; aynı yer ve iş için olanlar sayılır.'),
  advance: money.describe('Alınan avans (TL).'),
  isFlight: flagField.default(false).describe('Uçakla yolculuk var mı.'),
  isTaxiOverLimit: flagField
    .optional()
    .describe('Taksi gideri belgesiz sınırı aşıyor mu; verilmezse günün bilinen sınırıyla karşılaştırılır.'),
  purpose: gorevAmaci.default('GENEL').describe('Görevin amacı.'),
  options: z
    .strictObject({
      belgeKarsilastirma: readingField(belgeKarsilastirma),
      gunlukTavan: readingField(gunlukTavan),
      damgaYuvarlama: readingField(damgaYuvarlama),
      yilHesabi: readingField(yilHesabi),
      ogunSiniri: readingField(ogunSiniri),
    })
    .prefault({})
    .describe('Yorum seçenekleri.'),
});
export type GeciciInput = z.output<typeof geciciInput>;
