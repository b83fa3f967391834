import { isOfficer } from '../access/index.ts';
import { isIsoDate } from '../calculations/index.ts';
import { DocumentType } from '../documents/graphql.ts';
import { documentsOfCases } from '../documents/index.ts';
import {
  builder,
  decodeCursor,
  encodeCursor,
  type GraphContext,
  keysetConnection,
  type PageArguments,
  pageComplexity,
  signedIn,
} from '../graphql/index.ts';
import { UnitType } from '../institution/graphql.ts';
import { PersonType } from '../personnel/graphql.ts';
import { returnTargets } from './acts/return.ts';
import { documentFieldsFor } from './case-documents.ts';
import { pinnedProcess, rulesFor } from './cases-context.ts';
import { type CaseDeadline, caseDeadlines } from './deadlines.ts';
import { stepOf } from './definition.ts';
import { nextSlot, rolesAwaited, signatureLabel } from './entitlement.ts';
import { PeriodUnit, ProcessStepType, ProcessType, RoleType, roleOf, rolesOf } from './graphql-process.ts';
import { type Case, type CaseSubject, NO_DUE_DAY, type StoredCaseEvent } from './model.ts';
import {
  type CASE_ORDERS,
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
} from './queries.ts';
import type { Approval, TrailEntry } from './state.ts';

const rulesOfCase = (row: Case, context: GraphContext) =>
  rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));

/** What was recorded may be health or discipline facts: officers see it, pure readers don't. */
const forOfficers = <T>(context: GraphContext, value: T): T | null =>
  isOfficer(signedIn(context).actor) ? value : null;
const HIDDEN = '`okuyucu` rolüne null.';

const CaseStatus = builder.enumType('CaseStatus', {
  description: 'İşin durumu.',
  values: {
    OPEN: { value: 'open', description: 'Sürüyor.' },
    CLOSED: { value: 'closed', description: 'Tamamlandı.' },
    CANCELLED: { value: 'cancelled', description: 'İptal edildi.' },
  } as const,
});

const NextAct = builder.enumType('NextAct', {
  description: 'Adımı ilerletecek işlem.',
  values: {
    COMPLETE: { value: 'complete', description: '`completeStep`.' },
    DRAFT: { value: 'draft', description: 'İmzalanacak belge önce hazırlanır: `completeStep`.' },
    PARAF: { value: 'paraf', description: '`parafStep`.' },
    SIGN: { value: 'sign', description: '`signStep`.' },
    APPROVE: { value: 'approve', description: '`approveStep` (OLUR).' },
    CHOOSE_SIGNER: { value: 'chooseSigner', description: 'Yönetici makam seçer: `chooseSigner`.' },
  } as const,
});

const DeadlineStatusType = builder.enumType('DeadlineStatus', {
  description: 'Sürenin bugünkü durumu.',
  values: {
    UNKNOWN: { value: 'unknown', description: 'Başlangıcı bilinmiyor; `ask` alanını girin.' },
    AHEAD: { value: 'ahead', description: 'İleride.' },
    NEAR: { value: 'near', description: 'Yaklaştı: en çok beş gün kaldı.' },
    TODAY: { value: 'today', description: 'Bugün son gün.' },
    OVER: { value: 'over', description: 'Geçti.' },
    WAITING: { value: 'waiting', description: 'En erken gün henüz gelmedi.' },
    PASSED: { value: 'passed', description: 'En erken gün geldi.' },
  } as const,
});

const AskType = builder.objectRef<NonNullable<CaseDeadline['ask']>>('DeadlineQuestion').implement({
  description: 'Sürenin hesaplanması için girilecek bilgi (`recordFacts`).',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Alan anahtarı.' }),
    label: t.exposeString('label', { description: 'Türkçe adı.' }),
  }),
});

