import { isIsoDate } from '../calculations/index.ts';
import { DocumentType } from '../documents/graphql.ts';
import { documentsOfCases } from '../documents/index.ts';
import {
  builder,
  decodeCursor,
  encodeCursor,
  keysetConnection,
  type PageArguments,
  pageComplexity,
  signedIn,
} from '../graphql/index.ts';
import { pinnedProcess } from './cases-context.ts';
import { caseDeadlines } from './deadlines.ts';
import { CaseCalculationType, currentCalculation } from './graphql-calculation.ts';
import { FilterInput, given, OrderType, WorklistInput } from './graphql-filters.ts';
import {
  CaseDeadlineType,
  CaseEventConnection,
  CaseEventType,
  CaseStatus,
  forOfficers,
  HIDDEN,
  rulesOfCase,
  SubjectType,
  TrailType,
} from './graphql-parts.ts';
import { ProcessType } from './graphql-process.ts';
import { CaseStepType } from './graphql-step.ts';
import { type Case, NO_DUE_DAY, type StoredCaseEvent } from './model.ts';
import {
  type CaseFilter,
  type CaseOrder,
  type CasePage,
  caseCursor,
  findCaseByNumber,
  findCaseEvents,
  findCases,
  findCasesByIds,
  findLinkedCases,
  findWorklist,
  lastCalculation,
} from './queries.ts';
export const CaseType = builder.loadableNodeRef<Case, string, string>('Case', {
  id: { resolve: (row) => row.id },
  load: (ids, context) => findCasesByIds(signedIn(context), ids),
  sort: (row) => row.id,
});
CaseType.implement({
  description: 'Bir iş: bir sürecin bir konu için yürütülmesi.',
  authScopes: { personnelReader: true },
  fields: (t) => ({
    caseNumber: t.exposeString('caseNumber', { description: 'İş numarası: `2026-ATAMA-000123`.' }),
    process: t.field({
      type: ProcessType,
      description: 'Sürecin, işin bağlı olduğu sürümü.',
      resolve: (row, _args, context) => pinnedProcess(context, row),
    }),
    service: t.exposeString('service', { description: 'Servis kimliği.' }),
    subject: t.field({ type: SubjectType, description: 'Konusu.', resolve: (row) => row.subject }),
    status: t.field({ type: CaseStatus, description: 'Durumu.', resolve: (row) => row.status }),
    currentStep: t.field({
      type: CaseStepType,
      nullable: true,
      description: 'Bulunduğu adım; iş bittiyse null.',
      resolve: (row) => (row.step === null ? null : { row, id: row.step }),
    }),
    trail: t.field({
      type: [TrailType],
      description: 'Tamamlanmış adımlar, sırasıyla; iade edilenler düşer.',
      resolve: (row) => row.state.trail.map((entry) => ({ ...entry, row })),
    }),
    data: t.field({
      type: 'JSON',
      nullable: true,
      description: `İşte kayıtlı bilgiler, alan anahtarıyla. ${HIDDEN}`,
      resolve: (row, _args, context) => forOfficers(context, row.state.data),
    }),
    calculation: t.field({
      type: CaseCalculationType,
      nullable: true,
      description: `Bulunulan adımın hesabı; adım hesap yapmıyorsa son yapılan, hiç yapılmadıysa null. ${HIDDEN}`,
      complexity: 5,
      resolve: async (row, _args, context) => {
        if (forOfficers(context, row) === null) return null;
        return (await currentCalculation(row, context)) ?? lastCalculation(signedIn(context), row);
      },
    }),
    deadlines: t.field({
      type: [CaseDeadlineType],
      description: 'Süreler, en yakını önce.',
      resolve: (row, _args, context) =>
        isIsoDate(context.today) ? caseDeadlines(rulesOfCase(row, context), row.state, context.today) : [],
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'En yakın son gün; bilinmiyorsa null.',
      resolve: (row) => (row.dueKey === NO_DUE_DAY ? null : row.dueKey),
    }),
    isOverdue: t.boolean({
      description: 'Son günü geçti mi.',
      resolve: (row, _args, { today }) => row.status === 'open' && row.dueKey < today,
    }),
    assigneeName: t.string({
      nullable: true,
      description: 'Üzerine aldığı görevli; yoksa null.',
      resolve: (row) => row.state.assignee?.name ?? null,
    }),
    openedOn: t.field({ type: 'Date', description: 'Açıldığı gün.', resolve: (row) => row.openedOn }),
    updatedAt: t.field({ type: 'DateTime', description: 'Son işlem anı.', resolve: (row) => row.updatedAt }),
    ending: t.string({
      nullable: true,
      description: 'Nasıl bittiği: son adım, `END:<sonuç>` ya da iptal gerekçesi; sürüyorsa null.',
      resolve: (row) => row.state.ending,
    }),
    parentNumber: t.exposeString('parent', { nullable: true, description: 'Bu işi doğuran iş; yoksa null.' }),
    documents: t.loadableGroup({
      type: DocumentType,
      description: 'Belgeleri, eskiden yeniye: taslaklar, kesinleşenler ve geri çekilenler.',
      complexity: 5,
      load: async (numbers: string[], { db }) => [...(await documentsOfCases(db, numbers)).values()].flat(),
      group: (document) => (typeof document === 'string' ? '' : (document.caseNumber ?? '')),
      resolve: (row) => row.caseNumber,
    }),
    linked: t.loadableGroup({
      type: CaseType,
      description: 'Bu işin doğurduğu işler.',
      complexity: 5,
      load: (numbers: string[], context) => findLinkedCases(signedIn(context), numbers),
      group: (row) => (typeof row === 'string' ? '' : (row.parent ?? '')),
      resolve: (row) => row.caseNumber,
    }),
    events: t.connection(
      {
        type: CaseEventType,
        description: 'Geçmişi, eskiden yeniye.',
        complexity: pageComplexity,
        resolve: (row, args, context) =>
          keysetConnection<StoredCaseEvent>(
            args,
            (event) => encodeCursor([event.seq]),
            ({ after, limit }) =>
              findCaseEvents(signedIn(context), row, {
                after: after === undefined ? 0 : Number(decodeCursor(after)[0]),
                limit,
              }),
          ),
      },
      CaseEventConnection,
    ),
    version: t.exposeInt('version', { description: 'Sürüm; işlemde `expectedVersion` olarak geri verilir.' }),
  }),
});
const CaseConnection = builder.connectionObject({ type: CaseType, name: 'CaseConnection' }, { name: 'CaseEdge' });

