import { type Exact, type harcirah, isIsoDate, moneyText, type Outcome } from '../../calculations/index.ts';
import { geciciBildirimData, geciciGorevOf, surekliBildirimData, surekliGorevOf } from '../../statements/index.ts';
import { formatMoney } from '../../turkish/index.ts';
import {
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
    dutyPlace: textOf(data, 'yollukGorevYeri'),
    work: textOf(data, 'yollukGorevKonusu'),
  });
  const { input, outcome } = await geciciGorevOf(context, person.sicilNo, raw);
  return statement({ row, on }, outcome, (value, warnings) => ({
    lines: [
      ...value.lines.map(lineOf),
      ...(value.lodging
        ? [
            {
              label: 'Konaklama (belgeli)',
              detail: `${input.lodgingNights} gece`,
              result: formatMoney(moneyText(value.lodging.payable)),
              article: '6245 s.K. m.33',
            },
          ]
        : []),
    ],
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
}
type Warnings = Extract<Outcome<unknown>, { readonly kind: 'value' }>['warnings'];

/** The outcome with its totals beside the amount claimed; whoever accepts another amount gives the reason. */
function statement<V extends Totals>(
  { row, on }: Pick<CalculationScene, 'row' | 'on'>,
  outcome: Outcome<V>,
  read: (value: V, warnings: Warnings) => Pick<Findings, 'lines' | 'table'>,
): StepCalculation {
  const warnings = outcome.kind === 'value' ? outcome.warnings : [];
  return stepCalculation({ kind: 'yolluk', on }, outcome, (value) => {
    const { lines = [], table = null } = read(value, warnings);
    const gross = moneyText(value.gross);
    // What the step before recorded; the amount entered in this step is the one accepted.
    const claimed = textOf(row.state.data, 'tutar');
    const isSame = claimed === undefined || Number(claimed) === Number(gross);
    const article = '6245 s.K. m.59';
    const totals = [
      { label: 'Yolluk tutarı toplamı', detail: '', result: formatMoney(gross), article: '6245 s.K. m.5' },
      { label: 'Damga vergisi', detail: '', result: formatMoney(moneyText(value.damga)), article: '488 s.K.' },
      { label: 'Net tutar', detail: '', result: formatMoney(moneyText(value.net)), article },
    ];
    const sum = `Hesaplanan yolluk ${formatMoney(gross)}`;
    return {
      summary: isSame ? `${sum}.` : `${sum}; bildirimde istenen ${formatMoney(claimed)}.`,
      proposed: { tutar: gross },
      proposedOutcome: isSame ? 'uygun' : 'uygun-degil',
      lines: [...lines, ...totals],
      table,
      warnings: isSame
        ? []
        : [
            {
              code: 'CLAIM_DIFFERS',
              message: `Bildirimde istenen ${formatMoney(claimed)}, hesaplanan ${formatMoney(gross)}.`,
              article,
            },
          ],
    };
  });
}

function lineOf({ label, quantity, unit, unitAmount, amount, article }: harcirah.BildirimLine) {
  const detail = `${quantity} ${unit} × ${moneyText(unitAmount)}`;
  return { label, detail, result: formatMoney(moneyText(amount)), article };
}

function basisOf(data: Data) {
  return { ekGosterge: numberOf(data, 'ekGosterge'), advance: textOf(data, 'avansTutari') };
}

/** The fields that were entered. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as never;
}
