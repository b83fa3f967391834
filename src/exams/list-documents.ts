import { displayDate, exact, gorevdeYukselme, isoDate, type TraceStep } from '../calculations/index.ts';
import { inTransaction } from '../database/index.ts';
import { type OfficeDocument, writeDocument } from '../documents/index.ts';
import { NotFoundError, ValidationError } from '../errors/index.ts';
import { type StatementsContext, senderOf } from '../statements/index.ts';
import { type PostResult, readResult } from './calculation.ts';
import { EXAM_SERVICE, requireExamOfficer } from './exam-access.ts';
import { type Exam, examAnnouncements, type StoredCandidate } from './model.ts';
import {
  candidatesByNumber,
  type ExamListRow,
  findRun,
  type ListQuestion,
  listRows,
  postOf,
  requireExam,
} from './queries.ts';

/** Kind of document of each list. */
export const LIST_KINDS: Readonly<Record<gorevdeYukselme.ExamStage, string>> = {
  CAGRI: 'sozlu-sinav-cagri-listesi',
  BASARI: 'sinav-basari-listesi',
  YERLESTIRME: 'sinav-yerlestirme-listesi',
};

const ARTICLES: Readonly<Record<gorevdeYukselme.ExamStage, string>> = {
  CAGRI: 'MEB Yön. m.16/1',
  BASARI: 'MEB Yön. m.21/1-2',
  YERLESTIRME: 'MEB Yön. m.21/4-5',
};

/**
 * Writes a list of a run (the newest unless named) as a final document, one for each post or for the post named, and
 * notes it as announced. Throws ForbiddenError, NotFoundError without a run, ValidationError for a list that the run
 * didn't get to or one without a row.
 */
export async function writeExamLists(context: StatementsContext, question: ListQuestion): Promise<OfficeDocument[]> {
  requireExamOfficer(context.actor);
  const { examNumber, list } = question;
  const exam = await requireExam(context.db, examNumber);
  const found = await findRun(context.db, examNumber, question.run);
  if (!found) throw new NotFoundError(`${examNumber} sınavının hesaplanmış listesi yok; önce listeleri hesaplayın.`);
  const results = readResult(found.resultText);
  const wanted = question.post === undefined ? results : [postOf(results, question.post)];
  const sender = await senderOf(context.db);
  const orders = await Promise.all(
    wanted.map(async (result) => {
      const rows = requireRows(result, list);
      const known = await candidatesByNumber(
        context.db,
        examNumber,
        rows.map((r) => r.candidateNo),
      );
      const data = {
        ...headData(exam, result.post, found.run.resultSha256),
        dayanak: ARTICLES[list],
        ...listData(result, { list, rows, known }),
      };
      return { post: result.post, facts: { sender, signers: [...exam.commission].reverse(), data } };
    }),
  );
  const place = { caseNumber: null, service: EXAM_SERVICE, unitPath: [], signerRoles: [] };
  return inTransaction(context.db, async (session) => {
    const documents: OfficeDocument[] = [];
    for (const { post, facts } of orders) {
      const document = await writeDocument(context, session, { kind: LIST_KINDS[list], facts, place, isDraft: false });
      const row = { examNumber, run: found.run.run, list, post, documentId: document.id };
      await examAnnouncements(context.db).create([row], { session });
      documents.push(document);
    }
    return documents;
  });
}

function requireRows(result: PostResult, list: gorevdeYukselme.ExamStage): readonly ExamListRow[] {
  const rows = listRows(result, list);
  if (rows === null)
    throw ValidationError.of('list', 'Hesap bu listeye kadar yürütülmemiş; listeleri bu aşamaya kadar hesaplayın.');
  if (rows.length > 0) return rows;
  throw ValidationError.of('list', `"${result.post}" için listede kimse yok; belge düzenlenmedi.`);
}

function headData(exam: Exam, post: string, sha256: string) {
  const sinavGunleri = datesText(exam);
  return { sinavAdi: exam.name, sinavNo: exam.examNumber, sinavGunleri, kadroUnvani: post, hesapOzeti: sha256 };
}

