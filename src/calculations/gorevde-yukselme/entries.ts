import type { z } from 'zod';
import type { Outcome } from '../engine/index.ts';
import { type CalculationEntry, defineCalculation } from '../registry.ts';
import { applicationInput, calculateApplication } from './application.ts';
import { calculateOralCall, oralCallInput } from './call.ts';
import { calculateDoctorateTransition, doctorateInput } from './doctorate.ts';
import { calculateExam, examInput } from './exam.ts';
import { calculateExamCalendar, examCalendarInput } from './exam-calendar.ts';
import { calculateManagerConditions, managerInput } from './manager.ts';
import { calculateOralMark, oralMarkInput } from './oral.ts';
import { calculatePersonEligibility, personEligibilityInput } from './person.ts';
import { calculatePlacement, placementInput } from './place.ts';
import { calculatePromotionConditions } from './promotion.ts';
import { promotionInput } from './promotion-facts.ts';
import { calculateCounted68b, calculateEligible68b, counted68bInput, eligible68bInput } from './service-68b.ts';
import { calculateSuccessRanking, calculateSuccessScore, successRankingInput, successScoreInput } from './success.ts';
import { type PromotionDeps, promotionTablesOf } from './tables.ts';
import { calculateTitleChange, titleChangeInput } from './title-change.ts';
import { calculateTransition, transitionInput } from './transition.ts';

interface Entry<S extends z.ZodType, V> {
  readonly kind: string;
  readonly title: string;
  readonly article: string;
  readonly input: S;
  readonly calculate: (input: z.output<S>, deps: PromotionDeps) => Outcome<V>;
}

/** An entry that reads the tables of the book. */
function entry<S extends z.ZodType, V>({ calculate, ...rest }: Entry<S, V>): CalculationEntry {
  return defineCalculation({
    ...rest,
    calculate: (input, { book }) => calculate(input, { book, tables: promotionTablesOf(book) }),
  });
}

/** Calculations of promotion, title change and appointment, by name. */
export const gorevdeYukselmeCalculations: readonly CalculationEntry[] = [
  entry({
    kind: 'gorevde-yukselme-uygunluk',
    title: 'Görevde yükselme: kayıtlardan uygunluk',
    article: 'MEB Yön. m.6, 7, 11, 23; 657 s.K. m.68/B',
    input: personEligibilityInput,
    calculate: calculatePersonEligibility,
  }),
  entry({
    kind: 'gorevde-yukselme-sartlari',
    title: 'Görevde yükselme: kadronun şartları',
    article: 'MEB Yön. m.6',
    input: promotionInput,
    calculate: calculatePromotionConditions,
  }),
  entry({
    kind: 'unvan-degisikligi-sartlari',
    title: 'Unvan değişikliği: kadronun şartları',
    article: 'MEB Yön. m.7',
    input: titleChangeInput,
    calculate: calculateTitleChange,
  }),
  entry({
    kind: 'yonetici-atama-sartlari',
    title: 'İl müdür yardımcılığı ve ilçe müdürlüğü şartları',
    article: 'MEB Yön. m.23',
    input: managerInput,
    calculate: calculateManagerConditions,
  }),
  entry({
    kind: 'gorevde-yukselme-basvuru',
    title: 'Görevde yükselme: başvuru engeli',
    article: 'MEB Yön. m.11',
    input: applicationInput,
    calculate: calculateApplication,
  }),
  entry({
    kind: 'gorevde-yukselme-gecis',
    title: 'Hizmet grupları arasında geçiş',
    article: 'MEB Yön. m.22',
    input: transitionInput,
    calculate: calculateTransition,
  }),
  entry({
    kind: 'doktorayla-gecis',
    title: 'Doktorayla sınavsız atama',
    article: 'MEB Yön. m.22/3',
    input: doctorateInput,
    calculate: calculateDoctorateTransition,
  }),
  entry({
    kind: '68b-uygunluk',
    title: '68/B süresinin yeterliliği',
    article: '657 s.K. m.68/B',
    input: eligible68bInput,
    calculate: calculateEligible68b,
  }),
  entry({
    kind: '68b-hizmet',
    title: '68/B için sayılan hizmet',
    article: '657 s.K. m.68/B',
    input: counted68bInput,
    calculate: calculateCounted68b,
  }),
  entry({
    kind: 'sozlu-cagri',
    title: 'Sözlü sınava çağrı listesi',
    article: 'MEB Yön. m.16/1',
    input: oralCallInput,
    calculate: calculateOralCall,
  }),
  entry({
    kind: 'sozlu-puan',
    title: 'Sözlü sınav puanı',
    article: 'MEB Yön. m.16/3',
    input: oralMarkInput,
    calculate: calculateOralMark,
  }),
  entry({
    kind: 'basari-puani',
    title: 'Başarı puanı',
    article: 'MEB Yön. m.21/1',
    input: successScoreInput,
    calculate: calculateSuccessScore,
  }),
  entry({
    kind: 'basari-siralamasi',
    title: 'Başarı sıralaması',
    article: 'MEB Yön. m.21/2',
    input: successRankingInput,
    calculate: calculateSuccessRanking,
  }),
  entry({
    kind: 'sinav-yerlestirme',
    title: 'Tercihlere göre yerleştirme',
    article: 'MEB Yön. m.21/4',
    input: placementInput,
    calculate: calculatePlacement,
  }),
  entry({
    kind: 'sinav-takvimi',
    title: 'Sınav takvimi',
    article: 'MEB Yön. m.10, 11, 17, 18',
    input: examCalendarInput,
    calculate: calculateExamCalendar,
  }),
  entry({
    kind: 'gorevde-yukselme-sinavi',
    title: 'Sınav: çağrı, başarı ve yerleştirme listeleri',
    article: 'MEB Yön. m.16, 21',
    input: examInput,
    calculate: calculateExam,
  }),
];
