import { type FixedPrintable, numberInWords } from './spoken.ts';

/** An amount: Decimal (printed with two digits) or its plain text such as `10545.72`. Floats are not accepted. */
export type Amount = string | FixedPrintable;

const PLAIN_NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/u;

function parts(text: string): { sign: string; whole: string; fraction: string | undefined } {
  const match = PLAIN_NUMBER.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not a plain decimal number such as 10545.72`);
  return { sign: match[1] ?? '', whole: (match[2] ?? '').replace(/^0+(?=\d)/u, ''), fraction: match[3] };
}

/**
 * Number with a dot every three digits and a decimal comma (Yönetmelik m.16/7): `326197.5` gives `326.197,5`.
 * Not for years, sayı, identity, phone or postal numbers. Throws RangeError for anything but a plain decimal number.
 */
export function formatNumber(value: number | bigint | string): string {
  const { sign, whole, fraction } = parts(String(value));
  const grouped = whole.replace(/\B(?=(\d{3})+$)/gu, '.');
  return `${sign}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

function twoDigits(amount: Amount): string {
  if (typeof amount !== 'string') return amount.toFixed(2);
  const { sign, whole, fraction = '' } = parts(amount);
  if (/[1-9]/u.test(fraction.slice(2))) throw new RangeError(`"${amount}" has fractions of a kuruş; round it first`);
  return `${sign}${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}

/** `10.545,72 TL`: an amount of Turkish lira as correspondence writes it. */
export function formatMoney(amount: Amount): string {
  return `${formatNumber(twoDigits(amount))} TL`;
}

/** `onbinbeşyüzkırkbeş Türk lirası yetmişiki kuruş`: number words written together so that nothing can be inserted. */
export function moneyInWords(amount: Amount): string {
  const { sign, whole, fraction = '00' } = parts(twoDigits(amount));
  const together = (digits: string): string => numberInWords(BigInt(digits)).replaceAll(' ', '');
  const lira = `${together(whole)} Türk lirası`;
  const kurus = Number(fraction) === 0 ? '' : ` ${together(fraction)} kuruş`;
  return `${sign === '' ? '' : 'eksi '}${lira}${kurus}`;
}

/** `10.545,72 TL (onbinbeşyüzkırkbeş Türk lirası yetmişiki kuruş)`: for contracts, minutes and payment letters. */
export function formatMoneyWithWords(amount: Amount): string {
  return `${formatMoney(amount)} (${moneyInWords(amount)})`;
}
