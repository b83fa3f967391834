import { type Exact, exact, type harcirah, moneyText, type Outcome } from '../../calculations/index.ts';
import { unitPriceText } from '../../statements/index.ts';
import { formatDateRange, formatMoney, formatNumber } from '../../turkish/index.ts';
import type { RecordedDuty } from './earlier-duties.ts';
import {
  type CalculationLine,
  type CalculationScene,
  type Findings,
  type StepCalculation,
  stepCalculation,
  textOf,
} from './view.ts';

/** What every statement comes to, TRY. */
export interface Totals {
  readonly gross: Exact;
  readonly damga: Exact;
  readonly net: Exact;
  readonly advance: Exact;
  readonly payable: Exact;
  readonly refund: Exact;
}
export type Warnings = Extract<Outcome<unknown>, { readonly kind: 'value' }>['warnings'];

/** The outcome with its totals beside the amount claimed; whoever accepts another amount gives the reason. */
export function statement<V extends Totals>(
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

/** Duties of other cases on the same days. 6245 s.K. m.42. */
export function overlapWarnings(duties: readonly RecordedDuty[]) {
  return duties.map(({ caseNumber, place, startOn, endOn }) => ({
    code: 'DUTIES_OVERLAP',
    message: `${caseNumber} sayılı dosyadaki görev (${place}, ${formatDateRange(startOn, endOn)}) bu görevle çakışıyor; aynı güne iki gündelik verilemez.`,
    article: '6245 s.K. m.42',
  }));
}

/** A line of the statement as the step shows it; amounts in TRY unless a currency is named. */
export function lineOf(
  { label, quantity, unit, unitAmount, amount, article }: harcirah.BildirimLine,
  currency?: string,
): CalculationLine {
  const detail = `${formatNumber(quantity)} ${unit} × ${unitPriceText(unitAmount)} ${currency ?? 'TL'}`;
  return {
    label,
    detail,
    result: currency === undefined ? formatMoney(moneyText(amount)) : `${formatNumber(moneyText(amount))} ${currency}`,
    article,
  };
}

/** The fields that were entered. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as never;
}
