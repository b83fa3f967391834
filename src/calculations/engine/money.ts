import { Decimal } from 'decimal.js';

/** Exact decimal numbers: 40 digits, half up. Money is TRY unless a name says otherwise; never a JS number. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
export type Exact = Decimal;

export const ZERO: Exact = new Exact(0);

/** An exact number from a decimal string ("1234.50") or an integer. */
export function exact(value: string | number | Decimal): Exact {
  return new Exact(value);
}

/** To kuruş, half up: the rule unless an article says otherwise. */
export function roundKurus(value: Exact): Exact {
  return value.decimalPlaces() <= 2 ? value : value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

/** To kuruş, the rest dropped: where the source truncates (stamp duty, daily caps). */
export function truncateKurus(value: Exact): Exact {
  return value.decimalPlaces() <= 2 ? value : value.toDecimalPlaces(2, Decimal.ROUND_DOWN);
}

/** Two digits after the point: "1234.50". */
export function moneyText(value: Exact): string {
  return value.toFixed(2);
}

/** "1.234,50": two digits as Turkish prints them, for sentences. */
export function displayMoney(value: Exact): string {
  return turkishDigits(value.toFixed(2));
}

/** "0,00759", "13.558": every digit of a plain number as Turkish prints it. */
export function displayNumber(value: Exact): string {
  return turkishDigits(value.toFixed());
}

function turkishDigits(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}
