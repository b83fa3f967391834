import type { Outcome } from '../calculations/index.ts';
import { MissingValuesError, NotEligibleError } from '../errors/index.ts';

type Concluded<V> = Extract<Outcome<V>, { readonly kind: 'value' }>;

/**
 * The outcome where there is a value: only such a one becomes a document. Throws NotEligibleError with the article, or
 * MissingValuesError with every fact that the record lacks.
 */
export function requireValue<V>(outcome: Outcome<V>, place: string): Concluded<V> {
  if (outcome.kind === 'value') return outcome;
  if (outcome.kind === 'missing') throw new MissingValuesError(outcome.missing.map((m) => ({ ...m, place })));
  const { article, reason } = outcome;
  throw new NotEligibleError(`Belge üretilmedi: ${reason} (${article})`, article, reason);
}

/** Sentences of the warnings, one after another; undefined where there is none. */
export function warningText(warnings: readonly { readonly message: string }[]): string | undefined {
  if (warnings.length === 0) return undefined;
  return warnings.map(({ message }) => (/[.!?]$/.test(message) ? message : `${message}.`)).join(' ');
}

/** Items parted by semicolons; undefined where there is none. */
export function listText(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.join('; ');
}

/** The data without the fields that have no value: an optional text is printed only where there is one. */
export function filledData<T extends object>(data: T): Record<string, Exclude<T[keyof T], undefined>> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
