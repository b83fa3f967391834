import { z } from 'zod';
import { concluded, createTracer, type Outcome, type Tracer } from '../engine/index.ts';
import { completedYearsField } from '../input.ts';
import { chooseReading, type Reading, readingField } from '../options.ts';
import { kurumField, type MuvafakatContext, onField, openRules, type Rules } from './kurallar.ts';

/** What is added for a person without any service outside the university. */
export const disHizmetYok: Reading<'A' | 'B' | 'C'> = {
  name: 'disHizmetYok',
  label: 'Üniversite dışı hizmeti olmayanın ek puanı',
  article: 'm.8/2-c',
  default: 'A',
  choices: {
    A: 'Aynı hizmet bandının Üniversite dışı birikimli puanı eklenir (tablodaki 20 toplamına yalnız böyle ulaşılır).',
    B: 'Bir puan eklenir.',
    C: 'Puan eklenmez (metindeki örneğin toplamı 10).',
  },
};

/** Names of each band's figures, lowest band first; more bands than any table has. */
const bandFigures = Array.from({ length: 20 }, (_, i) => i + 1).map((n) => ({
  from: `bant-${n}-alt`,
  university: `bant-${n}-universite`,
  outside: `bant-${n}-dis`,
}));

/** A band of completed years with its own and its cumulative points. */
export interface ServiceBand {
  /** First completed year of the band. */
  readonly fromYear: number;
  /** Last completed year; null for the open band. */
  readonly toYear: number | null;
  readonly university: number;
  readonly universityTotal: number;
  readonly outside: number;
  readonly outsideTotal: number;
}

/** The table of m.8/2-b, lowest band first: as many bands as the institution's figures have. */
export function readBands({ figures }: Rules): readonly ServiceBand[] {
  const bands: ServiceBand[] = [];
  let [universityTotal, outsideTotal] = [0, 0];
  let fromYear = figures.count('bant-1-alt');
  for (const [i, names] of bandFigures.entries()) {
    const university = figures.count(names.university);
    const outside = figures.count(names.outside);
    universityTotal += university;
    outsideTotal += outside;
    const next = bandFigures[i + 1];
    const nextFrom = next ? (figures.optional(next.from)?.toNumber() ?? null) : null;
    const toYear = nextFrom === null ? null : nextFrom - 1;
    bands.push({ fromYear, toYear, university, universityTotal, outside, outsideTotal });
    if (nextFrom === null) break;
    fromYear = nextFrom;
  }
  return bands;
}

const asked = { on: onField, kurum: kurumField };

export const hizmetTablosuInput = z.strictObject(asked);
export type HizmetTablosuInput = z.output<typeof hizmetTablosuInput>;

export interface HizmetTablosuValue {
  readonly bands: readonly ServiceBand[];
  readonly universityMax: number;
  readonly outsideMax: number;
  readonly max: number;
}

/** The whole table with its greatest totals. m.8/2-b. */
export function calculateHizmetTablosu(
  input: HizmetTablosuInput,
  context: MuvafakatContext,
): Outcome<HizmetTablosuValue> {
  const tracer = createTracer();
  const rules = openRules(input, context, tracer);
  const bands = readBands(rules);
  const universityMax = bands.at(-1)?.universityTotal ?? 0;
  const outsideMax = bands.at(-1)?.outsideTotal ?? 0;
  tracer.step({
    label: 'Hizmet yılı puan tablosu',
    article: rules.article('m.8/2-b'),
    result: `${universityMax} + ${outsideMax} = ${universityMax + outsideMax}`,
    parameters: rules.figures.used(),
  });
  return concluded({ bands, universityMax, outsideMax, max: universityMax + outsideMax }, tracer);
}

