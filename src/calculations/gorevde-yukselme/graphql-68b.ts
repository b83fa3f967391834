/** What-if questions of 68/B and of the oral mark over the API. */

import { parseInput } from '../../errors/index.ts';
import { builder } from '../../graphql/index.ts';
import { displaySure, sureDays } from '../engine/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { mapOutcome, plainInput } from '../selection/graphql-input.ts';
import { calculateOralMark, type OralMark, oralMarkInput } from './oral.ts';
import { calculateCounted68b, calculateEligible68b, counted68bInput, eligible68bInput } from './service-68b.ts';
import { promotionTablesOf } from './tables.ts';

const Service68bInput = builder.inputType('Service68bInput', {
  description: 'Kadro, öğrenim ve hizmetler; süreler 30/360 gündür.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Hangi günün kuralları.' }),
    derece: t.int({ description: 'Kadronun derecesi, 1–15.' }),
    ekGosterge: t.int({ defaultValue: 0, description: 'Kadronun ek göstergesi.' }),
    higherEducationYears: t.int({ description: 'Bitirilen yükseköğrenimin yılı; yoksa 0.' }),
    departmentHead: t.boolean({ defaultValue: false, description: 'Üst kademe olmayan daire başkanı ve dengi mi.' }),
    publicDays: t.int({ description: '217 sayılı KHK m.2 kapsamındaki ve tamamı sayılan hizmet.' }),
    militaryDays: t.int({ defaultValue: 0, description: 'Muvazzaf askerlik, yedek subaylık, yedek astsubaylık.' }),
    privateAfterDays: t.int({ defaultValue: 0, description: 'Yükseköğrenimden sonraki özel ve serbest çalışma.' }),
    privateBeforeDays: t.int({ defaultValue: 0, description: 'Yükseköğrenimden önceki; sayılmaz.' }),
    privateInFull: t.boolean({ defaultValue: false, description: 'Özel sürenin tamamı sayılan üst kadro mu.' }),
  }),
});

interface Service68b {
  readonly counted: string;
  readonly requiredYears: number | null;
}
const Service68bType = builder.objectRef<Service68b>('Service68b').implement({
  description: '68/B süresi yeterli.',
  fields: (t) => ({
    counted: t.exposeString('counted', { description: 'Sayılan hizmet: “12 yıl 6 ay”.' }),
    requiredYears: t.exposeInt('requiredYears', { nullable: true, description: 'Aranan yıl; aranmıyorsa null.' }),
  }),
});

builder.queryField('calculate68b', (t) =>
  t.field({
    type: outcomeUnion('Service68b', { description: '68/B süresi.', type: Service68bType }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Sayılan hizmet ve kadronun aradığı süre; kaydedilmez. 657 s.K. m.68/B.',
    args: { input: t.arg({ type: Service68bInput, description: 'Kadro ve hizmetler.' }) },
    resolve: (_parent, { input }, { book }) =>
      outcomeOf(() => {
        const deps = { book, tables: promotionTablesOf(book) };
        const counted = calculateCounted68b(parseInput(counted68bInput, input), deps);
        if (counted.kind !== 'value') return counted;
        const facts = parseInput(eligible68bInput, { ...input, serviceDays: sureDays(counted.value) });
        const asked = mapOutcome(calculateEligible68b(facts, deps), ({ years }) => ({
          counted: displaySure(counted.value),
          requiredYears: years,
        }));
        return { ...asked, trace: [...counted.trace, ...asked.trace] };
      }),
  }),
);

const OralMarkType = builder.objectRef<OralMark>('PromotionOralMark').implement({
  description: 'Sözlü sınav puanı; yuvarlanmaz.',
  fields: (t) => ({
    memberTotals: t.stringList({ description: 'Üyelerin toplamları.', resolve: (v) => [...v.memberTotals] }),
    mark: t.exposeString('mark', { description: 'Toplamların aritmetik ortalaması.' }),
    passed: t.exposeBoolean('passed', { description: 'Başarılı mı.' }),
  }),
});

builder.queryField('calculateOralMark', (t) =>
  t.field({
    type: outcomeUnion('PromotionOralMark', { description: 'Sözlü sınav puanı.', type: OralMarkType }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Komisyon üyelerinin konu puanlarından sözlü sınav puanı; kaydedilmez. MEB Yön. m.16/3, Ek-1.',
    args: {
      on: t.arg({ type: 'Date', description: 'Hangi günün kuralları.' }),
      members: t.arg({
        type: t.arg.listRef(t.arg.listRef('Decimal')),
        description: 'Her üye için (önce başkan) konu puanları, m.16/2 sırasıyla.',
      }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() =>
        calculateOralMark(parseInput(oralMarkInput, plainInput(args)), { book, tables: promotionTablesOf(book) }),
      ),
  }),
);