const CaseDeadlineType = builder.objectRef<CaseDeadline>('CaseDeadline').implement({
  description: 'İşin bir süresi.',
  fields: (t) => ({
    step: t.exposeString('step', { description: 'Ait olduğu adım.' }),
    stepTitle: t.exposeString('stepTitle', { description: 'Adımın adı.' }),
    amount: t.exposeInt('amount', { description: 'Miktar.' }),
    unit: t.field({ type: PeriodUnit, description: 'Birim.', resolve: (d) => d.unit }),
    article: t.exposeString('article', { description: 'Dayanak: kanun/madde.' }),
    anchorLabel: t.exposeString('anchorLabel', { description: 'Sürenin başlangıcı.' }),
    anchorOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Başlangıç günü; bilinmiyorsa null.',
      resolve: (d) => d.anchorOn,
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Son gün (ya da en erken gün); bilinmiyorsa null.',
      resolve: (d) => d.dueOn,
    }),
    isEarliest: t.boolean({ description: 'En erken gün mü, son gün mü.', resolve: (d) => d.sense === 'earliest' }),
    ask: t.field({
      type: AskType,
      nullable: true,
      description: 'Başlangıç için girilecek bilgi; biliniyorsa null.',
      resolve: (d) => d.ask,
    }),
    status: t.field({ type: DeadlineStatusType, description: 'Durumu.', resolve: (d) => d.status }),
    daysLeft: t.exposeInt('daysLeft', { nullable: true, description: 'Kalan gün; geçtiyse eksi, bilinmiyorsa null.' }),
    explanation: t.stringList({ description: 'Nasıl hesaplandığı, cümlelerle.', resolve: (d) => [...d.explanation] }),
  }),
});

const ApprovalType = builder.objectRef<Approval>('CaseApproval').implement({
  description: 'Verilmiş bir paraf, imza ya da OLUR.',
  fields: (t) => ({
    act: t.exposeString('act', { description: '`paraf`, `sign` ya da `approve`.' }),
    role: t.field({
      type: RoleType,
      description: 'Makam.',
      resolve: (a, _args, { catalog }) => roleOf(catalog, a.role),
    }),
    title: t.string({
      description: 'Makamın imzadaki yazılışı: `Vali V.`',
      resolve: (a, _args, { catalog }) => signatureLabel(a, catalog.vocabulary),
    }),
    capacity: t.exposeString('capacity', { description: '`asil`, `vekil`, `devir` ya da `kaydeden`.' }),
    name: t.exposeString('name', { description: 'İmzalayan.' }),
    on: t.field({ type: 'Date', description: 'Günü.', resolve: (a) => a.on }),
  }),
});

const TrailType = builder.objectRef<TrailEntry & { readonly row: Case }>('CaseTrailEntry').implement({
  description: 'Tamamlanmış bir adım.',
  fields: (t) => ({
    step: t.field({
      type: ProcessStepType,
      description: 'Adım.',
      resolve: ({ row, step }, _args, context) => {
        const process = pinnedProcess(context, row);
        return { process, step: stepOf(process, step) };
      },
    }),
    on: t.field({ type: 'Date', description: 'Tamamlandığı gün.', resolve: (e) => e.on }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'Sonucu; dallanmıyorsa null.' }),
    approvals: t.field({
      type: [ApprovalType],
      description: 'Verilen paraf ve imzalar, sırasıyla; imza adımı değilse boş.',
      resolve: (e) => [...e.approvals],
    }),
  }),
});

/** The step at which a case stands. */
const CaseStepType = builder.objectRef<{ readonly row: Case; readonly id: string }>('CaseStep').implement({
  description: 'İşin bulunduğu adım.',
  fields: (t) => ({
    step: t.field({
      type: ProcessStepType,
      description: 'Adımın tanımı; `fields` formu verir.',
      resolve: ({ row, id }, _args, context) => {
        const process = pinnedProcess(context, row);
        return { process, step: stepOf(process, id) };
      },
    }),
    nextAct: t.field({
      type: NextAct,
      description: 'Sıradaki işlem.',
      resolve: ({ row, id }, _args, context) => {
        const step = stepOf(pinnedProcess(context, row), id);
        if (step.kind !== 'sign') return 'complete';
        const slot = nextSlot(step, row.state);
        return slot === null ? 'complete' : slot.act === 'sign' && slot.roles.length === 0 ? 'chooseSigner' : slot.act;
      },
    }),
    awaits: t.field({
      type: [RoleType],
      description: 'Sıradaki işlemi yapabilecek roller.',
      resolve: ({ row, id }, _args, context) =>
        rolesOf(context.catalog, rolesAwaited(stepOf(pinnedProcess(context, row), id), row.state)),
    }),
    approvals: t.field({
      type: [ApprovalType],
      description: 'Bu adımda verilmiş paraf ve imzalar.',
      resolve: ({ row }) => [...row.state.approvals],
    }),
    known: t.field({
      type: 'JSON',
      nullable: true,
      description: `Formu önceden doldurmak için bilinen değerler, alan anahtarıyla. ${HIDDEN}`,
      resolve: ({ row }, _args, context) => forOfficers(context, row.state.data),
    }),
    returnTargets: t.stringList({
      description: 'İade edilebilecek adımlar.',
      resolve: ({ row }) => returnTargets(row.state),
    }),
  }),
});

