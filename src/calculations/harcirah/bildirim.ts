import { displayMoney, type Exact, roundKurus, type Tracer, ZERO } from '../engine/index.ts';
import type { Figures } from '../figures.ts';
import { deductDamga, type NetAmount } from './damga.ts';

/** One line of the statement (bildirim). */
export interface BildirimLine {
  /** Stable name in SCREAMING_SNAKE_CASE. */
  readonly code: string;
  /** What the form prints. */
  readonly label: string;
  readonly quantity: number;
  readonly unit: 'gün' | 'gece' | 'km' | 'kişi' | 'kez';
  /** Price of one unit, exact. */
  readonly unitAmount: Exact;
  /** To kuruş. */
  readonly amount: Exact;
  readonly article: string;
}

/** What is to be paid or taken back after the advance. */
export interface Settlement {
  readonly advance: Exact;
  /** Still to be paid; zero when the advance was as much or more. */
  readonly payable: Exact;
  /** To be paid back by the person. */
  readonly refund: Exact;
}

/** Totals of a statement, TRY. */
export interface BildirimTotals extends NetAmount, Settlement {
  readonly gross: Exact;
}

type LineFacts = Omit<BildirimLine, 'amount' | 'quantity' | 'unit'> &
  Partial<Pick<BildirimLine, 'quantity' | 'unit' | 'amount'>>;

/** A line whose amount is quantity × unit price, half up, unless it is given. */
export function line({
  code,
  label,
  quantity = 1,
  unit = 'kez',
  unitAmount,
  amount,
  article,
}: LineFacts): BildirimLine {
  return {
    code,
    label,
    quantity,
    unit,
    unitAmount,
    amount: amount ?? roundKurus(quantity === 1 ? unitAmount : unitAmount.mul(quantity)),
    article,
  };
}

/** The sum of lines, TRY; each line is already in kuruş. */
export function sumOf(lines: readonly BildirimLine[]): Exact {
  return lines.reduce((total, l) => total.plus(l.amount), ZERO);
}

/** Gross, stamp duty, net and settlement. The trace gets every line. */
export function totalsOf(
  lines: readonly BildirimLine[],
  {
    extra = ZERO,
    advance,
    damga,
    figures,
  }: { extra?: Exact; advance: Exact; damga: 'KIRP' | 'YUVARLA'; figures: Figures },
  tracer: Tracer,
): BildirimTotals {
  for (const l of lines)
    tracer.step({
      label: l.label,
      article: l.article,
      arithmetic: () => `${l.quantity} ${l.unit} × ${displayMoney(l.unitAmount)}`,
      result: () => `${displayMoney(l.amount)} TL`,
    });
  const gross = sumOf(lines).plus(extra);
  tracer.step({ label: 'Brüt yolluk', article: '6245 s.K. m.5', result: () => `${displayMoney(gross)} TL` });
  const { damga: duty, net } = deductDamga(gross, { rounding: damga, figures }, tracer);
  const { payable, refund } = settle(net, advance, tracer);
  return { gross, damga: duty, net, advance, payable, refund };
}

/** What the advance leaves of a net amount, TRY. 6245 s.K. m.59. */
export function settle(net: Exact, advance: Exact, tracer: Tracer): Settlement {
  const rest = net.minus(advance);
  const isRefund = rest.lt(0);
  const settlement = { advance, payable: isRefund ? ZERO : rest, refund: isRefund ? rest.neg() : ZERO };
  if (!advance.isZero())
    tracer.step({
      label: 'Avans mahsubu',
      article: '6245 s.K. m.59',
      arithmetic: () => `${displayMoney(net)} − ${displayMoney(advance)}`,
      result: () =>
        isRefund ? `${displayMoney(settlement.refund)} TL geri alınır` : `${displayMoney(rest)} TL ödenir`,
    });
  return settlement;
}
