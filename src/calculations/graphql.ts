/** What every calculation shows in the API: reasoning, chosen readings, missing input, and the result union. */
import type { ObjectRef } from '@pothos/core';
import { ParameterNotInForceError, ValidationError } from '../errors/index.ts';
import { builder } from '../graphql/index.ts';
import type { ChosenOption, MissingInput, Outcome, ParameterReading, TraceStep, Warning } from './engine/index.ts';

export const ParameterReadingType = builder.objectRef<ParameterReading>('ParameterReading').implement({
  description: 'Hesapta okunan, tarihe bağlı bir mevzuat değeri.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Parametre dosyasındaki adı.' }),
    title: t.exposeString('title', { description: 'Türkçe adı.' }),
    value: t.exposeString('value', { description: 'Değer, ondalık metin olarak.' }),
    unit: t.exposeString('unit', { description: 'Birimi.' }),
    from: t.field({ type: 'Date', description: 'Yürürlüğe girdiği gün.', resolve: (p) => p.from }),
    source: t.exposeString('source', { description: 'Kanun ve maddesi.' }),
    confidence: t.exposeString('confidence', {
      description: 'Ne kadar doğrulandığı: verified, single-source, unverified.',
    }),
  }),
});

export const ChosenOptionType = builder.objectRef<ChosenOption>('ChosenOption').implement({
  description: 'Uygulamanın farklılaştığı yerde seçilen yorum.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Seçeneğin adı.' }),
    value: t.exposeString('value', { description: 'Kullanılan yorum.' }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Varsayılan yorum mu.' }),
    article: t.exposeString('article', { description: 'Dayandığı madde.' }),
  }),
});

export const TraceStepType = builder.objectRef<TraceStep>('TraceStep').implement({
  description: 'Elle denetlenebilen tek bir hesap adımı.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Adımın adı.' }),
    rule: t.string({ nullable: true, description: 'Kural numarası; yoksa null.', resolve: (s) => s.rule ?? null }),
    article: t.exposeString('article', { description: 'Kanun ve maddesi.' }),
    arithmetic: t.string({
      nullable: true,
      description: 'Kılavuzların yazdığı biçimde işlem; işlem yoksa null.',
      resolve: (s) => s.arithmetic ?? null,
    }),
    result: t.exposeString('result', { description: 'Adımın sonucu.' }),
    parameters: t.field({
      type: [ParameterReadingType],
      description: 'Okunan mevzuat değerleri.',
      resolve: (s) => [...(s.parameters ?? [])],
    }),
    option: t.field({
      type: ChosenOptionType,
      nullable: true,
      description: 'Seçilen yorum; seçenek yoksa null.',
      resolve: (s) => s.option ?? null,
    }),
  }),
});

export const WarningType = builder.objectRef<Warning>('CalculationWarning').implement({
  description: 'Sonuç geçerli olmakla birlikte gözden geçirilmesi gereken bir husus.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Uyarının değişmeyen kodu.' }),
    message: t.exposeString('message', { description: 'Türkçe cümle.' }),
    article: t.string({ nullable: true, description: 'İlgili madde; yoksa null.', resolve: (w) => w.article ?? null }),
  }),
});

export const MissingInputType = builder.objectRef<MissingInput>('MissingInput').implement({
  description: 'Hesap için eksik olan bilgi; varsayılmaz, istenir.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Girdideki yolu.' }),
    label: t.exposeString('label', { description: 'Formda yazılacak adı.' }),
  }),
});

type NotEligible = Extract<Outcome<never>, { readonly kind: 'notEligible' }>;
type MissingFacts = Extract<Outcome<never>, { readonly kind: 'missing' }>;
type Concluded<V> = Extract<Outcome<V>, { readonly kind: 'value' }>;

const trace = { description: 'Hesabın adımları, yapıldığı sırayla.' };

export const NotEligibleType = builder.objectRef<NotEligible>('CalculationNotEligible').implement({
  description: 'Mevzuat bu hakkı tanımıyor; sağlanmayan madde yazılır.',
  fields: (t) => ({
    article: t.exposeString('article', { description: 'Sağlanmayan hüküm.' }),
    reason: t.exposeString('reason', { description: 'Neden sağlanmadığı.' }),
    trace: t.field({ type: [TraceStepType], ...trace, resolve: (o) => [...o.trace] }),
  }),
});

export const MissingFactsType = builder.objectRef<MissingFacts>('CalculationMissingFacts').implement({
  description: 'Kayıtta hesap için gereken bilgiler eksik; tümü listelenir.',
  fields: (t) => ({
    missing: t.field({ type: [MissingInputType], description: 'Eksik bilgiler.', resolve: (o) => [...o.missing] }),
    trace: t.field({ type: [TraceStepType], ...trace, resolve: (o) => [...o.trace] }),
  }),
});

/**
 * The result union of one calculation: `<Name>Calculated { value trace warnings }`, or why there is no value. The field
 * that returns it wraps its call in `outcomeOf`, which turns refused input into a member of the union.
 */
export function outcomeUnion<V>(name: string, value: { description: string; type: ObjectRef<PothosTypes, V> }) {
  const calculated = builder.objectRef<Concluded<V>>(`${name}Calculated`).implement({
    description: `${value.description} Sonuç, gerekçesi ve uyarılarıyla.`,
    fields: (t) => ({
      // Pothos cannot resolve the shape of a generic type; `never` fits every field type, V is checked by the signature.
      value: t.field({ type: value.type, description: value.description, resolve: (o) => o.value as never }),
      trace: t.field({ type: [TraceStepType], ...trace, resolve: (o) => [...o.trace] }),
      warnings: t.field({ type: [WarningType], description: 'Uyarılar.', resolve: (o) => [...o.warnings] }),
    }),
  });
  return builder.unionType(`${name}Result`, {
    description: `${value.description} Sonuç ya da neden sonuç verilemediği.`,
    types: [calculated, NotEligibleType, MissingFactsType, ValidationError, ParameterNotInForceError],
    // The errors plugin wraps what a resolver of this union gives, so that graphql-js does not throw a returned Error.
    extensions: { pothosErrorTypes: [ValidationError, ParameterNotInForceError] },
    resolveType: (member) => memberName(name, member),
  });
}

type PothosTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

function memberName(name: string, member: unknown): string {
  const { kind, code } = member as { readonly kind?: string; readonly code?: string };
  if (code === 'VALIDATION') return 'ValidationError';
  if (code === 'PARAMETER_NOT_IN_FORCE') return 'ParameterNotInForceError';
  if (kind === 'notEligible') return 'CalculationNotEligible';
  return kind === 'missing' ? 'CalculationMissingFacts' : `${name}Calculated`;
}

/** Runs a calculation for the API: refused input and figures not in force become values of the union. */
export function outcomeOf<V>(calculate: () => Outcome<V>): Outcome<V> | ValidationError | ParameterNotInForceError {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof ValidationError || error instanceof ParameterNotInForceError) return error;
    throw error;
  }
}