const SubjectType = builder.objectRef<CaseSubject>('CaseSubject').implement({
  description: 'İşin konusu.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'Listelerde görünen ad.' }),
    person: t.field({
      type: PersonType,
      nullable: true,
      description: 'Personel; konusu kişi değilse null.',
      resolve: (s) => s.personId,
    }),
    unit: t.field({ type: UnitType, nullable: true, description: 'Birim; yoksa null.', resolve: (s) => s.unitCode }),
  }),
});

const CaseEventType = builder.objectRef<StoredCaseEvent>('CaseEvent').implement({
  description: 'İşin geçmişinden bir işlem; silinmez ve değiştirilmez.',
  fields: (t) => ({
    sequence: t.exposeInt('seq', { description: 'Sıra numarası; işlemden sonraki sürüm.' }),
    kind: t.exposeString('kind', { description: '`open`, `completeStep`, `paraf`, `sign`, `approve`, `returnStep` …' }),
    at: t.field({ type: 'DateTime', description: 'Anı.', resolve: (e) => e.at }),
    on: t.field({ type: 'Date', description: 'Yasal günü.', resolve: (e) => e.on }),
    actorName: t.exposeString('name', { description: 'Yapan.' }),
    role: t.exposeString('role', { description: 'Hangi rolle yapıldığı.' }),
    capacity: t.exposeString('capacity', { description: '`asil`, `vekil`, `devir` ya da `kaydeden`.' }),
    step: t.exposeString('step', { nullable: true, description: 'Yapıldığı adım; açılışta null.' }),
    toStep: t.exposeString('toStep', { nullable: true, description: 'Sonrasında gelinen adım; iş bittiyse null.' }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'Seçilen sonuç; yoksa null.' }),
    data: t.field({
      type: 'JSON',
      nullable: true,
      description: `Girilen bilgiler, alan anahtarıyla. ${HIDDEN}`,
      resolve: (e, _args, context) => forOfficers(context, e.data),
    }),
    effects: t.stringList({
      description: 'Doğurduğu işler: `generateDocument:…`, `record:perop` …',
      resolve: (e) => [...e.effects],
    }),
  }),
});
const CaseEventConnection = builder.connectionObject(
  { type: CaseEventType, name: 'CaseEventConnection' },
  { name: 'CaseEventEdge' },
);

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

const OrderType = builder.enumType('CaseOrder', {
  description: 'Sıralama.',
  values: {
    DUE: { description: 'Son günü en yakın olan önce; günü bilinmeyenler sonda.' },
    OPENED: { description: 'Yeni açılan önce.' },
  } satisfies Record<(typeof CASE_ORDERS)[number], unknown>,
});

const FilterInput = builder.inputType('CaseFilter', {
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

const WorklistInput = builder.inputType('WorklistFilter', {
  description: 'Koşullar “ve” ile birleşir; boşsa hesabın bütün rollerini bekleyen işler.',
  fields: (t) => ({
    role: t.string({ required: false, description: 'Yalnız bu rolü bekleyen.' }),
    service: t.string({ required: false, description: 'Yalnız bu servisin işleri.' }),
    process: t.string({ required: false, description: 'Yalnız bu süreç.' }),
    overdue: t.boolean({ required: false, description: 'true: süresi geçen; false: geçmeyen.' }),
    assigned: t.field({ type: Assigned, required: false, description: 'Kimin üzerinde.' }),
  }),
});

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

/** Absent and null both mean "not asked". */
function given<T extends object>(input: T | null | undefined): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

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
