import { CalendarRowType } from '../calculations/gorevde-yukselme/graphql-lists.ts';
import type { gorevdeYukselme } from '../calculations/index.ts';
import { builder } from '../graphql/index.ts';
import { PlaceType } from './graphql-import.ts';
import type { Exam, ExamPost, ExamRun } from './model.ts';
import { calendarOf, countCandidates, findExamsByNumbers, listRuns } from './queries.ts';

export const ExamKindType = builder.enumType('ExamKind', {
  description: 'Sınavın türü.',
  values: {
    GOREVDE_YUKSELME: { value: 'gorevde-yukselme', description: 'Görevde yükselme (MEB Yön. m.5, 6).' },
    UNVAN_DEGISIKLIGI: { value: 'unvan-degisikligi', description: 'Unvan değişikliği (m.7).' },
  } as const,
});

export const ExamListKind = builder.enumType('ExamList', {
  description: 'Sınavın listesi; hesap bu listeye kadar yürür.',
  values: {
    CAGRI: { value: 'CAGRI', description: 'Sözlü sınava çağrı listesi (m.16/1).' },
    BASARI: { value: 'BASARI', description: 'Başarı listesi (m.21/1-2).' },
    YERLESTIRME: { value: 'YERLESTIRME', description: 'Yerleştirme listesi (m.21/4-5).' },
  } as const satisfies Record<gorevdeYukselme.ExamStage, unknown>,
});

const PostType = builder.objectRef<ExamPost>('ExamPost').implement({
  description: 'Sınavı yapılan bir kadro unvanı ve ilan edilen yerleri.',
  fields: (t) => ({
    unvan: t.exposeString('unvan', { description: 'Kadro unvanı.' }),
    places: t.field({ type: [PlaceType], description: 'Yerler.', resolve: (p) => [...p.places] }),
    announced: t.int({
      description: 'İlan edilen kadro sayısı.',
      resolve: (p) => p.announced ?? p.places.reduce((sum, place) => sum + place.count, 0),
    }),
    derece: t.int({
      nullable: true,
      description: 'Kadronun derecesi; yazılmamışsa null ve 68/B denetlenmez.',
      resolve: (p) => p.derece ?? null,
    }),
    ekGosterge: t.int({ description: 'Kadronun ek göstergesi.', resolve: (p) => p.ekGosterge ?? 0 }),
  }),
});

export const ExamRunType = builder.objectRef<ExamRun>('ExamRun').implement({
  description: 'Sınavın listelerinin bir kez hesaplanması; girdisi, sonucu ve gerekçesiyle saklanır.',
  fields: (t) => ({
    run: t.exposeInt('run', { description: 'Kaçıncı hesap.' }),
    stage: t.field({ type: ExamListKind, description: 'Hangi listeye kadar.', resolve: (r) => r.stage }),
    candidates: t.exposeInt('candidates', { description: 'Aday sayısı.' }),
    inputSha256: t.exposeString('inputSha256', { description: 'Girdinin özeti.' }),
    resultSha256: t.exposeString('resultSha256', { description: 'Sonucun özeti; listelerde yazılır.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Hesaplandığı an.' }),
  }),
});

export const ExamType = builder.loadableNodeRef<Exam, string, string>('Exam', {
  id: { resolve: (exam) => exam.examNumber },
  load: (numbers, { db }) => findExamsByNumbers(db, numbers),
  sort: (exam) => exam.examNumber,
});
ExamType.implement({
  description: 'Görevde yükselme ya da unvan değişikliği sınavı.',
  authScopes: { personnelReader: true },
  fields: (t) => ({
    examNumber: t.exposeString('examNumber', { description: 'Sınav numarası.' }),
    name: t.exposeString('name', { description: 'Sınavın adı.' }),
    kind: t.field({ type: ExamKindType, description: 'Türü.', resolve: (e) => e.kind }),
    applicationsEndOn: t.field({
      type: 'Date',
      description: 'Başvurunun son günü; hizmet bu güne göre sayılır, kurallar bu güne göre okunur.',
      resolve: (e) => e.applicationsEndOn,
    }),
    writtenOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Yazılı sınav günü; belli değilse null.',
      resolve: (e) => e.writtenOn,
    }),
    oralOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Sözlü sınav günü; belli değilse null.',
      resolve: (e) => e.oralOn,
    }),
    calendar: t.field({
      type: [CalendarRowType],
      description: 'Duyuru, başvuru, sınav, sonuç ve itiraz günleri, yasal süreleriyle (m.10, 11, 17, 18).',
      resolve: (e, _args, { book }) => calendarOf(e, book),
    }),
    posts: t.field({ type: [PostType], description: 'Kadrolar.', resolve: (e) => [...e.posts] }),
    candidateCount: t.int({
      description: 'Aday sayısı.',
      complexity: 5,
      resolve: (e, _args, { db }) => countCandidates(db, e.examNumber),
    }),
    runs: t.field({
      type: [ExamRunType],
      description: 'Hesaplar, eskiden yeniye.',
      complexity: 5,
      resolve: (e, _args, { db }) => listRuns(db, e.examNumber),
    }),
    version: t.exposeInt('version', { description: 'Kaydın sürümü; değişiklikte `expectedVersion` olarak verilir.' }),
  }),
});
