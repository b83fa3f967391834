import { fc } from '@fast-check/vitest';
import { addDays, type IsoDate, isoDate } from '../../../src/calculations/index.ts';
import { type TerfiFacts, type TerfiFactsInput, terfiFactsSchema } from '../../../src/calculations/terfi/index.ts';

/** Days 1 to 28, where 30/360 columns and the calendar agree. */
const dayIn = (firstYear: number, lastYear: number): fc.Arbitrary<IsoDate> =>
  fc
    .record({
      y: fc.integer({ min: firstYear, max: lastYear }),
      m: fc.integer({ min: 1, max: 12 }),
      d: fc.integer({ min: 1, max: 28 }),
    })
    .map(({ y, m, d }) => isoDate(`${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`));

const pad = (n: number): string => String(n).padStart(2, '0');

/** The same day of a later year. */
export const yearsLater = (day: IsoDate, years: number): IsoDate =>
  isoDate(`${Number(day.slice(0, 4)) + years}${day.slice(4)}`);

export const asOf = isoDate('2024-06-15');

const parts = fc.record({
  entry: dayIn(1988, 2012),
  candidateYears: fc.integer({ min: 1, max: 2 }),
  isHealth: fc.boolean(),
  level: fc.constantFrom('LISE', 'LISE_MESLEKI', 'ONLISANS', 'LISANS', 'YUKSEKOGRENIM_6_YIL'),
  inRegion: fc.boolean(),
  leaveMonths: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 3 }),
  insuranceDays: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
  militaryMonths: fc.integer({ min: 0, max: 18 }),
  stopYears: fc.integer({ min: 0, max: 3 }),
  diplomaAfter: fc.option(fc.integer({ min: 3, max: 9 }), { nil: null }),
  marks: fc.array(fc.integer({ min: 70, max: 100 }), { minLength: 0, maxLength: 12 }),
  borclanmaDays: fc.integer({ min: 0, max: 800 }),
});

/** A record without contradictions: leaves lie apart, asalet inside one to two years. */
export const factsInput: fc.Arbitrary<TerfiFactsInput> = parts.map((p): TerfiFactsInput => {
  const asalet = yearsLater(p.entry, p.candidateYears);
  const military = Number(p.entry.slice(0, 4)) - 3;
  return {
    birthOn: yearsLater(p.entry, -25),
    education: [
      { level: p.level, title: 'İşletme', graduatedYear: Number(p.entry.slice(0, 4)) - 5 },
      ...(p.diplomaAfter !== null && p.level.startsWith('LISE')
        ? [
            {
              level: 'LISANS' as const,
              title: p.isHealth ? 'Hemşire' : 'İşletme',
              effectiveOn: yearsLater(p.entry, p.diplomaAfter),
            },
          ]
        : []),
    ],
    postings: [
      {
        from: p.entry,
        workplace: 'Birinci yer',
        sinif: p.isHealth ? 'SH' : 'GIH',
        priorityRegion: p.inRegion,
        centralObligatory: true,
      },
      {
        from: yearsLater(p.entry, 6),
        workplace: 'İkinci yer',
        sinif: p.isHealth ? 'SH' : 'GIH',
        priorityRegion: false,
      },
    ],
    service: [
      { kind: 'ADAY', from: p.entry, to: asalet },
      { kind: 'ASIL', from: asalet },
      ...(p.insuranceDays === null ? [] : [insuranceOf(p.entry, p.insuranceDays)]),
    ],
    military:
      p.militaryMonths === 0
        ? []
        : [
            {
              from: `${military}-01-05`,
              to: `${military + Math.floor(p.militaryMonths / 12)}-${pad((p.militaryMonths % 12) + 1)}-05`,
            },
          ],
    unpaidLeaves: p.leaveMonths.map((month, i) => leaveOf(yearsLater(asalet, 1 + 2 * i), month)),
    discipline:
      p.stopYears === 0
        ? []
        : [
            {
              kind: 'KADEME_DURDURMA' as const,
              decidedOn: yearsLater(asalet, 2),
              notifiedOn: yearsLater(asalet, 2),
              years: p.stopYears,
            },
          ],
    sicil: p.marks.map((mark, i) => ({ year: 1999 + i, mark })),
    borclanma: p.borclanmaDays === 0 ? [] : [{ days: p.borclanmaDays, effectiveOn: yearsLater(asalet, 8) }],
  };
});

function insuranceOf(entry: IsoDate, days: number) {
  return {
    kind: 'SIGORTA' as const,
    scheme: 'SSK' as const,
    from: yearsLater(entry, -6),
    to: yearsLater(entry, -4),
    days: Math.min(days, 720),
    sector: 'OZEL' as const,
    inProfession: true,
    proof: 'ISVEREN' as const,
  };
}

function leaveOf(start: IsoDate, months: number) {
  const from = isoDate(`${start.slice(0, 4)}-${start.slice(5, 7)}-${start.slice(8)}`);
  return { from, to: addDays(from, 20 + months * 29) };
}

export const facts: fc.Arbitrary<TerfiFacts> = factsInput.map((input) => terfiFactsSchema.parse(input));