const caseConnection = (args: PageArguments, orderBy: CaseOrder, load: (page: CasePage) => Promise<Case[]>) =>
  keysetConnection<Case>(
    args,
    (row) => encodeCursor(caseCursor(row, orderBy)),
    ({ after, before, limit, inverted }) =>
      load({
        orderBy,
        after: after === undefined ? null : decodeCursor(after),
        before: before === undefined ? null : decodeCursor(before),
        limit,
        inverted,
      }),
  );

builder.queryFields((t) => ({
  cases: t.connection(
    {
      type: CaseType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description: 'İşler. Disiplin servisinin işlerini yalnız o servis, imza makamları ve yönetici görür.',
      args: {
        filter: t.arg({ type: FilterInput, required: false, description: 'Süzgeç.' }),
        orderBy: t.arg({ type: OrderType, defaultValue: 'OPENED', description: 'Sıralama.' }),
      },
      resolve: (_root, { filter, orderBy, ...args }, context) =>
        caseConnection(args, orderBy, (page) => findCases(signedIn(context), given(filter) as CaseFilter, page)),
    },
    CaseConnection,
  ),
  worklist: t.connection(
    {
      type: CaseType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: 'Hesabın bugün yapabileceği işler, son günü en yakın olan önce.',
      args: { filter: t.arg({ type: WorklistInput, required: false, description: 'Süzgeç.' }) },
      resolve: (_root, { filter, ...args }, context) =>
        caseConnection(args, 'DUE', (page) => findWorklist(signedIn(context), given(filter), page)),
    },
    CaseConnection,
  ),
  caseByNumber: t.field({
    type: CaseType,
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Numarasıyla bir iş; yoksa ya da görme yetkiniz yoksa null.',
    args: { caseNumber: t.arg.string({ description: 'İş numarası.' }) },
    resolve: (_root, { caseNumber }, context) => findCaseByNumber(signedIn(context), caseNumber),
  }),
}));