export const hizmetPuaniFields = {
  universityYears: completedYearsField.describe('Üniversitedeki tam hizmet yılı.'),
  outsideYears: completedYearsField
    .nullable()
    .default(null)
    .describe('Diğer kamu kurumlarındaki tam yıl; 0 = bir yıldan az, boş = hiç yok.'),
  options: z
    .strictObject({ disHizmetYok: readingField(disHizmetYok) })
    .prefault({})
    .describe('Yorum seçenekleri.'),
};

export const hizmetPuaniInput = z.strictObject({ ...asked, ...hizmetPuaniFields });
export type HizmetPuaniInput = z.output<typeof hizmetPuaniInput>;

export interface HizmetPuaniValue {
  readonly universityBand: ServiceBand;
  readonly university: number;
  readonly outside: number;
  readonly total: number;
}

/** Service-year points, cumulative over the bands of completed years. m.8/2-b, 8/2-c. */
export function calculateHizmetPuani(input: HizmetPuaniInput, context: MuvafakatContext): Outcome<HizmetPuaniValue> {
  const tracer = createTracer();
  return concluded(findHizmetPuani(input, openRules(input, context, tracer), tracer), tracer);
}

/** The same inside another calculation. */
export function findHizmetPuani(
  input: Pick<HizmetPuaniInput, 'universityYears' | 'outsideYears' | 'options'>,
  rules: Rules,
  tracer: Tracer,
): HizmetPuaniValue {
  const bands = readBands(rules);
  const universityBand = bandOf(bands, input.universityYears);
  const university = universityBand.universityTotal;
  tracer.step({
    label: 'Üniversite hizmet puanı',
    article: rules.article('m.8/2-b'),
    arithmetic: `${input.universityYears} tam yıl, ${bandName(universityBand)} bandı: kendi ${universityBand.university}, önceki bantlar ${university - universityBand.university}`,
    result: `${university} puan`,
    parameters: rules.figures.used(),
  });
  const outside = outsidePoints(input, { bands, universityBand }, rules, tracer);
  const total = university + outside;
  tracer.step({
    label: 'Hizmet puanı',
    article: rules.article('m.8/2-c'),
    arithmetic: `${university} + ${outside}`,
    result: `${total} puan`,
  });
  return { universityBand, university, outside, total };
}

function outsidePoints(
  input: Pick<HizmetPuaniInput, 'outsideYears' | 'options'>,
  { bands, universityBand }: { bands: readonly ServiceBand[]; universityBand: ServiceBand },
  rules: Rules,
  tracer: Tracer,
): number {
  const reading = input.options.disHizmetYok;
  if (input.outsideYears === null) {
    chooseReading(disHizmetYok, reading, tracer);
    const pointsOf = { A: universityBand.outsideTotal, B: rules.figures.count('dis-hizmet-yok-b-puani'), C: 0 };
    const points = pointsOf[reading];
    tracer.step({
      label: 'Üniversite dışı hizmet yok',
      article: rules.article('m.8/2-c'),
      arithmetic: `A ${pointsOf.A}, B ${pointsOf.B}, C ${pointsOf.C} puan; bir yıldan az dış hizmeti olan ise ${bands[0]?.outsideTotal ?? 0} puan alır`,
      result: `${points} puan eklenir`,
      parameters: rules.figures.used(),
    });
    return points;
  }
  const band = bandOf(bands, input.outsideYears);
  tracer.step({
    label: 'Üniversite dışı hizmet puanı',
    article: rules.article('m.8/2-b'),
    arithmetic: `${input.outsideYears} tam yıl, ${bandName(band)} bandı`,
    result: `${band.outsideTotal} puan`,
  });
  return band.outsideTotal;
}

function bandOf(bands: readonly ServiceBand[], years: number): ServiceBand {
  const band = bands.findLast((b) => b.fromYear <= years);
  if (!band) throw new RangeError(`no band for ${years} years`);
  return band;
}

/** "24-30", "31+". */
export function bandName(band: ServiceBand): string {
  return band.toYear === null ? `${band.fromYear}+` : `${band.fromYear}-${band.toYear}`;
}
