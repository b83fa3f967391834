import {
  addDays,
  createTracer,
  exact,
  harcirah,
  isoDate,
  type MissingInput,
  type Outcome,
} from '../../calculations/index.ts';
import { yurtdisiBildirimData, yurtdisiGorevOf } from '../../statements/index.ts';
import { earlierDutiesOf, type RecordedDuty } from './earlier-duties.ts';
import { type CalculationScene, numberOf, type StepCalculation, stepCalculation, textOf } from './view.ts';
import { given, lineOf, overlapWarnings, statement, type Totals } from './yolluk-statement.ts';

/** The statement of a duty abroad from its first day on, paid in TRY at the rate entered. 6245 s.K. m.34, 42/b. */
export async function yurtdisiStep(scene: CalculationScene, day: string): Promise<StepCalculation> {
  const { context, row, person, data, on } = scene;
  const missing = missingOf(data);
  if (missing.length > 0)
    return stepCalculation({ kind: 'yolluk', on }, { kind: 'missing', missing, trace: [] }, () => ({ summary: '' }));
  const recorded = await earlierDutiesOf(scene, day);
  const [place, work] = [textOf(data, 'yollukGorevYeri'), textOf(data, 'yollukGorevKonusu')];
  const days = daysOf(data);
  const advance = textOf(data, 'avansTutari');
  const raw = given({
    startOn: day,
    days,
    priorDays: priorDaysOf({ place, work, day, days }, recorded),
    gundelik: textOf(data, 'ulkeGundelikTutari'),
    currency: textOf(data, 'dovizCinsi'),
    column: numberOf(data, 'cetvelSutunu'),
    lodgingNights: numberOf(data, 'konaklamaGecesi'),
    bedPrice: textOf(data, 'konaklamaBedeli'),
    fare: sumOf(textOf(data, 'gidisYolGideri'), textOf(data, 'donusYolGideri')),
    paidByOthers: textOf(data, 'baskaKurumOdemesi'),
    exchangeRate: textOf(data, 'dovizKuru'),
    isAdvance: advance !== undefined,
  });
  const { input, outcome } = await yurtdisiGorevOf(context, person.sicilNo, raw);
  return statement({ row, on }, inLira(outcome, advance), (value, warnings) => ({
    lines: value.lines.map((l) => lineOf(l, value.currency)),
    warnings: overlapWarnings(recorded.filter((duty) => duty.endOn >= day)),
    table:
      place === undefined || work === undefined
        ? null
        : {
            kind: 'yurtdisi-gecici-gorev-yolluk-bildirimi',
            signedBy: 'person',
            data: {
              ...yurtdisiBildirimData(input, value, warnings),
              gorev: `${place}, ${work}`,
              duzenlemeTarihi: context.today,
            },
          },
  }));
}

type Data = CalculationScene['data'];

const RATE: MissingInput = { path: 'dovizKuru', label: 'Döviz kuru' };

/** The case pays in TRY: without the rate there is no amount to accept. */
function missingOf(data: Data): readonly MissingInput[] {
  const asked = [
    { path: 'ulkeGundelikTutari', label: 'Ülkenin gündelik tutarı (yıllık Cumhurbaşkanı Kararı eki cetvelden)' },
    RATE,
  ];
  return asked.filter(({ path }) => textOf(data, path) === undefined);
}

/** Travel and stay count alike. */
function daysOf(data: Data): number {
  return ['gorevGunSayisi', 'gidisYolGunu', 'donusYolGunu'].reduce((sum, key) => sum + (numberOf(data, key) ?? 0), 0);
}

function sumOf(...amounts: readonly (string | undefined)[]): string | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, amount) => sum.plus(amount), exact(0)).toFixed();
}

/** Days that earlier cases of the same place and work have used up. 6245 s.K. m.42. */
function priorDaysOf(
  { place, work, day, days }: { place: string | undefined; work: string | undefined; day: string; days: number },
  recorded: readonly RecordedDuty[],
): number | undefined {
  if (place === undefined || work === undefined || days === 0) return undefined;
  const earlier = recorded
    .filter((duty) => duty.endOn < day)
    .map((duty) => ({ ...duty, startOn: isoDate(duty.startOn), endOn: isoDate(duty.endOn) }));
  const startOn = isoDate(day);
  const duty = { place, work, startOn, endOn: addDays(startOn, days - 1), earlier };
  return harcirah.countDutyDays(duty, harcirah.yilHesabi.default, createTracer())[0]?.priorDays;
}

/** The outcome with its TRY payment as totals, settled with the advance. */
function inLira(
  outcome: Outcome<harcirah.YurtdisiValue>,
  advance: string | undefined,
): Outcome<Omit<harcirah.YurtdisiValue, 'gross'> & Totals> {
  if (outcome.kind !== 'value') return outcome;
  const { payment } = outcome.value;
  if (!payment) return { kind: 'missing', missing: [RATE], trace: outcome.trace };
  const tracer = createTracer();
  const settlement = harcirah.settle(payment.net, exact(advance ?? 0), tracer);
  const value = { ...outcome.value, ...payment, ...settlement };
  return { kind: 'value', value, trace: [...outcome.trace, ...tracer.steps], warnings: outcome.warnings };
}
