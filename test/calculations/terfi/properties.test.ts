import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type IsoDate, interval, isoDate, type Outcome, sureDays } from '../../../src/calculations/index.ts';
import {
  calculateTerfi,
  nextPromotions,
  rankOf,
  type TerfiFacts,
  type TerfiResult,
  terfiFactsSchema,
} from '../../../src/calculations/terfi/index.ts';
import { asOf, facts, factsInput, yearsLater } from './generate.ts';

type ServiceFact = NonNullable<TerfiFacts['service']>[number];

function resultOf(outcome: Outcome<TerfiResult>): TerfiResult {
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
const calculate = (record: TerfiFacts, day: IsoDate = asOf): TerfiResult =>
  resultOf(calculateTerfi(record, { asOf: day }));

/** What must be equal: the table and the dates, not the reasoning or the paths of records. */
function essence({ rows, next, kha, eea }: TerfiResult) {
  const table = rows.filter((r) => !r.isSuperseded).map(({ trace, label, ...row }) => row);
  return { table, next, kha, eea };
}

/** Days of a date on the 30/360 scale. */
const scale = (day: IsoDate): number => sureDays(interval(day, isoDate('1900-01-01')));

function splitSpan<T extends { readonly from: IsoDate; readonly to: IsoDate | null }>(record: T, end: IsoDate): T[] {
  const last = record.to ?? end;
  const middle = yearsLater(record.from, Math.floor((Number(last.slice(0, 4)) - Number(record.from.slice(0, 4))) / 2));
  if (middle <= record.from || middle >= last) return [record];
  return [
    { ...record, to: middle },
    { ...record, from: middle },
  ];
}

describe('properties of a timeline from the record', () => {
  test.prop([facts])('rank never falls', (record) => {
    const ranks = essence(calculate(record)).table.map((r) => rankOf(r.kha));
    for (let i = 1; i < ranks.length; i += 1) expect(ranks[i] ?? 0).toBeGreaterThanOrEqual(ranks[i - 1] ?? 0);
  });

  test.prop([facts])('KHA never passes what the same service without interruption would give', (record) => {
    const whole = calculate({ ...record, unpaidLeaves: [], discipline: [] });
    expect(rankOf(calculate(record).kha)).toBeLessThanOrEqual(rankOf(whole.kha));
  });

  test.prop([facts])('without a stop EEA never stands below KHA', (record) => {
    for (const { kha, eea } of calculate({ ...record, discipline: [] }).rows)
      if (eea) expect(rankOf(eea)).toBeGreaterThanOrEqual(rankOf(kha));
  });

  test.prop([facts])('an annulled stop gives the same as no stop', (record) => {
    const annulled = (record.discipline ?? []).map((d) => ({ ...d, annulledOn: yearsLater(d.decidedOn, 1) }));
    const undone = calculate({ ...record, discipline: annulled });
    expect(essence(undone)).toEqual(essence(calculate({ ...record, discipline: [] })));
  });

  test.prop([facts])('splitting service records changes nothing', (record) => {
    const service = (record.service ?? []).flatMap((s): ServiceFact[] => {
      if (s.kind === 'ADAY' || s.kind === 'ASIL') return splitSpan(s, asOf);
      if (s.kind !== 'SIGORTA' || s.days < 2) return [s];
      const middle = yearsLater(s.from, 1);
      const half = Math.floor(s.days / 2);
      return [
        { ...s, to: middle, days: half },
        { ...s, from: middle, days: s.days - half },
      ];
    });
    expect(essence(calculate({ ...record, service }))).toEqual(essence(calculate(record)));
  });

  test.prop([facts, fc.infiniteStream(fc.nat())])('any order of the records gives the same', (record, stream) => {
    const shuffle = <T>(list: readonly T[] | null): T[] =>
      (list ?? [])
        .map((value) => ({ value, key: stream.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value);
    const mixed = {
      ...record,
      education: shuffle(record.education),
      postings: shuffle(record.postings),
      service: shuffle(record.service),
      unpaidLeaves: shuffle(record.unpaidLeaves),
      sicil: shuffle(record.sicil),
    };
    expect(essence(calculate(mixed))).toEqual(essence(calculate(record)));
  });

  test.prop([factsInput, fc.integer({ min: 1, max: 700 })])(
    'an unpaid leave moves the next date by its 30/360 length',
    (input, days) => {
      const plain = {
        ...input,
        unpaidLeaves: [],
        discipline: [],
        borclanma: [],
        education: (input.education ?? []).slice(0, 1),
      };
      const entry = isoDate(input.service?.find((s) => s.kind === 'ADAY')?.from ?? '2000-01-01');
      const from = yearsLater(entry, 7);
      const months = Math.floor(days / 28);
      const month = Number(from.slice(5, 7)) - 1 + months;
      const to = isoDate(
        `${Number(from.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-28`,
      );
      fc.pre(to > from);
      const before = calculate(terfiFactsSchema.parse(plain), from).next.kha;
      const after = calculate(terfiFactsSchema.parse({ ...plain, unpaidLeaves: [{ from, to }] }), to).next.kha;
      fc.pre(before !== null && after !== null);
      // A date clamped to the end of February has lost its day.
      fc.pre(!/-02-2[89]$/.test(after?.on ?? '') && !/-02-2[89]$/.test(before?.on ?? ''));
      expect(scale(after?.on ?? asOf) - scale(before?.on ?? asOf)).toBe(sureDays(interval(to, from)));
    },
  );

  test.prop([facts])('the bulk path gives the same next dates', (record) => {
    expect(nextPromotions(record, { asOf })).toEqual(calculate(record).next);
  });

  test.prop([facts])('the next date lies within a year unless a stop is running', (record) => {
    const { next } = calculate({ ...record, discipline: [] });
    for (const promotion of [next.kha, next.eea]) {
      if (promotion) expect(promotion.on > asOf && promotion.on <= yearsLater(asOf, 1)).toBe(true);
    }
  });
});
