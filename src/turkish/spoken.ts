import { toCardinal } from 'n2words/tr-TR';

/** Shape of Decimal and of everything else that can print itself with a fixed number of decimals. */
export interface FixedPrintable {
  toFixed(digits: number): string;
}

/** Integer in words with spaces, as ordinary text wants it (TDK): 10545 gives `on bin beş yüz kırk beş`. */
export function numberInWords(value: number | bigint): string {
  return toCardinal(value);
}

/** `15 (on beş)`, the form for periods and amounts that must not be misread. */
export function numberWithWords(value: number | bigint): string {
  return `${value} (${numberInWords(value)})`;
}

/**
 * The last word one says when reading a number aloud; suffixes follow it. Accepts `2026`, `1.452`, `10,5`, `%25`.
 * Returns undefined when the text does not end in a number.
 */
export function lastSpokenWord(text: string): string | undefined {
  const match = /(\d[\d.]*)(?:,(\d+))?$/u.exec(text.trim());
  if (!match) return undefined;
  const digits = match[2] ?? (match[1] ?? '').replaceAll('.', '');
  return numberInWords(BigInt(digits)).split(' ').at(-1);
}
