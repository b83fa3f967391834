/** What-if questions of the single lists, the score and the calendar of an exam over the API. */
import { z } from 'zod';
import { builder } from '../../graphql/index.ts';
import { calculationQuery } from '../graphql-input.ts';
import { ScoreType, scoreView } from '../graphql-values.ts';
import { textField } from '../input.ts';
import { mapOutcome } from '../selection/graphql-input.ts';
import { calculateOralCall, oralCallInput } from './call.ts';
import { CALENDAR_LABELS, type CalendarRow, calculateExamCalendar, examCalendarInput } from './exam-calendar.ts';
import './graphql-conditions.ts';
import { CallType, PlacementType, SuccessListType } from './graphql-exam.ts';
import { calculatePlacement, placementInput } from './place.ts';
import { calculateSuccessRanking, calculateSuccessScore, successRankingInput, successScoreInput } from './success.ts';
import { promotionTablesOf } from './tables.ts';

calculationQuery({
  field: 'calculateOralCall',
  description: 'Yazılı puanlarından sözlü sınava çağrı listesi (MEB Yön. m.16/1).',
  input: oralCallInput,
  value: CallType,
  calculate: (input, { book }) => calculateOralCall(input, { book, tables: promotionTablesOf(book) }),
});
calculationQuery({
  field: 'calculateSuccessScore',
  description: 'Yazılı ve sözlü puanından başarı puanı (MEB Yön. m.21/1).',
  input: successScoreInput,
  value: ScoreType,
  calculate: (input, { book }) => scoreView(calculateSuccessScore(input, { book, tables: promotionTablesOf(book) })),
});
calculationQuery({
  field: 'calculateSuccessRanking',
  description: 'Başarı sıralaması (MEB Yön. m.21/2).',
  input: successRankingInput,
  value: SuccessListType,
  calculate: (input, { book }) => calculateSuccessRanking(input, { book, tables: promotionTablesOf(book) }),
});

/** The API has no lists of lists with names: a group of equals is an object. */
const placementQuestion = placementInput.extend({
  equalGroups: z
    .array(z.object({ ids: z.array(textField).describe('Aday numaraları.') }))
    .default([])
    .describe('Sıralamanın ayıramadığı adaylar, öbek öbek.'),
});
calculationQuery({
  field: 'calculatePlacement',
  description: 'Başarı sırasıyla tercihlere yerleştirme (MEB Yön. m.21/4-5).',
  input: placementQuestion,
  value: PlacementType,
  calculate: ({ equalGroups, ...input }, { book }) =>
    calculatePlacement(
      { ...input, equalGroups: equalGroups.map((group) => group.ids) },
      { book, tables: promotionTablesOf(book) },
    ),
});

const CalendarKeyType = builder.enumType('ExamCalendarKey', {
  description: 'Sınav takviminin satırı.',
  values: Object.fromEntries(
    Object.entries(CALENDAR_LABELS).map(([key, label]) => [key, { value: key, description: `${label}.` }]),
  ),
});
export const CalendarRowType = builder.objectRef<CalendarRow>('ExamCalendarRow').implement({
  description: 'Sınav takviminin bir günü ve mevzuatın sınırları.',
  fields: (t) => ({
    key: t.field({ type: CalendarKeyType, description: 'Satır.', resolve: (r) => r.key }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
    on: t.field({ type: 'Date', nullable: true, description: 'Belirlenen gün; yoksa null.', resolve: (r) => r.on }),
    earliestOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'En erken gün; sınır yoksa ya da bilinmiyorsa null.',
      resolve: (r) => r.earliestOn,
    }),
    latestOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'En geç gün; sınır yoksa ya da bilinmiyorsa null.',
      resolve: (r) => r.latestOn,
    }),
    period: t.exposeString('period', { nullable: true, description: 'Her itiraz için işleyen süre; yoksa null.' }),
    isMet: t.exposeBoolean('isMet', { nullable: true, description: 'Sınırlara uyuyor mu; gün yoksa null.' }),
    article: t.exposeString('article', { description: 'Dayanağı.' }),
  }),
});

interface Calendar {
  readonly rows: readonly CalendarRow[];
}
const CalendarType = builder.objectRef<Calendar>('ExamCalendar').implement({
  description: 'Sınav takvimi.',
  fields: (t) => ({
    rows: t.field({ type: [CalendarRowType], description: 'Basamaklar, sırasıyla.', resolve: (v) => [...v.rows] }),
  }),
});
calculationQuery({
  field: 'calculateExamCalendar',
  description: 'Sınav takvimi ve mevzuatın verdiği süreler (MEB Yön. m.10, 11, 17, 18).',
  input: examCalendarInput,
  value: CalendarType,
  calculate: (input, context) => mapOutcome(calculateExamCalendar(input, context), (rows) => ({ rows })),
});
