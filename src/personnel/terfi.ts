import { addDays, type IsoDate, isoDate, type Outcome, terfi } from '../calculations/index.ts';
import type { CommandContext } from '../database/index.ts';
import { DomainError } from '../errors/index.ts';
import { findUnits } from '../institution/index.ts';
import type { Person } from './model.ts';
import { streamPersonnel } from './queries.ts';

/** What the registry tells about a person, as the promotion rules read it. */
export function terfiFactsOf(person: Person): terfi.TerfiFacts {
  return {
    ...person.career,
    birthOn: isoDate(person.bornOn, 'bornOn'),
    education: person.education.map(({ institution: _school, field: _field, graduatedOn, ...fact }) => ({
      ...fact,
      graduatedYear: Number(graduatedOn.slice(0, 4)),
    })),
  };
}

/** Degree, step and next promotion dates of a person on record. Throws ValidationError for contradicting records. */
export function terfiOf(person: Person, options: terfi.TerfiOptions): Outcome<terfi.TerfiResult> {
  return terfi.calculateTerfi(terfiFactsOf(person), options);
}

/** Somebody who is due in the month, or whose record does not allow to say so. */
export type MonthEntry =
  | { readonly kind: 'due'; readonly person: Person; readonly track: 'kha' | 'eea'; readonly next: terfi.NextPromotion }
  | { readonly kind: 'unclear'; readonly person: Person; readonly reason: string };

/** A calendar month, `2026-12`, as its first and last day. */
export function monthOf(text: string): { readonly first: IsoDate; readonly last: IsoDate } {
  const first = isoDate(`${text}-01`, 'ay');
  const [year = 0, month = 0] = text.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return { first, last: addDays(isoDate(next), -1) };
}

/** A month, of a unit or of everybody; by which readings, and from which sicil no on (that person included). */
export interface MonthOrder {
  readonly month: string;
  readonly unitCode: string | null;
  readonly readings?: Partial<terfi.TerfiReadings> | undefined;
  readonly fromSicilNo?: string | undefined;
}

/**
 * The month's promotions of a unit with all units below it, or of everybody: one entry a track, as a stream in the order
 * of the sicil numbers. A record that lacks facts or contradicts itself gives an `unclear` entry, never a guess.
 */
export async function* promotionsOfMonth(
  context: CommandContext,
  { month, unitCode, readings = {}, fromSicilNo }: MonthOrder,
): AsyncGenerator<MonthEntry> {
  const { first, last } = monthOf(month);
  const unit = unitCode === null ? null : (await findUnits(context.db, [unitCode]))[0];
  const options = { asOf: addDays(first, -1), readings };
  for await (const person of streamPersonnel(context, unit ? { under: unit.code } : {}, fromSicilNo)) {
    if (person.status === 'ayrildi') continue;
    yield* entriesOf(person, options, last);
  }
}

function* entriesOf(person: Person, options: terfi.TerfiOptions, last: IsoDate): Generator<MonthEntry> {
  let next: terfi.NextPromotions | null;
  try {
    next = terfi.nextPromotions(terfiFactsOf(person), options);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    yield { kind: 'unclear', person, reason: error.message };
    return;
  }
  if (next === null) {
    yield { kind: 'unclear', person, reason: missingOf(person, options) };
    return;
  }
  for (const track of ['kha', 'eea'] as const) {
    const due = next[track];
    if (due && due.on <= last) yield { kind: 'due', person, track, next: due };
  }
}

function missingOf(person: Person, options: terfi.TerfiOptions): string {
  const outcome = terfiOf(person, options);
  return outcome.kind === 'missing' ? `Eksik: ${outcome.missing.map((m) => m.label).join(', ')}` : 'Kayıt yetersiz';
}
