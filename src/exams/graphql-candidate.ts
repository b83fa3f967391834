import { PromotionEducation } from '../calculations/gorevde-yukselme/graphql-types.ts';
import type { Database } from '../database/index.ts';
import { builder } from '../graphql/index.ts';
import type { StoredEligibility } from './eligibility/model.ts';
import { eligibilityByNumber } from './eligibility/queries.ts';
import { EligibilityType } from './graphql-eligibility.ts';
import type { StoredCandidate } from './model.ts';

/** A candidate with what was found and decided of the conditions. */
export interface CandidateView extends StoredCandidate {
  readonly eligibility: StoredEligibility | null;
}
export const CandidateType = builder.objectRef<CandidateView>('ExamCandidate').implement({
  description: 'Bir aday: puanları, hizmeti ve tercihleri.',
  fields: (t) => ({
    candidateNo: t.exposeString('candidateNo', { description: 'Aday numarası.' }),
    sicilNo: t.exposeString('sicilNo', { nullable: true, description: 'Sicil numarası; kurum dışındansa null.' }),
    fullName: t.exposeString('fullName', { description: 'Adı ve soyadı.' }),
    title: t.exposeString('title', { description: 'Unvanı; bilinmiyorsa boş.' }),
    unit: t.exposeString('unit', { description: 'Birimi ya da kurumu; bilinmiyorsa boş.' }),
    post: t.exposeString('post', { description: 'Başvurduğu kadro unvanı.' }),
    written: t.exposeString('written', { nullable: true, description: 'Yazılı puanı; girmediyse null.' }),
    oral: t.field({
      type: t.listRef(t.listRef('String')),
      nullable: true,
      description: 'Üyelerin konu puanları; gelmediyse ya da yapılmadıysa null.',
      resolve: (c) => c.oral?.map((marks) => [...marks]) ?? null,
    }),
    serviceDays: t.exposeInt('serviceDays', { description: 'Hizmet süresi, 30/360 gün.' }),
    education: t.field({ type: PromotionEducation, description: 'Öğrenim düzeyi.', resolve: (c) => c.education }),
    grade: t.exposeString('grade', { description: 'Mezuniyet notu.' }),
    preferences: t.stringList({ description: 'Tercihleri, sırasıyla.', resolve: (c) => [...c.preferences] }),
    acceptsOutside: t.exposeBoolean('acceptsOutside', { description: 'Tercih dışı atanmayı kabul ediyor mu.' }),
    eligibility: t.field({
      type: EligibilityType,
      nullable: true,
      description: 'Kadronun şartlarına uygunluğu; denetlenmediyse ve karar yoksa null.',
      resolve: (c) => c.eligibility,
    }),
  }),
});
export const CandidateConnection = builder.connectionObject(
  { type: CandidateType, name: 'ExamCandidateConnection' },
  { name: 'ExamCandidateEdge' },
);

/** The candidates of a page with their eligibility. */
export async function withEligibility(db: Database, rows: readonly StoredCandidate[]): Promise<CandidateView[]> {
  const [first] = rows;
  if (!first) return [];
  const numbers = rows.map((c) => c.candidateNo);
  const known = await eligibilityByNumber(db, first.examNumber, numbers);
  return rows.map((c) => ({ ...c, eligibility: known.get(c.candidateNo) ?? null }));
}
