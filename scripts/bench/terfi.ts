/** People per second a core of the terfi engine: 100,000 generated people with 15-year records, and its peak memory. */
import { isoDate } from '../../src/calculations/index.ts';
import {
  calculateTerfi,
  nextPromotions,
  type TerfiFacts,
  terfiFactsSchema,
} from '../../src/calculations/terfi/index.ts';

const PEOPLE = 100_000;
const KINDS = 500;
const asOf = isoDate('2026-11-22');

/** A small generator with a seed, so that every run works on the same people. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** A record of about 15 years: candidacy, insurance or military service before, leave, a move, a later diploma. */
function createPerson(random: (below: number) => number): TerfiFacts {
  const day = (year: number): string =>
    `${year}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`;
  const start = 2009 + random(4);
  const entry = day(start);
  const asalet = `${start + 1 + random(1)}${entry.slice(4)}`;
  const isNurse = random(2) === 0;
  return terfiFactsSchema.parse({
    birthOn: day(1980),
    education: [
      { level: 'LISE_MESLEKI', school: 'SAGLIK_MESLEK_LISESI', graduatedYear: 1998 },
      { level: isNurse ? 'LISANS' : 'ONLISANS', title: isNurse ? 'Hemşire' : 'Tekniker', graduatedYear: 2003 },
      ...(isNurse ? [] : [{ level: 'LISANS', title: 'İşletme', effectiveOn: day(start + 5) }]),
    ],
    postings: [
      {
        from: entry,
        workplace: 'Merkez',
        sinif: 'SH',
        kadro: '9',
        priorityRegion: random(3) === 0,
        centralObligatory: true,
      },
      { from: day(start + 8), workplace: 'İlçe', sinif: 'SH', kadro: '7', priorityRegion: false },
    ],
    service: [
      { kind: 'ADAY', from: entry, to: asalet },
      { kind: 'ASIL', from: asalet },
      {
        kind: 'SIGORTA',
        scheme: 'SSK',
        from: day(2004),
        to: day(2006),
        days: 300 + random(400),
        sector: 'OZEL',
        inProfession: true,
        proof: 'ISVEREN',
      },
    ],
    military: random(2) === 0 ? [{ from: '2003-02-01', to: '2003-08-01' }] : [],
    unpaidLeaves: [{ from: day(start + 3), to: day(start + 4) }],
    discipline:
      random(10) === 0
        ? [{ kind: 'KADEME_DURDURMA', decidedOn: day(start + 6), notifiedOn: day(start + 7), years: 1 + random(2) }]
        : [],
    sicil: [2009, 2010].map((year) => ({ year, mark: 80 + random(20) })),
  });
}

interface Measured {
  readonly name: string;
  readonly people: number;
  readonly perSecond: number;
}

function measure(name: string, people: number, run: (person: TerfiFacts) => unknown): Measured {
  const random = createRandom(7);
  const persons = Array.from({ length: KINDS }, () => createPerson(random));
  for (const person of persons) run(person);
  const started = process.cpuUsage();
  for (let i = 0; i < people; i += 1) {
    const person = persons[i % KINDS];
    if (person) run(person);
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  return { name, people, perSecond: people / seconds };
}

/** Prints people per second on one core, bulk and with the full reasoning, and the peak memory of the process. */
export function benchTerfi(): void {
  const results = [
    measure('nextPromotions (toplu)', PEOPLE, (person) => nextPromotions(person, { asOf })),
    measure('calculateTerfi (gerekçeli)', PEOPLE / 10, (person) => calculateTerfi(person, { asOf })),
  ];
  console.log('terfi: 15 yıllık kayıt, tek çekirdek');
  for (const { name, people, perSecond } of results) {
    console.log(
      `  ${name.padEnd(28)} ${String(people).padStart(7)} kişi  ${Math.round(perSecond).toLocaleString('tr')} kişi/s`,
    );
  }
  console.log(`  en yüksek bellek ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}
