import {
  displayDate,
  displaySure,
  type gorevdeYukselme,
  type Outcome,
  type Sure,
  sureDays,
} from '../../calculations/index.ts';
import { counted68bOf, eligible68bOf, promotionRecordOf } from '../../statements/index.ts';
import {
  type CalculationLine,
  type CalculationScene,
  numberOf,
  type StepCalculation,
  stepCalculation,
} from './view.ts';

const ARTICLE = '657 s.K. m.68/B';
/** Degrees of the kadros that 68/B opens from below, lowest first. */
const DEGREES = [4, 3, 2, 1] as const;

type Comparison = Outcome<gorevdeYukselme.Required68b>;
interface Finding {
  readonly counted: Sure;
  readonly asked: Comparison | null;
}

/**
 * Service that counts for a higher kadro beside the years that the kadro wants. With the degree entered it proposes the
 * outcome; without it every degree is compared. 657 s.K. m.68/B.
 */
export function article68bStep(scene: CalculationScene): StepCalculation {
  const { context, person, data, on } = scene;
  const { missing } = promotionRecordOf(person, on);
  const counted = counted68bOf(context, person, on);
  const derece = numberOf(data, 'kadroDerecesi');
  const ekGosterge = numberOf(data, 'ekGosterge') ?? 0;
  const compare = (degree: number): Comparison => eligible68bOf(context, person, { on, derece: degree, ekGosterge });
  const read = {
    label: 'Personel kaydı',
    article: ARTICLE,
    result: `${person.career.postings?.length ?? 0} görev kaydı`,
  };
  const asked = counted === null || derece === undefined ? null : compare(derece);
  const trace = [read, ...(asked?.trace ?? [])];
  const outcome: Outcome<Finding> =
    counted === null
      ? { kind: 'missing', missing, trace }
      : { kind: 'value', value: { counted, asked }, trace, warnings: [] };
  return stepCalculation({ kind: 'madde-68-b', on }, outcome, (found) => {
    const text = displaySure(found.counted);
    const detail = `${displayDate(on)} gününe kadar`;
    const degrees = derece === undefined ? DEGREES : [derece];
    return {
      summary: `68/B’de sayılan hizmet: ${text}. ${summaryOf(found.asked, derece)}`,
      proposed: { hizmetSuresiGun: sureDays(found.counted), hizmetSuresi: text },
      proposedOutcome: found.asked === null ? null : found.asked.kind === 'value' ? 'uygun' : 'uygun-gorulmedi',
      lines: [
        { label: 'Sayılan hizmet', detail, result: text, article: ARTICLE },
        ...degrees.map((degree) => lineOf(degree, ekGosterge, compare(degree))),
      ],
    };
  });
}

function summaryOf(asked: Comparison | null, derece: number | undefined): string {
  if (asked === null) return 'Kadronun derecesi girilince aranan süreyle karşılaştırılır.';
  return `${derece}. derece kadro: ${verdictOf(asked)}`;
}

function lineOf(degree: number, ekGosterge: number, compared: Comparison): CalculationLine {
  const detail = ekGosterge > 0 ? `ek gösterge ${ekGosterge}` : 'ek göstergesi yazılmamış ya da yok';
  return { label: `${degree}. derece kadro`, detail, result: verdictOf(compared), article: ARTICLE };
}

/** "10 yıl aranır; dolmuş.", or the reason why not. */
function verdictOf(compared: Comparison): string {
  if (compared.kind === 'missing') return 'kayıt eksik.';
  if (compared.kind === 'notEligible') return compared.reason;
  const { years } = compared.value;
  return years === null ? '68/B süresi aranmaz.' : `${years} yıl aranır; dolmuş.`;
}
