/** Candidates' eligibility over the API: what the records say with reasons, and the commission's decision over it. */
import { ForbiddenError, NotFoundError, ValidationError } from '../errors/index.ts';
import { builder, signedIn } from '../graphql/index.ts';
import { checkExamEligibility, decideExamEligibility, type EligibilityProgress } from './eligibility/commands.ts';
import { type EligibilityDecision, effectiveState, type StoredEligibility } from './eligibility/model.ts';

export const EligibilityStateType = builder.enumType('ExamEligibilityState', {
  description: 'Adayın şartları taşıyıp taşımadığı.',
  values: {
    UYGUN: { value: 'UYGUN', description: 'uygun' },
    UYGUN_DEGIL: { value: 'UYGUN_DEGIL', description: 'uygun değil; listelere alınmaz' },
    EKSIK_BILGI: { value: 'EKSIK_BILGI', description: 'eksik bilgi; komisyon belgelere bakar' },
  } as const,
});

const DecisionType = builder.objectRef<EligibilityDecision>('ExamEligibilityDecision').implement({
  description: 'Komisyonun kararı; kayıttan bulunanın yerine geçer.',
  fields: (t) => ({
    isEligible: t.exposeBoolean('isEligible', { description: 'Uygun görüldü mü.' }),
    reason: t.exposeString('reason', { description: 'Gerekçesi.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'Kararın kaydedildiği an.' }),
  }),
});

export const EligibilityType = builder.objectRef<StoredEligibility>('ExamEligibility').implement({
  description: 'Bir adayın kadronun şartlarına uygunluğu (MEB Yön. m.6, 7, 11; 657 m.68/B).',
  fields: (t) => ({
    state: t.field({
      type: EligibilityStateType,
      nullable: true,
      description: 'Geçerli durum: komisyonun kararı, yoksa kayıttan bulunan; ikisi de yoksa null.',
      resolve: effectiveState,
    }),
    recordState: t.field({
      type: EligibilityStateType,
      nullable: true,
      description: 'Kayıttan bulunan; henüz denetlenmediyse null.',
      resolve: (e) => e.state,
    }),
    reasons: t.stringList({
      description: 'Taşınmayan şartlar ya da eksik bilgiler, maddeleriyle.',
      resolve: (e) => [...e.reasons],
    }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', nullable: true, description: 'Denetlendiği an; yoksa null.' }),
    decision: t.field({
      type: DecisionType,
      nullable: true,
      description: 'Komisyonun kararı; yoksa null.',
      resolve: (e) => e.decision,
    }),
  }),
});

const ProgressType = builder.objectRef<EligibilityProgress>('ExamEligibilityProgress').implement({
  description: 'Denetimin ilerlemesi.',
  fields: (t) => ({
    checked: t.exposeInt('checked', { description: 'Bu çağrıda denetlenen aday.' }),
    total: t.exposeInt('total', { description: 'Sınavın bütün adayları.' }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'Sıradaki çağrıda `after` olarak verilir; bütün adaylar denetlendiyse null.',
    }),
    eligible: t.int({ description: 'Uygun.', resolve: (p) => p.counts.UYGUN }),
    notEligible: t.int({ description: 'Uygun değil.', resolve: (p) => p.counts.UYGUN_DEGIL }),
    unclear: t.int({ description: 'Eksik bilgi.', resolve: (p) => p.counts.EKSIK_BILGI }),
  }),
});

const signed = { nullable: true, authScopes: { signedIn: true } } as const;
const WHO = 'Kadro-eğitim servisinin görevlileri ve üstleri.';
const examNumber = { description: 'Sınav numarası.' };

builder.relayMutationField(
  'checkExamEligibility',
  {
    description: 'Sınav ve kaldığı yer.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      after: t.string({ required: false, description: 'Önceki çağrının verdiği aday numarası; ilkinde boş.' }),
      limit: t.int({ required: false, description: 'En çok kaç aday; en fazla ve varsayılan 1.000.' }),
    }),
  },
  {
    ...signed,
    description: `Adayları kayıtlarından kadronun şartlarına göre denetler, parça parça; komisyonun kararı korunur. ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input: { examNumber: number, after, limit } }, graph) => ({
      progress: await checkExamEligibility(signedIn(graph), {
        examNumber: number,
        after: after ?? undefined,
        limit: limit ?? undefined,
      }),
    }),
  },
  {
    description: 'İlerleme.',
    outputFields: (t) => ({
      progress: t.field({ type: ProgressType, description: 'İlerleme.', resolve: (p) => p.progress }),
    }),
  },
);

builder.relayMutationField(
  'decideExamEligibility',
  {
    description: 'Komisyonun kararı.',
    inputFields: (t) => ({
      examNumber: t.string(examNumber),
      candidateNo: t.string({ description: 'Aday numarası.' }),
      isEligible: t.boolean({ description: 'Uygun görüldü mü.' }),
      reason: t.string({ description: 'Gerekçesi: incelenen belge, dayanak.' }),
    }),
  },
  {
    ...signed,
    description: `Komisyonun bir aday hakkındaki kararını gerekçesiyle kaydeder (m.11/4). ${WHO}`,
    errors: { types: [ValidationError, ForbiddenError, NotFoundError] },
    resolve: async (_root, { input }, graph) => ({
      eligibility: await decideExamEligibility(signedIn(graph), { ...input }),
    }),
  },
  {
    description: 'Adayın durumu.',
    outputFields: (t) => ({
      eligibility: t.field({ type: EligibilityType, description: 'Durum.', resolve: (p) => p.eligibility }),
    }),
  },
);
