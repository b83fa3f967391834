import { exact, isoDate, muvafakat, type Outcome, sureDays } from '../../calculations/index.ts';
import { findKadro } from '../../institution/index.ts';
import { findPersonBySicilNo, type Person } from '../../personnel/index.ts';
import { type MuvafakatOnRecord, muvafakatPuaniOf, nakilTalepData } from '../../statements/index.ts';
import { type Case, cases } from '../model.ts';
import { toCase } from '../queries.ts';
import { type CalculationLine, type CalculationScene, type StepCalculation, stepCalculation, textOf } from './view.ts';

type Data = CalculationScene['data'];
interface Assessment {
  readonly person: Person;
  readonly score: MuvafakatOnRecord;
  readonly eligibility: Outcome<muvafakat.UygunlukValue>;
  readonly applicant: muvafakat.Applicant | null;
}

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
    const rank = place ? `; sıra ${place.rank} / ${ranked.length}${place.isTied ? ' (eşit)' : ''}` : '';
    const warnings = others.unranked.map((n) => ({
      code: 'NOT_RANKED',
      message: `${n} numaralı başvuru, kaydı eksik olduğundan sıralamaya girmedi.`,
    }));
    const given = outcome.kind === 'value' ? outcome.warnings : [];
    const facts = nakilTalepData(own.score, value, given);
    return {
      summary: `${isEligible ? 'Şartlar sağlanıyor' : 'Şartlar sağlanmıyor'}; puan ${value.total}${rank}.`,
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

async function assess(
  { context, on }: Pick<CalculationScene, 'context' | 'on'>,
  { caseNumber }: Case,
  { person, data }: { person: Person; data: Data },
): Promise<Assessment> {
  const key = textOf(data, 'muvafakatGerekcesi') ?? '';
  const kind = muvafakat.reasonKindField.safeParse(key.toUpperCase().replaceAll('-', '_'));
  const isProven = data.gerekceKanitlandi === true;
  const reasons = kind.success ? [{ kind: kind.data, isProven }] : [];
  const otherWorkplaces = (textOf(data, 'digerKurumGorevYerleri') ?? '').split('\n').filter((t) => t.trim() !== '');
  const score = await muvafakatPuaniOf(context, person.sicilNo, { on, reasons, otherWorkplaces });
  const officerDays = sureDays(score.service.own);
  const netServiceDays = officerDays;
  const input = muvafakat.uygunlukInput.parse({
    on,
    unvan: person.unvan,
    isCandidate: person.status === 'aday',
    candidacyDays: person.status === 'aday' ? officerDays : 0,
    officerDays,
    reason: kind.success && isProven ? kind.data : null,
  });
  const eligibility = muvafakat.calculateMuvafakatUygunluk(input, context);
  const total = score.outcome.kind === 'value' ? score.outcome.value.total : null;
  const applicant =
    total === null
      ? null
      : {
          id: caseNumber,
          score: exact(total),
          isUnitPositive: data.birimGorusuUygun === true,
          netServiceDays,
          bornOn: isoDate(person.bornOn, 'bornOn'),
        };
  return { person, score, eligibility, applicant };
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
