import { isIsoDate, moneyText } from '../../calculations/index.ts';
import { geciciBildirimData, geciciGorevOf, surekliBildirimData, surekliGorevOf } from '../../statements/index.ts';
import { formatMoney } from '../../turkish/index.ts';
import { earlierDutiesOf } from './earlier-duties.ts';
import { type CalculationScene, numberOf, type StepCalculation, stepCalculation, textOf } from './view.ts';
import { given, lineOf, overlapWarnings, statement } from './yolluk-statement.ts';
import { yurtdisiStep } from './yolluk-yurtdisi.ts';

type Data = CalculationScene['data'];

/** The statement that the law gives for the duty or transfer entered, beside the amount claimed. 6245 s.K. */
export async function yollukStep(scene: CalculationScene): Promise<StepCalculation> {
  const { data, on } = scene;
  const kind = textOf(data, 'yollukTuru');
  const day = textOf(data, 'yolculukTarihi');
  const missing = [
    ...(kind === undefined ? [{ path: 'yollukTuru', label: 'Yolluğun türü' }] : []),
    ...(day === undefined || !isIsoDate(day) ? [{ path: 'yolculukTarihi', label: 'Hareket ya da atama günü' }] : []),
    ...(needsDays(data, kind) && numberOf(data, 'gorevGunSayisi') === undefined
      ? [{ path: 'gorevGunSayisi', label: 'Görev yerindeki gün sayısı' }]
      : []),
  ];
  if (missing.length > 0 || day === undefined)
    return stepCalculation({ kind: 'yolluk', on }, { kind: 'missing', missing, trace: [] }, () => ({ summary: '' }));
  if (kind === 'yurtdisi') return yurtdisiStep(scene, day);
  return kind === 'gecici' ? geciciStep(scene, day) : surekliStep(scene, day);
}

/** A duty of less than a day has hours instead. */
function needsDays(data: Data, kind: string | undefined): boolean {
  const hasHours = textOf(data, 'hareketSaati') !== undefined || textOf(data, 'donusSaati') !== undefined;
  return kind === 'yurtdisi' || (kind === 'gecici' && !hasHours);
}

async function geciciStep({ context, row, person, data, on }: CalculationScene, day: string): Promise<StepCalculation> {
  const recorded = await earlierDutiesOf({ context, row, person, data, on }, day);
  const dutyPlace = textOf(data, 'yollukGorevYeri');
  const work = textOf(data, 'yollukGorevKonusu');
  const past = recorded.filter((duty) => duty.endOn < day);
  const raw = given({
    ...basisOf(data),
    startOn: day,
    place: data.gorevKktc === true ? ('KKTC' as const) : undefined,
    gundelik: textOf(data, 'girilenGundelik'),
    departsAt: textOf(data, 'hareketSaati'),
    returnsAt: textOf(data, 'donusSaati'),
    nightSpent: typeof data.geceGecirildi === 'boolean' ? data.geceGecirildi : undefined,
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
      ...value.lines.map((l) => lineOf(l)),
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
    lines: value.lines.filter((l) => !l.amount.isZero()).map((l) => lineOf(l)),
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

function basisOf(data: Data) {
  return { ekGosterge: numberOf(data, 'ekGosterge'), advance: textOf(data, 'avansTutari') };
}