/** "Yazılı 10.05.2026, sözlü 20.06.2026". */
function datesText({ writtenOn, oralOn }: Exam): string {
  const shown = (day: string | null): string => (day === null ? 'belirlenmedi' : displayDate(isoDate(day)));
  return `Yazılı ${shown(writtenOn)}, sözlü ${shown(oralOn)}`;
}

interface ListParts {
  readonly list: gorevdeYukselme.ExamStage;
  readonly rows: readonly ExamListRow[];
  readonly known: ReadonlyMap<string, StoredCandidate>;
}

/** What a list prints besides its head. */
export function listData({ outcome }: PostResult, { list, rows, known }: ListParts) {
  const { announced, call, success, placement } = outcome.value;
  const person = (r: ExamListRow) => {
    const c = known.get(r.candidateNo);
    return {
      adayNo: r.candidateNo,
      adSoyad: c?.fullName ?? '',
      unvan: c?.title ?? '',
      birim: c?.unit ?? '',
    };
  };
  if (list === 'CAGRI')
    return {
      ilanEdilen: announced,
      cagriKati: calledMultiple(outcome.trace),
      cagrilan: `${rows.length} aday çağrıldı, ${call.notCalled.length} başarılı aday çağrılmadı; kesme puanı ${shown(call.cut ?? '0').replace('.', ',')}`,
      cagriSatirlari: rows.map((r) => ({ ...person(r), yazili: shown(r.written) })),
    };
  if (list === 'BASARI') {
    const failed = success?.failed.length ?? 0;
    return {
      sayilar: `${rows.length} aday sıralandı, ${failed} aday sözlü sınavda başarısız`,
      basariSatirlari: rows.map((r) => {
        const { adayNo, adSoyad } = person(r);
        const marks = { yazili: shown(r.written), sozlu: shown(r.oral), basari: shown(r.score) };
        return { adayNo, adSoyad, ...marks, aciklama: remark(r) };
      }),
      ...texts(
        'esitler',
        (success?.equalGroups ?? []).map((g) => g.join(' = ')),
      ),
    };
  }
  const placed = rows.filter((r) => r.place !== null).length;
  const free = (placement?.vacancies ?? []).map((v) => `${v.place} (${v.count})`);
  return {
    sayilar: `${placed} aday yerleşti, ${rows.length - placed} aday yerleşmedi`,
    yerlestirmeSatirlari: rows.map((r) => {
      const { adayNo, adSoyad } = person(r);
      const sonuc = r.status === null ? '' : gorevdeYukselme.PLACEMENT_LABELS[r.status];
      return { adayNo, adSoyad, basari: shown(r.score), sonuc, yer: r.place ?? '' };
    }),
    ...texts('bosKalanlar', free),
    ...texts(
      'esitler',
      (placement?.contested ?? []).map((c) => `${c.place} (${c.candidates.join(', ')})`),
    ),
  };
}

/** The multiple that the run read, from its trace. */
function calledMultiple(trace: readonly TraceStep[]): string {
  const readings = trace.flatMap((s) => s.parameters ?? []);
  return readings.find((p) => p.name === 'gorevde-yukselme-sozlu-cagri-kati')?.value ?? '';
}

const CRITERIA: Readonly<Record<string, string>> = {
  HIZMET_SURESI: 'hizmet süresiyle',
  UST_OGRENIM: 'üst öğrenimle',
  MEZUNIYET_NOTU: 'mezuniyet notuyla',
};

function remark({ decidedBy, isEqual }: ExamListRow): string {
  if (isEqual) return 'eşit';
  return decidedBy === null ? '' : (CRITERIA[decidedBy] ?? '');
}

/** At most four digits after the point; the exact figure stands in the stored result. */
function shown(mark: string | null): string {
  return mark === null ? '' : exact(mark).toDecimalPlaces(4).toFixed();
}

function texts(key: string, items: readonly string[]): Record<string, string> {
  return items.length === 0 ? {} : { [key]: items.join('; ') };
}
