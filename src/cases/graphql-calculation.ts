/** What a step's calculation shows in the API: the result, what it is made of, what the record lacks. */
import { MissingInputType, TraceStepType, WarningType } from '../calculations/graphql.ts';
import { TerfiType } from '../calculations/terfi/graphql.ts';
import { builder, type GraphContext, signedIn } from '../graphql/index.ts';
import { type CalculationLine, type CaseCalculation, calculateStep } from './calculations/index.ts';
import { pinnedProcess } from './cases-context.ts';
import { stepOf } from './definition.ts';
import type { Case } from './model.ts';

const StatusType = builder.enumType('CaseCalculationStatus', {
  description: 'Hesabın sonucu.',
  values: {
    VALUE: { value: 'value', description: 'Hesaplandı.' },
    NOT_ELIGIBLE: { value: 'notEligible', description: 'Mevzuat bu hakkı tanımıyor; `article` hükmü verir.' },
    MISSING: { value: 'missing', description: 'Kayıtta bilgi eksik; `missing` tümünü listeler.' },
    REFUSED: { value: 'refused', description: 'Kayıt kendi içinde çelişkili ya da günün değeri yürürlükte değil.' },
  } as const,
});

const LineType = builder.objectRef<CalculationLine>('CaseCalculationLine').implement({
  description: 'Sonucun bir satırı: bildirim kalemi, şart ya da puan.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Satırın adı.' }),
    detail: t.exposeString('detail', { description: 'Miktar ve birim tutar ya da kanıt; yoksa boş.' }),
    result: t.exposeString('result', { description: 'Tutar, puan ya da sonuç.' }),
    article: t.exposeString('article', { description: 'Dayandığı hüküm.' }),
  }),
});

export const CaseCalculationType = builder.objectRef<CaseCalculation>('CaseCalculation').implement({
  description: 'Bir adımın hesabı. Görevli `proposed` değerlerini onaylar ya da gerekçesini yazıp değiştirir.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Hesabın adı: `terfi`, `asalet`, `yolluk` …' }),
    status: t.field({ type: StatusType, description: 'Sonuç verip vermediği.', resolve: (c) => c.status }),
    on: t.field({ type: 'Date', description: 'Hesabın ait olduğu gün.', resolve: (c) => c.on }),
    summary: t.exposeString('summary', { description: 'Sonuç, tek cümleyle.' }),
    proposed: t.field({
      type: 'JSON',
      description: 'Alan anahtarıyla önerilen değerler; farklı girilirse `hesapFarkiGerekcesi` zorunludur.',
      resolve: (c) => c.proposed,
    }),
    proposedOutcome: t.exposeString('proposedOutcome', {
      nullable: true,
      description: 'Sonucun gösterdiği dal; hesap bunu açık bırakıyorsa null.',
    }),
    terfi: t.field({
      type: TerfiType,
      nullable: true,
      description: 'Hizmet ve terfi cetveli; terfi hesabı değilse null.',
      resolve: (c) => c.terfi,
    }),
    lines: t.field({
      type: [LineType],
      description: 'Sonucun satırları; cetvelde boş.',
      resolve: (c) => [...c.lines],
    }),
    missing: t.field({
      type: [MissingInputType],
      description: 'Kayıtta eksik olan bilgiler; hiçbiri varsayılmaz.',
      resolve: (c) => [...c.missing],
    }),
    article: t.exposeString('article', { nullable: true, description: 'Sağlanmayan hüküm; sağlandıysa null.' }),
    trace: t.field({
      type: [TraceStepType],
      description: 'Hesabın adımları ve kullanılan yorumlar, sırasıyla.',
      resolve: (c) => [...c.trace],
    }),
    warnings: t.field({
      type: [WarningType],
      description: 'Gözden geçirilecek hususlar.',
      resolve: (c) => [...c.warnings],
    }),
  }),
});

const live = new WeakMap<Case, Promise<CaseCalculation | null>>();

/** What the calculation of the case's present step says now; null where it calculates nothing. Asked once a request. */
export function currentCalculation(row: Case, context: GraphContext): Promise<CaseCalculation | null> {
  const known = live.get(row) ?? calculationWith(row, context, {});
  live.set(row, known);
  return known;
}

/** The same with data that is being entered. */
export async function calculationWith(
  row: Case,
  context: GraphContext,
  data: Readonly<Record<string, unknown>>,
): Promise<CaseCalculation | null> {
  if (row.status !== 'open' || row.step === null) return null;
  const step = stepOf(pinnedProcess(context, row), row.step);
  const found = await calculateStep(signedIn(context), row, { step, data });
  return found?.view ?? null;
}
