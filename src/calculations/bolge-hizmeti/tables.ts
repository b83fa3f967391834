import { z } from 'zod';
import { type DatedTable, datedTableSchema, schemasByName, tablesOfBook } from '../selection/index.ts';
import ek2 from './ek2.json' with { type: 'json' };
import moves from './moves.json' with { type: 'json' };
import regions from './regions.json' with { type: 'json' };
import terms from './terms.json' with { type: 'json' };

/** Service regions of Ek-3: 1 the most, 5 the least developed. */
export type Region = 1 | 2 | 3 | 4 | 5;
export const REGIONS: readonly Region[] = [1, 2, 3, 4, 5];

const region = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

const regionTableSchema = z.strictObject({
  provinces: z.array(
    z.strictObject({ il: z.string(), buyuksehir: z.boolean(), ilMem: region, ilceler: z.record(z.string(), region) }),
  ),
  aliases: z.array(
    z.strictObject({ il: z.string(), ilce: z.string().optional(), alias: z.string(), source: z.string() }),
  ),
});
const termTableSchema = z.strictObject({
  terms: z.array(z.strictObject({ region, years: z.int().min(1), pointsPerYear: decimal })),
  /** Kadros bound to region service (m.26), each with the titles that records give it. */
  managerPosts: z.array(z.strictObject({ id: z.string(), titles: z.array(z.string()).min(1) })),
  preferenceReach: z.int().min(1),
  halfShare: z.strictObject({ numerator: z.int().min(1), denominator: z.int().min(1) }),
  extension: z.strictObject({
    regions: z.array(region),
    repeats: z.int(),
    excludedOn: z.iso.date(),
    excludedMultiple: z.int(),
    article: z.string(),
  }),
});
const scoreRow = z.strictObject({ id: z.string(), label: z.string(), score: decimal });
const ek2Schema = z.strictObject({
  education: z.array(scoreRow),
  postgraduate: z.array(z.string()),
  uncountedEducation: z.array(z.string()),
  awards: z.array(scoreRow),
  awardLimit: z.int(),
  penalties: z.array(scoreRow),
  /** `titles`: whose service a row scores; the row without titles takes all others. */
  service: z.array(scoreRow.extend({ titles: z.array(z.string()).default([]) })),
});
const moveSchema = z.strictObject({
  id: z.enum(['BOLGE_HIZMETI', 'ISTEGE_BAGLI_YONETICI', 'IL_ICI', 'ILLER_ARASI']),
  referenceDay: z.string().regex(/^\d\d-\d\d$/),
  referenceLabel: z.string(),
  maxPreferences: z.int(),
  applicationMonth: z.string().nullable(),
  decisionMonth: z.string(),
  decidedBy: z.string(),
  minimumYears: z.int().nullable(),
  article: z.string(),
});

export type RegionTable = z.infer<typeof regionTableSchema>;
export type TermTable = z.infer<typeof termTableSchema>;
export type RegionTerm = TermTable['terms'][number];
export type Ek2Table = z.infer<typeof ek2Schema>;
export type Ek2Row = z.infer<typeof scoreRow>;
export type Move = z.infer<typeof moveSchema>;
export type MoveKind = Move['id'];

/** The tables of region service: Ek-3, m.28, Ek-2, and the calendar of m.29–33. */
export interface RegionTables {
  readonly regions: DatedTable<RegionTable>;
  readonly terms: DatedTable<TermTable>;
  readonly ek2: DatedTable<Ek2Table>;
  readonly moves: DatedTable<{ kinds: Move[] }>;
}

/** What every calculation of this topic reads besides its input. */
export interface RegionDeps {
  readonly tables: RegionTables;
}

const schemas = {
  regions: datedTableSchema(regionTableSchema),
  terms: datedTableSchema(termTableSchema),
  ek2: datedTableSchema(ek2Schema),
  moves: datedTableSchema(z.strictObject({ kinds: z.array(moveSchema) })),
};
const tablesSchema = z.strictObject(schemas);

/** Checks tables read at the edge, another institution's for instance. Throws ZodError naming the field. */
export function parseRegionTables(raw: unknown): RegionTables {
  return tablesSchema.parse(raw);
}

/** The regulation of the Ministry of Education as built in. */
export const builtInRegionTables: RegionTables = parseRegionTables({ regions, terms, ek2, moves });

/** The tables that a book brings: the regulation, or the institution's own in its place. */
export const regionTablesOf = tablesOfBook(builtInRegionTables);
/** Schemas of these tables by name, for the loader. */
export const regionTableSchemas = schemasByName(builtInRegionTables, schemas);
