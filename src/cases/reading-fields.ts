import { terfi } from '../calculations/index.ts';
import { parseInput } from '../errors/index.ts';
import type { StepDefinition } from './definition.ts';
import type { CalculationKind } from './definition-effects.ts';

const PREFIX = 'terfiYorumu';
const TERFI_KINDS: ReadonlySet<CalculationKind> = new Set<CalculationKind>([
  'asalet',
  'terfi',
  'madde-64-4',
  'intibak',
  'hizmet-degerlendirme',
]);

/** Keys of the optional fields by which a case chooses its readings; none for steps that calculate no terfi. */
export function readingFieldsOf({ calculate }: StepDefinition): readonly string[] {
  return calculate && TERFI_KINDS.has(calculate.kind) ? READING_FIELDS.map(({ field }) => field) : [];
}

/** The field of each reading: `stopStart` is `terfiYorumuStopStart`. */
export const READING_FIELDS: readonly { readonly field: string; readonly reading: terfi.TerfiReadingName }[] = (
  Object.keys(terfi.terfiReadings) as terfi.TerfiReadingName[]
).map((reading) => ({ field: PREFIX + reading.charAt(0).toUpperCase() + reading.slice(1), reading }));

/** The readings that a case has chosen; the others keep their defaults. Throws ValidationError for a word that is none. */
export function readingsOf(data: Readonly<Record<string, unknown>>): Partial<terfi.TerfiReadings> {
  const chosen = READING_FIELDS.flatMap(({ field, reading }) => {
    const word = data[field];
    // Options of a form are slugs: `same-period` for SAME_PERIOD.
    return typeof word === 'string' && word !== '' ? [[reading, word.toUpperCase().replaceAll('-', '_')]] : [];
  });
  return chosen.length === 0 ? {} : parseInput(terfi.readingsSchema, Object.fromEntries(chosen));
}
