import { Decimal } from 'decimal.js';

/** Exact decimal numbers: 40 digits, half up. Money is TRY unless a name says otherwise; never a JS number. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
export type Exact = Decimal;

/** An exact number from a decimal string ("1234.50") or an integer. */
export function exact(value: string | number | Decimal): Exact {
  return new Exact(value);
}

/** To kuruş, half up: the rule unless an article says otherwise. */
export function roundKurus(value: Exact): Exact {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

/** To kuruş, the rest dropped: where the source truncates (stamp duty, daily caps). */
export function truncateKurus(value: Exact): Exact {
  return value.toDecimalPlaces(2, Decimal.ROUND_DOWN);
}

/** Two digits after the point: "1234.50". */
export function moneyText(value: Exact): string {
  return value.toFixed(2);
}
