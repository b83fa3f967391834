import { muvafakat } from '../../calculations/index.ts';
import { findKadro } from '../../institution/index.ts';
import { findPersonBySicilNo } from '../../personnel/index.ts';
import { type MuvafakatOnRecord, nakilTalepData } from '../../statements/index.ts';
import { cases } from '../model.ts';
import { toCase } from '../queries.ts';
import { type Assessment, assess } from './muvafakat-assess.ts';
import { type CalculationLine, type CalculationScene, type StepCalculation, stepCalculation, textOf } from './view.ts';

/** Eligibility, score and rank of a transfer request among the open requests at the same step. */
export async function muvafakatStep(scene: CalculationScene): Promise<StepCalculation> {
  const { context, row, data, person, on } = scene;
  const own = await assess(scene, row, { person, data });
  const { outcome } = own.score;
  const kadro = person.kadroNo === null ? null : await findKadro(context.db, person.kadroNo);
  const others = outcome.kind === 'value' ? await othersOf(scene) : { applicants: [], unranked: [] };
  return stepCalculation({ kind: 'muvafakat', on }, merged(own), (value) => {
    const ranked = own.applicant ? muvafakat.rankApplicants([own.applicant, ...others.applicants]) : [];
    const place = ranked.find((r) => r.id === row.caseNumber);
    const isEligible = own.eligibility.kind === 'value';
    const isLifeSafety = own.eligibility.kind === 'value' && own.eligibility.value.route === 'CAN_GUVENLIGI';
    const rank = place ? `; sıra ${place.rank} / ${ranked.length}${place.isTied ? ' (eşit)' : ''}` : '';
    const warnings = others.unranked.map((n) => ({
      code: 'NOT_RANKED',
      message: `${n} numaralı başvuru, kaydı eksik ya da şartları taşımadığından sıralamaya girmedi.`,
    }));
    const given = outcome.kind === 'value' ? outcome.warnings : [];
    const facts = nakilTalepData(own.score, value, {
      warnings: given,
      unitOpinion: typeof data.birimGorusuUygun === 'boolean' ? data.birimGorusuUygun : null,
    });
    return {
      summary: isLifeSafety
        ? `Şartlar sağlanıyor; can güvenliği talebi puanlanmaz ve sıralanmaz: ${value.reasons.decision}.`
        : `${isEligible ? 'Şartlar sağlanıyor' : 'Şartlar sağlanmıyor'}; puan ${value.total}${rank}.`,
      proposedOutcome: isEligible ? 'uygun' : 'ret',
      warnings,
      lines: [eligibilityLine(own), ...scoreLines(facts), ...(place ? [rankLine(place, ranked)] : [])],
      table: tableOf(scene, facts),
    };
  });

  function tableOf({ data: known }: CalculationScene, facts: ReturnType<typeof nakilTalepData>) {
    const target = textOf(known, 'muvafakatKurumu');
    if (target === undefined) return null;
    const form = {
      ...facts,
      kadroDerecesiMetni: kadro ? String(kadro.derece) : 'Kadrosu yok',
      istenenKurum: target,
      duzenlemeTarihi: context.today,
    };
    return { data: form, signedBy: 'person' as const };
  }
}

/** The score's outcome; where the score stands, the trace of the eligibility goes before it. */
function merged({ score, eligibility }: Assessment): MuvafakatOnRecord['outcome'] {
  return { ...score.outcome, trace: [...eligibility.trace, ...score.outcome.trace] };
}

/** The other open requests at the step: those that can be ranked, and the numbers of those that cannot. */
async function othersOf({ context, row, on }: CalculationScene) {
  const rows = await cases(context.db)
    .find({ process: row.process, status: 'open', step: row.step, caseNumber: { $ne: row.caseNumber } })
    .sort({ caseNumber: 1 })
    .limit(MOST_APPLICANTS)
    .lean();
  const applicants: muvafakat.Applicant[] = [];
  const unranked: string[] = [];
  for (const other of rows.map(toCase)) {
    const { sicilNo } = other.subject;
    const person = sicilNo === null ? null : await findPersonBySicilNo(context.db, sicilNo);
    const found = person ? await assess({ context, on }, other, { person, data: other.state.data }) : null;
    if (found?.applicant) applicants.push(found.applicant);
    else unranked.push(other.caseNumber);
  }
  return { applicants, unranked };
}

/** More open requests at once than any institution has. */
const MOST_APPLICANTS = 500;

function eligibilityLine({ eligibility }: Assessment): CalculationLine {
  const article = eligibility.kind === 'notEligible' ? eligibility.article : '657 s.K. m.74';
  const result = eligibility.kind === 'notEligible' ? eligibility.reason : 'sağlanıyor';
  return { label: 'Hizmet şartı', detail: '', result, article };
}

function scoreLines({ puanSatirlari }: ReturnType<typeof nakilTalepData>): CalculationLine[] {
  if (!Array.isArray(puanSatirlari)) return [];
  return puanSatirlari.map((r) => ({
    label: r.kalem,
    detail: `${r.kanit} (${r.durum})`,
    result: `${r.puan} puan`,
    article: r.dayanak,
  }));
}

const CRITERIA = {
  PUAN: 'puanı',
  BIRIM_GORUSU: 'birim görüşü',
  FIILI_HIZMET: 'fiilî hizmeti',
  YAS: 'yaşı',
  ESIT: 'eşit',
};

function rankLine(place: muvafakat.RankedApplicant, all: readonly muvafakat.RankedApplicant[]): CalculationLine {
  const detail =
    place.aheadBy === null ? `${all.length} açık başvuru` : `sonrakinden ayıran: ${CRITERIA[place.aheadBy]}`;
  return {
    label: 'Sıra',
    detail,
    result: `${place.rank} / ${all.length}`,
    article: 'Muvafakat usul ve esasları m.8/2-ç',
  };
}
