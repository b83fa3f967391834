import type { MissingInput, Outcome, TraceStep } from '../calculations/index.ts';

/** A fact of a calculation with where it came from: the person's record, or the question. */
export interface RecordFact {
  readonly label: string;
  readonly value: string;
  readonly article: string;
  readonly isFromRecord: boolean;
}

/** Input that was completed from the record, what was used, and what neither tells. */
export interface CompletedInput<I> {
  readonly input: I;
  readonly facts: readonly RecordFact[];
  readonly missing: readonly MissingInput[];
}

/**
 * The outcome with the record's facts printed first in its trace. With missing facts there is no value, whatever could be
 * calculated without them; what the calculation itself lacks is listed too.
 */
export function onRecord<I, V>(
  { input, facts, missing }: CompletedInput<I>,
  calculate: (input: I) => Outcome<V>,
): Outcome<V> {
  const outcome = calculate(input);
  const trace: TraceStep[] = [...facts.map(stepOf), ...outcome.trace];
  if (missing.length === 0 || outcome.kind === 'notEligible') return { ...outcome, trace };
  const own = outcome.kind === 'missing' ? outcome.missing : [];
  const paths = new Set(missing.map((m) => m.path));
  return { kind: 'missing', missing: [...missing, ...own.filter((m) => !paths.has(m.path))], trace };
}

function stepOf({ label, value, article, isFromRecord }: RecordFact): TraceStep {
  return { label, article, result: `${value} (${isFromRecord ? 'personel kaydı' : 'girilen değer'})` };
}
