import { type Exact, exact, type harcirah, isIsoDate, moneyText, type Outcome } from '../../calculations/index.ts';
import {
  geciciBildirimData,
  geciciGorevOf,
  surekliBildirimData,
  surekliGorevOf,
  unitPriceText,
} from '../../statements/index.ts';
import { formatDateRange, formatMoney, formatNumber } from '../../turkish/index.ts';
import { earlierDutiesOf, type RecordedDuty } from './earlier-duties.ts';
import {
  type CalculationLine,
  type CalculationScene,
  type Findings,
  numberOf,
  type StepCalculation,
  stepCalculation,
  textOf,
} from './view.ts';

type Data = CalculationScene['data'];

/** The statement that the law gives for the duty or transfer entered, beside the amount claimed. 6245 s.K. */
export async function yollukStep(scene: CalculationScene): Promise<StepCalculation> {
  const { data, on } = scene;
  const kind = textOf(data, 'yollukTuru');
  const day = textOf(data, 'yolculukTarihi');
  const missing = [
    ...(kind === undefined ? [{ path: 'yollukTuru', label: 'Yolluğun türü' }] : []),
    ...(day === undefined || !isIsoDate(day) ? [{ path: 'yolculukTarihi', label: 'Hareket ya da atama günü' }] : []),
    ...(kind === 'gecici' && numberOf(data, 'gorevGunSayisi') === undefined
      ? [{ path: 'gorevGunSayisi', label: 'Görev yerindeki gün sayısı' }]
      : []),
  ];
  if (missing.length > 0 || day === undefined)
    return stepCalculation({ kind: 'yolluk', on }, { kind: 'missing', missing, trace: [] }, () => ({ summary: '' }));
  return kind === 'gecici' ? geciciStep(scene, day) : surekliStep(scene, day);
}

async function geciciStep({ context, row, person, data, on }: CalculationScene, day: string): Promise<StepCalculation> {
  const recorded = await earlierDutiesOf({ context, row, person, data, on }, day);
  const dutyPlace = textOf(data, 'yollukGorevYeri');
  const work = textOf(data, 'yollukGorevKonusu');
  const past = recorded.filter((duty) => duty.endOn < day);
  const raw = given({
    ...basisOf(data),
    startOn: day,
    dutyDays: numberOf(data, 'gorevGunSayisi') ?? 0,
    travelDaysOut: numberOf(data, 'gidisYolGunu'),
    travelDaysBack: numberOf(data, 'donusYolGunu'),
    fareOut: textOf(data, 'gidisYolGideri'),
    fareBack: textOf(data, 'donusYolGideri'),
    lodgingNights: numberOf(data, 'konaklamaGecesi'),
    lodgingNightlyPrice: textOf(data, 'konaklamaBedeli'),
    dutyPlace,
    work,
    earlierDuties:
      dutyPlace === undefined || work === undefined ? undefined : past.map(({ caseNumber: _, ...duty }) => duty),
  });
  const { input, outcome } = await geciciGorevOf(context, person.sicilNo, raw);
  return statement({ row, on }, outcome, (value, warnings) => ({
    lines: [
      ...value.lines.map(lineOf),
      ...(value.lodging
        ? [
            {
              label: 'Konaklama (belgeli)',
              detail: `${input.lodgingNights} gece; belge toplamı ${formatMoney(moneyText(value.lodging.billTotal))}`,
              result: formatMoney(moneyText(value.lodging.payable)),
              article: '6245 s.K. m.33',
            },
          ]
        : []),
    ],
    warnings: overlapWarnings(recorded.filter((duty) => duty.endOn >= day)),
    table: {
      kind: 'gecici-gorev-yolluk-bildirimi',
      signedBy: 'person',
      data: { ...geciciBildirimData(input, value, warnings), duzenlemeTarihi: context.today },
    },
  }));
}

async function surekliStep(
  { context, row, person, data, on }: CalculationScene,
  day: string,
): Promise<StepCalculation> {
  const raw = given({
    ...basisOf(data),
    on: day,
    km: numberOf(data, 'mesafeKm'),
    fare: textOf(data, 'gidisYolGideri'),
    familyFare: textOf(data, 'aileYolGideri'),
    familyMembers: numberOf(data, 'aileFertSayisi'),
    travelDays: numberOf(data, 'gidisYolGunu'),
    hasMoved: typeof data.fiilenTasindi === 'boolean' ? data.fiilenTasindi : undefined,
  });
  const { input, outcome } = await surekliGorevOf(context, person.sicilNo, raw);
  const route = [textOf(data, 'yollukEskiGorevYeri'), textOf(data, 'yollukGorevYeri')].filter((t) => t !== undefined);
  return statement({ row, on }, outcome, (value, warnings) => ({
    lines: value.lines.filter((l) => !l.amount.isZero()).map(lineOf),
    table:
      route.length < 2
        ? null
        : {
            kind: 'surekli-gorev-yolluk-bildirimi',
            signedBy: 'person',
            data: {
              ...surekliBildirimData(input, value, warnings),
              guzergah: route.join(' – '),
              duzenlemeTarihi: context.today,
            },
          },
  }));
}

