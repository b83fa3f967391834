import { ParameterNotInForceError } from '../../errors/index.ts';
import { type Exact, exact } from './money.ts';

/** How sure a figure is: read in the law or two sources, one source, or not confirmed. */
export type Confidence = 'verified' | 'single-source' | 'unverified';

/** One value of a legal figure, in force from `from` until the next one. `value: null` = repealed from that day. */
export interface DatedValue {
  readonly from: string;
  readonly value: string | null;
  readonly source: string;
  readonly gazette: string | null;
  readonly checkedOn: string;
  readonly confidence: Confidence;
}

/** A figure that the law changes: all its values in time, oldest first. Values are decimal strings. */
export interface DatedParameter {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly values: readonly DatedValue[];
}

/** All parameters by name; made by `parameters/load.ts`, or by a test. */
export interface ParameterBook extends ReadonlyMap<string, DatedParameter> {
  /** Dated tables of the institution's own folder by name, checked; each stands in for the built-in one of that name. */
  readonly tables?: ReadonlyMap<string, unknown>;
}

/** What was read, for the trace: the value with its day and source. */
export interface ParameterReading {
  readonly name: string;
  readonly title: string;
  readonly value: string;
  readonly unit: string;
  readonly from: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** The value in force on a day. Throws ParameterNotInForceError before the first value and after a repeal. */
export function readParameter(book: ParameterBook, name: string, on: string): ParameterReading {
  const parameter = book.get(name);
  if (!parameter) throw new ParameterNotInForceError(name, on);
  const current = parameter.values.findLast((v) => v.from <= on);
  if (!current || current.value === null) throw new ParameterNotInForceError(parameter.title, on, current?.source);
  const { from, value, source, confidence } = current;
  return { name, title: parameter.title, value, unit: parameter.unit, from, source, confidence };
}

/** The same as an exact number. */
export function readExact(book: ParameterBook, name: string, on: string): { value: Exact; reading: ParameterReading } {
  const reading = readParameter(book, name, on);
  return { value: exact(reading.value), reading };
}
