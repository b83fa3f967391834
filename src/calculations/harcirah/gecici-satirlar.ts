import { type Exact, exact, type Tracer } from '../engine/index.ts';
import type { Figures } from '../figures.ts';
import { type BildirimLine, line } from './bildirim.ts';
import type { GeciciInput } from './gecici-input.ts';
import { shareOfDay } from './gunden-az.ts';
import { type CountedDays, type PaidDays, reducedTotal, splitDays } from './sure.ts';

interface TravelLines {
  readonly out: readonly BildirimLine[];
  readonly back: readonly BildirimLine[];
}

/** Lines of the way there and back, in the order of the form; without a gündelik only the expenses. */
export function travelLines(input: GeciciInput, gundelik: Exact | null): TravelLines {
  const expense = (code: string, label: string, amount: Exact): BildirimLine[] =>
    amount.isZero() ? [] : [line({ code, label, unitAmount: amount, article: '6245 s.K. m.27, 28' })];
  const daily = (code: string, label: string, days: number): BildirimLine[] =>
    gundelik === null || days === 0 || input.insideMemuriyetMahalli
      ? []
      : [line({ code, label, quantity: days, unit: 'gün', unitAmount: gundelik, article: '6245 s.K. m.14, 43' })];
  return {
    out: [
      ...expense('TAKSI_EV_GIDIS', 'Gidiş: ikametgâh–terminal taksi', input.taxiHomeOut),
      ...expense('YOL_GIDERI_GIDIS', 'Gidiş: yol gideri', input.fareOut),
      ...daily('YOL_GUNDELIGI_GIDIS', 'Gidiş: yol gündeliği', input.travelDaysOut),
      ...expense('TAKSI_GOREV_YERI_VARIS', 'Varış: terminal–konaklama yeri taksi', input.taxiPlaceOut),
    ],
    back: [
      ...expense('TAKSI_GOREV_YERI_DONUS', 'Dönüş: konaklama yeri–terminal taksi', input.taxiPlaceBack),
      ...expense('YOL_GIDERI_DONUS', 'Dönüş: yol gideri', input.fareBack),
      ...daily('YOL_GUNDELIGI_DONUS', 'Dönüş: yol gündeliği', input.travelDaysBack),
      ...expense('TAKSI_EV_DONUS', 'Dönüş: terminal–ikametgâh taksi', input.taxiHomeBack),
      ...input.otherExpenses.flatMap((e) => expense('DIGER_GIDER', e.label, e.amount)),
    ],
  };
}

interface DutyFacts {
  readonly input: GeciciInput;
  readonly gundelik: Exact;
  readonly runs: readonly CountedDays[];
}

/** Lines of the days at the place of duty: full, at two thirds, or a share of one day. 6245 s.K. m.39, 42. */
export function dutyLines(
  { input, gundelik, runs }: DutyFacts,
  figures: Figures,
  tracer: Tracer,
): { lines: readonly BildirimLine[]; days: PaidDays } {
  if (input.insideMemuriyetMahalli) {
    tracer.step({
      label: 'Memuriyet mahalli',
      article: '6245 s.K. m.39',
      result: 'gündelik verilmez, yalnız yol gideri ödenir',
    });
    return { lines: [], days: { full: 0, reduced: 0, unpaid: input.dutyDays } };
  }
  const { departsAt, returnsAt, nightSpent = false } = input;
  if (input.dutyDays === 0 && departsAt !== undefined && returnsAt !== undefined) {
    const share = shareOfDay({ departsAt, returnsAt, nightSpent, reading: input.options.ogunSiniri }, figures, tracer);
    const unitAmount = gundelik.mul(share.numerator).div(share.denominator);
    const label = `Gündelik (görev yeri, ${share.numerator}/${share.denominator})`;
    return {
      lines: unitAmount.isZero()
        ? []
        : [line({ code: 'GUNDELIK_KISMI', label, unitAmount, article: '6245 s.K. m.39' })],
      days: { full: 0, reduced: 0, unpaid: 0 },
    };
  }
  // KKTC lies abroad for m.34; its decision sets no shorter limit.
  const days = splitDays(runs, input.place === 'KKTC' ? 'YURTDISI' : 'YURTICI', { figures, tracer });
  if (days.unpaid > 0)
    tracer.warn({
      code: 'DAYS_OVER_LIMIT',
      message: `${days.unpaid} gün, aynı yerde aynı iş için bir yılda ödenebilecek süreyi aşıyor; gündelik ödenmez.`,
      article: '6245 s.K. m.42/a',
    });
  const lines: BildirimLine[] = [];
  if (days.full > 0)
    lines.push(
      line({
        code: 'GUNDELIK_TAM',
        label: 'Gündelik (görev yeri)',
        quantity: days.full,
        unit: 'gün',
        unitAmount: gundelik,
        article: '6245 s.K. m.42',
      }),
    );
  if (days.reduced > 0) {
    const unitAmount = reducedTotal(gundelik, days.reduced, figures).div(exact(days.reduced));
    lines.push(
      line({
        code: 'GUNDELIK_INDIRIMLI',
        label: 'Gündelik (görev yeri, 2/3)',
        quantity: days.reduced,
        unit: 'gün',
        unitAmount,
        article: '6245 s.K. m.42',
      }),
    );
  }
  return { lines, days };
}
