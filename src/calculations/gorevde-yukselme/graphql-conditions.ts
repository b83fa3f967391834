/** What-if questions of single conditions of promotion over the API. */
import { calculationQuery, shareEnum } from '../graphql-input.ts';
import { ConditionMetType, conditionView } from '../graphql-values.ts';
import { applicationInput, calculateApplication } from './application.ts';
import { calculateDoctorateTransition, doctorateInput } from './doctorate.ts';
import { educationField } from './education.ts';
import { DutyAddition, PromotionEducation } from './graphql-types.ts';
import { calculateManagerConditions, managerInput } from './manager.ts';
import { calculatePromotionConditions } from './promotion.ts';
import { dutyAdditionField, promotionInput } from './promotion-facts.ts';
import { promotionTablesOf } from './tables.ts';

shareEnum(educationField, PromotionEducation);
shareEnum(dutyAdditionField, DutyAddition);

calculationQuery({
  field: 'calculatePromotionConditions',
  description: 'Görevde yükselmede kadronun şartları (MEB Yön. m.6).',
  input: promotionInput,
  value: ConditionMetType,
  calculate: (input, { book }) =>
    conditionView(calculatePromotionConditions(input, { book, tables: promotionTablesOf(book) })),
});
calculationQuery({
  field: 'calculateManagerConditions',
  description: 'İl millî eğitim müdür yardımcılığı ve ilçe millî eğitim müdürlüğü şartları (MEB Yön. m.23).',
  input: managerInput,
  value: ConditionMetType,
  calculate: (input, { book }) =>
    conditionView(calculateManagerConditions(input, { book, tables: promotionTablesOf(book) })),
});
calculationQuery({
  field: 'calculatePromotionApplication',
  description: 'Görevde yükselme başvurusuna engel olup olmadığı (MEB Yön. m.11).',
  input: applicationInput,
  value: ConditionMetType,
  calculate: (input, { book }) => conditionView(calculateApplication(input, { book, tables: promotionTablesOf(book) })),
});
calculationQuery({
  field: 'calculateDoctorateTransition',
  description: 'Doktorayla sınavsız atama (MEB Yön. m.22/3).',
  input: doctorateInput,
  value: ConditionMetType,
  calculate: (input, { book }) =>
    conditionView(calculateDoctorateTransition(input, { book, tables: promotionTablesOf(book) })),
});
