import { ValidationError } from '../errors/index.ts';

/**
 * True for a well-formed T.C. kimlik numarası: 11 digits, no leading zero; 10th digit = (7·odd − even) mod 10 of the first
 * nine, 11th = sum of the first ten mod 10.
 */
export function isTckn(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const sum = (from: number, step: number, to: number): number => {
    let total = 0;
    for (let i = from; i <= to; i += step) total += digits[i] ?? 0;
    return total;
  };
  const tenth = (((sum(0, 2, 8) * 7 - sum(1, 2, 7)) % 10) + 10) % 10;
  return digits[9] === tenth && digits[10] === sum(0, 1, 9) % 10;
}

/** The number itself, or ValidationError naming the field; the message never repeats the number. */
export function requireTckn(text: string, path: string): string {
  if (isTckn(text)) return text;
  throw ValidationError.of(
    path,
    'T.C. kimlik numarası geçersiz: 11 hane olmalı ve denetim haneleri tutmalıdır. Numarayı kimlikten yeniden yazın.',
    'denetim hanesi',
  );
}

/** `123******89`: for those who may know that there is one, but not which. */
export function maskTckn(tckn: string): string {
  return `${tckn.slice(0, 3)}******${tckn.slice(-2)}`;
}

/** Completes nine digits with their check digits: for generated and demo people. */
export function completeTckn(nine: string): string {
  const digits = [...nine].map(Number);
  const odd = digits.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0);
  const even = digits.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b, 0);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return `${nine}${tenth}${(odd + even + tenth) % 10}`;
}