interface Totals {
  readonly gross: Exact;
  readonly damga: Exact;
  readonly net: Exact;
  readonly advance: Exact;
  readonly payable: Exact;
  readonly refund: Exact;
}
type Warnings = Extract<Outcome<unknown>, { readonly kind: 'value' }>['warnings'];

/** The outcome with its totals beside the amount claimed; whoever accepts another amount gives the reason. */
function statement<V extends Totals>(
  { row, on }: Pick<CalculationScene, 'row' | 'on'>,
  outcome: Outcome<V>,
  read: (value: V, warnings: Warnings) => Pick<Findings, 'lines' | 'table' | 'warnings'>,
): StepCalculation {
  const warnings = outcome.kind === 'value' ? outcome.warnings : [];
  return stepCalculation({ kind: 'yolluk', on }, outcome, (value) => {
    const { lines = [], table = null, warnings: found = [] } = read(value, warnings);
    const gross = moneyText(value.gross);
    // What the step before recorded; the amount entered in this step is the one accepted.
    const claimed = textOf(row.state.data, 'tutar');
    const isSame = claimed === undefined || value.gross.eq(claimed);
    const article = '6245 s.K. m.59';
    const totals = [
      { label: 'Yolluk tutarı toplamı', detail: '', result: formatMoney(gross), article: '6245 s.K. m.5' },
      { label: 'Damga vergisi', detail: '', result: formatMoney(moneyText(value.damga)), article: '488 s.K.' },
      { label: 'Net tutar', detail: '', result: formatMoney(moneyText(value.net)), article },
      ...settlementLines(value, article),
      ...claimLines(claimed, value.gross, article),
    ];
    const sum = `Hesaplanan yolluk ${formatMoney(gross)}`;
    return {
      summary: isSame ? `${sum}.` : `${sum}; bildirimde istenen ${formatMoney(claimed)}.`,
      proposed: { tutar: gross },
      proposedOutcome: isSame ? 'uygun' : 'uygun-degil',
      lines: [...lines, ...totals],
      table,
      warnings: [...found, ...(isSame ? [] : [claimDiffers(claimed, value.gross, article)])],
    };
  });
}

/** "150,00 TL fazla": how the claim stands to what the law gives. */
function differenceText(claimed: string, gross: Exact): string {
  const difference = exact(claimed).minus(gross);
  return `${formatMoney(moneyText(difference.abs()))} ${difference.gt(0) ? 'fazla' : 'eksik'}`;
}

function claimDiffers(claimed: string, gross: Exact, article: string) {
  const message = `Bildirimde istenen ${formatMoney(claimed)}, hesaplanan ${formatMoney(moneyText(gross))}; ${differenceText(claimed, gross)} istenmiş.`;
  return { code: 'CLAIM_DIFFERS', message, article };
}

function claimLines(claimed: string | undefined, gross: Exact, article: string): CalculationLine[] {
  if (claimed === undefined) return [];
  const detail = gross.eq(claimed) ? 'fark yok' : `fark: ${differenceText(claimed, gross)} istenmiş`;
  return [{ label: 'Bildirimde istenen', detail, result: formatMoney(claimed), article }];
}

function settlementLines({ advance, payable, refund }: Totals, article: string): CalculationLine[] {
  if (advance.isZero()) return [];
  const isRefund = refund.gt(0);
  const detail = `alınan avans ${formatMoney(moneyText(advance))}`;
  return [
    {
      label: isRefund ? 'Avanstan geri alınacak' : 'Avanstan sonra ödenecek',
      detail,
      result: formatMoney(moneyText(isRefund ? refund : payable)),
      article,
    },
  ];
}

function overlapWarnings(duties: readonly RecordedDuty[]) {
  return duties.map(({ caseNumber, place, startOn, endOn }) => ({
    code: 'DUTIES_OVERLAP',
    message: `${caseNumber} sayılı dosyadaki görev (${place}, ${formatDateRange(startOn, endOn)}) bu görevle çakışıyor; aynı güne iki gündelik verilemez.`,
    article: '6245 s.K. m.42',
  }));
}

function lineOf({ label, quantity, unit, unitAmount, amount, article }: harcirah.BildirimLine) {
  const detail = `${formatNumber(quantity)} ${unit} × ${unitPriceText(unitAmount)} TL`;
  return { label, detail, result: formatMoney(moneyText(amount)), article };
}

function basisOf(data: Data) {
  return { ekGosterge: numberOf(data, 'ekGosterge'), advance: textOf(data, 'avansTutari') };
}

/** The fields that were entered. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as never;
}
