import { isOfficer } from '../access/index.ts';
import { builder, type GraphContext, signedIn } from '../graphql/index.ts';
import { UnitType } from '../institution/graphql.ts';
import { PersonType } from '../personnel/graphql.ts';
import { documentFieldsFor } from './case-documents.ts';
import { pinnedProcess, rulesFor } from './cases-context.ts';
import type { CaseDeadline } from './deadlines.ts';
import { stepOf } from './definition.ts';
import { signatureLabel } from './entitlement.ts';
import { CaseCalculationType } from './graphql-calculation.ts';
import { ProcessStepType } from './graphql-process.ts';
import { PeriodUnit, RoleType, roleOf } from './graphql-terms.ts';
import type { Case, CaseSubject, StoredCaseEvent } from './model.ts';
import type { Approval, TrailEntry } from './state.ts';

/** What the case is decided by: its pinned process and the data of the server. */
export const rulesOfCase = (row: Case, context: GraphContext) =>
  rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));

/** What was recorded may be health or discipline facts: officers see it, pure readers don't. */
export const forOfficers = <T>(context: GraphContext, value: T): T | null =>
  isOfficer(signedIn(context).actor) ? value : null;
export const HIDDEN = '`okuyucu` rolüne null.';

export const CaseStatus = builder.enumType('CaseStatus', {
  description: 'İşin durumu.',
  values: {
    OPEN: { value: 'open', description: 'Sürüyor.' },
    CLOSED: { value: 'closed', description: 'Tamamlandı.' },
    CANCELLED: { value: 'cancelled', description: 'İptal edildi.' },
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

export const CaseDeadlineType = builder.objectRef<CaseDeadline>('CaseDeadline').implement({
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

export const ApprovalType = builder.objectRef<Approval>('CaseApproval').implement({
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

export const TrailType = builder.objectRef<TrailEntry & { readonly row: Case }>('CaseTrailEntry').implement({
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

export const SubjectType = builder.objectRef<CaseSubject>('CaseSubject').implement({
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

export const CaseEventType = builder.objectRef<StoredCaseEvent>('CaseEvent').implement({
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
    calculation: t.field({
      type: CaseCalculationType,
      nullable: true,
      description: `Adım tamamlanırken yapılan hesap, o günkü hâliyle; hesap yoksa null. ${HIDDEN}`,
      resolve: (e, _args, context) => forOfficers(context, e.calculation ?? null),
    }),
    effects: t.stringList({
      description: 'Doğurduğu işler: `generateDocument:…`, `record:perop` …',
      resolve: (e) => [...e.effects],
    }),
  }),
});
export const CaseEventConnection = builder.connectionObject(
  { type: CaseEventType, name: 'CaseEventConnection' },
  { name: 'CaseEventEdge' },
);
