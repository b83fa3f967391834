import { builder } from '../graphql/index.ts';
import { CaseStatus } from './graphql-parts.ts';
import type { CASE_ORDERS } from './queries.ts';

export const OrderType = builder.enumType('CaseOrder', {
  description: 'Sıralama.',
  values: {
    DUE: { description: 'Son günü en yakın olan önce; günü bilinmeyenler sonda.' },
    OPENED: { description: 'Yeni açılan önce.' },
  } satisfies Record<(typeof CASE_ORDERS)[number], unknown>,
});

export const FilterInput = builder.inputType('CaseFilter', {
  description: 'Koşullar “ve” ile birleşir.',
  fields: (t) => ({
    process: t.string({ required: false, description: 'Süreç kimliği.' }),
    service: t.string({ required: false, description: 'Servis kimliği.' }),
    status: t.field({ type: CaseStatus, required: false, description: 'Durum.' }),
    step: t.string({ required: false, description: 'Bulunduğu adım.' }),
    sicilNo: t.string({ required: false, description: 'Konusu olan personel.' }),
    unitCode: t.string({ required: false, description: 'Birim; altındaki birimler de sayılır.' }),
    assigneeId: t.string({ required: false, description: 'Üzerine alan hesap.' }),
    openedFrom: t.field({ type: 'Date', required: false, description: 'Bu gün ve sonrasında açılan.' }),
    openedTo: t.field({ type: 'Date', required: false, description: 'Bu gün ve öncesinde açılan.' }),
    overdue: t.boolean({ required: false, description: 'true: süresi geçen; false: geçmeyen.' }),
  }),
});

const Assigned = builder.enumType('WorklistAssignment', {
  description: 'Kimin üzerinde olduğu.',
  values: {
    MINE: { value: 'mine', description: 'Benim üzerimde.' },
    FREE: { value: 'free', description: 'Kimsenin üzerinde değil.' },
  } as const,
});

export const WorklistInput = builder.inputType('WorklistFilter', {
  description: 'Koşullar “ve” ile birleşir; boşsa hesabın bütün rollerini bekleyen işler.',
  fields: (t) => ({
    role: t.string({ required: false, description: 'Yalnız bu rolü bekleyen.' }),
    service: t.string({ required: false, description: 'Yalnız bu servisin işleri.' }),
    process: t.string({ required: false, description: 'Yalnız bu süreç.' }),
    overdue: t.boolean({ required: false, description: 'true: süresi geçen; false: geçmeyen.' }),
    near: t.int({ required: false, description: 'Son gününe en çok bu kadar gün kalan; süresi geçenler de gelir.' }),
    assigned: t.field({ type: Assigned, required: false, description: 'Kimin üzerinde.' }),
  }),
});

/** Absent and null both mean "not asked". */
export function given<T extends object>(input: T | null | undefined): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
