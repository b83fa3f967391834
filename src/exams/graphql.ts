/** Promotion exams over the API: the record, its candidates, runs and lists. */
import './graphql-mutations.ts';
import './graphql-relocation.ts';
import './graphql-relocation-mutations.ts';
import { TraceStepType, WarningType } from '../calculations/graphql.ts';
import type { TraceStep, Warning } from '../calculations/index.ts';
import type { Database } from '../database/index.ts';
import { builder, pageComplexity, signedIn } from '../graphql/index.ts';
import { readResult } from './calculation.ts';
import { numbersInState } from './eligibility/queries.ts';
import { requireExamOfficer } from './exam-access.ts';
import { CandidateConnection, CandidateType, type CandidateView, withEligibility } from './graphql-candidate.ts';
import { EligibilityStateType } from './graphql-eligibility.ts';
import { keyedConnection, rowConnection } from './graphql-pages.ts';
import { ExamKindType, ExamListKind, ExamRunType, ExamType } from './graphql-types.ts';
import type { Exam, StoredCandidate } from './model.ts';
import {
  candidatesByNumber,
  checkExamRun,
  type ExamListRow,
  findExam,
  findExamList,
  findRun,
  listCandidates,
  listExams,
  postOf,
  type RunCheck,
} from './queries.ts';

const examNumber = { description: 'Sınav numarası: S-2026-0001.' };

interface ListRow extends ExamListRow {
  readonly candidate: StoredCandidate | null;
}
const ListRowType = builder.objectRef<ListRow>('ExamListRow').implement({
  description: 'Bir listenin satırı. Puanlar tam değerleriyle yazılır.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Sırası; eşitler aynı sırayı paylaşır.' }),
    candidateNo: t.exposeString('candidateNo', { description: 'Aday numarası.' }),
    fullName: t.string({ description: 'Adı ve soyadı.', resolve: (r) => r.candidate?.fullName ?? '' }),
    unit: t.string({ description: 'Birimi ya da kurumu.', resolve: (r) => r.candidate?.unit ?? '' }),
    written: t.exposeString('written', { nullable: true, description: 'Yazılı puanı; listede yoksa null.' }),
    oral: t.exposeString('oral', { nullable: true, description: 'Sözlü puanı; çağrı listesinde null.' }),
    score: t.exposeString('score', { nullable: true, description: 'Başarı puanı; çağrı listesinde null.' }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'Öncekinin ardına koyan ölçüt; yoksa null.',
    }),
    isEqual: t.exposeBoolean('isEqual', { description: 'Mevzuatın ayıramadığı bir eşiti var mı.' }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'YERLESTI, TERCIH_DISI, ATANAMAZ, VAZGECMIS; yerleştirme listesi değilse null.',
    }),
    place: t.exposeString('place', { nullable: true, description: 'Yeri; yerleşmediyse null.' }),
  }),
});
const ListConnection = builder.connectionObject(
  { type: ListRowType, name: 'ExamListConnection' },
  { name: 'ExamListEdge' },
);
const ExamConnection = builder.connectionObject({ type: ExamType, name: 'ExamConnection' }, { name: 'ExamEdge' });

const CheckType = builder.objectRef<RunCheck>('ExamRunCheck').implement({
  description: 'Saklanan bir hesabın saklanan girdisinden yeniden yapılması.',
  fields: (t) => ({
    run: t.field({ type: ExamRunType, description: 'Hesap.', resolve: (c) => c.run }),
    isSame: t.exposeBoolean('isSame', { description: 'Sonuç baytı baytına aynı mı.' }),
    recalculatedSha256: t.exposeString('recalculatedSha256', { description: 'Yeniden hesaplanan sonucun özeti.' }),
  }),
});

interface Reasoning {
  readonly trace: readonly TraceStep[];
  readonly warnings: readonly Warning[];
}
const ReasoningType = builder.objectRef<Reasoning>('ExamReasoning').implement({
  description: 'Bir kadronun listelerinin hesabı: adımlar, okunan mevzuat değerleri, uyarılar.',
  fields: (t) => ({
    trace: t.field({ type: [TraceStepType], description: 'Adımlar.', resolve: (r) => [...r.trace] }),
    warnings: t.field({ type: [WarningType], description: 'Uyarılar.', resolve: (r) => [...r.warnings] }),
  }),
});

builder.queryFields((t) => ({
  examByNumber: t.field({
    type: ExamType,
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Numarasıyla bir sınav; yoksa null.',
    args: { examNumber: t.arg.string(examNumber) },
    resolve: (_root, args, { db }) => findExam(db, args.examNumber),
  }),
  exams: t.connection(
    {
      type: ExamType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description: 'Sınavlar, yeniden eskiye.',
      args: { kind: t.arg({ type: ExamKindType, required: false, description: 'Yalnız bu türdekiler.' }) },
      resolve: (_root, { kind, ...page }, { db }) =>
        keyedConnection<Exam>(
          page,
          (exam) => exam.examNumber,
          (at) => listExams(db, at, { kind: kind ?? undefined }),
        ),
    },
    ExamConnection,
  ),
  examCandidates: t.connection(
    {
      type: CandidateType,
      nullable: true,
      authScopes: { officer: true },
      complexity: pageComplexity,
      description: 'Adaylar, aday numarası sırasıyla. Kadro-eğitim servisinin görevlileri ve üstleri.',
      args: {
        examNumber: t.arg.string(examNumber),
        eligibility: t.arg({ type: EligibilityStateType, required: false, description: 'Yalnız bu durumdakiler.' }),
      },
      resolve: async (_root, { examNumber: number, eligibility, ...page }, context) => {
        requireExamOfficer(signedIn(context).actor);
        const only = eligibility ? await numbersInState(context.db, number, eligibility) : undefined;
        return keyedConnection<CandidateView>(
          page,
          (c) => c.candidateNo,
          async (at) => withEligibility(context.db, await listCandidates(context.db, { examNumber: number, only }, at)),
        );
      },
    },
    CandidateConnection,
  ),
  examList: t.connection(
    {
      type: ListRowType,
      nullable: true,
      authScopes: { personnelReader: true },
      complexity: pageComplexity,
      description:
        'Bir sınavın listesi, sırayla. Sınav görevlileri dışındakilere belgesi düzenlenmiş (ilan edilmiş) liste açıktır; liste yoksa null.',
      args: {
        examNumber: t.arg.string(examNumber),
        list: t.arg({ type: ExamListKind, description: 'Liste.' }),
        post: t.arg.string({
          required: false,
          description: 'Kadro unvanı; sınavda bir kadro varsa boş bırakılabilir.',
        }),
        run: t.arg.int({ required: false, description: 'Kaçıncı hesap; verilmezse son hesap.' }),
      },
      resolve: async (_root, { examNumber: number, list, post, run, ...page }, context) => {
        const question = { examNumber: number, list, post: post ?? undefined, run: run ?? undefined };
        const found = await findExamList(signedIn(context), question);
        if (!found) return null;
        return rowConnection<ExamListRow, ListRow>(page, found.rows, {
          key: (row) => row.candidateNo,
          complete: (rows) => withNames(context.db, number, rows),
        });
      },
    },
    ListConnection,
  ),
  examReasoning: t.field({
    type: ReasoningType,
    nullable: true,
    authScopes: { officer: true },
    description:
      'Bir kadronun listelerinin gerekçesi; hesap yoksa null. Kadro-eğitim servisinin görevlileri ve üstleri.',
    args: {
      examNumber: t.arg.string(examNumber),
      post: t.arg.string({ required: false, description: 'Kadro unvanı.' }),
      run: t.arg.int({ required: false, description: 'Kaçıncı hesap; verilmezse son hesap.' }),
    },
    resolve: async (_root, args, context) => {
      requireExamOfficer(signedIn(context).actor);
      const found = await findRun(context.db, args.examNumber, args.run ?? undefined);
      return found ? postOf(readResult(found.resultText), args.post ?? undefined).outcome : null;
    },
  }),
  checkExamRun: t.field({
    type: CheckType,
    nullable: true,
    authScopes: { officer: true },
    description:
      'Saklanan bir hesabı saklanan girdisinden yeniden yapar ve karşılaştırır; hesap yoksa null. Kadro-eğitim servisinin görevlileri ve üstleri.',
    args: {
      examNumber: t.arg.string(examNumber),
      run: t.arg.int({ required: false, description: 'Kaçıncı hesap; verilmezse son hesap.' }),
    },
    resolve: (_root, args, graph) => {
      const context = signedIn(graph);
      requireExamOfficer(context.actor);
      return checkExamRun(context, args.examNumber, args.run ?? undefined);
    },
  }),
}));

async function withNames(db: Database, number: string, rows: readonly ExamListRow[]): Promise<ListRow[]> {
  const known = await candidatesByNumber(
    db,
    number,
    rows.map((r) => r.candidateNo),
  );
  return rows.map((row) => ({ ...row, candidate: known.get(row.candidateNo) ?? null }));
}
