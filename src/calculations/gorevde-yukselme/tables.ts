import { z } from 'zod';
import type { ParameterBook, Tracer } from '../engine/index.ts';
import { type DatedTable, datedTableSchema, schemasByName, tablesOfBook } from '../selection/index.ts';
import { EDUCATION_LEVELS } from './education.ts';
import examRules from './exam-rules.json' with { type: 'json' };
import kadros from './kadros.json' with { type: 'json' };
import managerConditions from './manager-conditions.json' with { type: 'json' };
import promotionConditions from './promotion-conditions.json' with { type: 'json' };
import titleChangeConditions from './title-change-conditions.json' with { type: 'json' };

const id = z.string().regex(/^[A-Z0-9_]+$/);
const article = z.string().min(3);
const years = z.int().min(0);
const education = z.enum(EDUCATION_LEVELS);

const kadroSchema = z.strictObject({
  id,
  title: z.string(),
  group: z.enum(['YONETIM', 'ARASTIRMA_PLANLAMA', 'BURO', 'UNVAN_DEGISIKLIGI', 'GRUP_DISI']),
  bent: z.int().nullable(),
  level: z.int().nullable(),
});
const kadroTableSchema = z.strictObject({
  kadros: z.array(kadroSchema),
  aliases: z.record(id, z.array(z.string())),
  freeTransitions: z.array(
    z.strictObject({
      from: z.array(id).nullable(),
      to: z.array(id),
      basis: z.enum(['GENERAL_PROVISIONS', 'CERTIFICATE']),
      article,
    }),
  ),
  doctorateTargets: z.strictObject({ named: z.array(id), groupsBelow: z.array(kadroSchema.shape.group), article }),
});

const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('EDUCATION'),
    atLeast: education,
    fields: z.array(z.string()).nullable(),
    article,
  }),
  z.strictObject({ kind: z.literal('LAST_YEARS_IN_MINISTRY'), years, article }),
  z.strictObject({ kind: z.literal('CIVIL_SERVICE'), years, article }),
  z.strictObject({ kind: z.literal('TITLE_OR_SAME_LEVEL'), years, article }),
  z.strictObject({ kind: z.literal('MINISTRY_TITLE'), title: id, years, article }),
  z.strictObject({ kind: z.literal('LICENCE_B'), years, article }),
  z.strictObject({ kind: z.literal('PROBATION_LIFTED'), article }),
  z.strictObject({ kind: z.literal('NOT_IN_YARDIMCI_HIZMETLER'), article }),
  z.strictObject({ kind: z.literal('DOCUMENTS'), need: z.enum(['ALL', 'ANY']), documents: z.array(id), article }),
  z.strictObject({
    kind: z.literal('DUTIES'),
    alternatives: z.array(z.strictObject({ titles: z.array(id), years, adding: z.enum(['TOGETHER', 'NOT_STATED']) })),
    totalYears: years.nullable(),
    article,
  }),
]);
const promotionSchema = z.strictObject({
  rows: z.record(id, z.array(conditionSchema)),
  documents: z.record(id, z.string()),
  duties: z.record(id, z.string()),
  transitional: z.strictObject({
    onDutyOn: z.iso.date(),
    from: z.array(education),
    treatedAs: education,
    article,
  }),
});
const titleChangeRowSchema = z.strictObject({
  fieldEducation: education,
  field: id.nullable(),
  languages: z.int(),
  licence: z.boolean(),
  /** False where the text says only “yükseköğretim”: whether two years are enough is a reading. */
  levelStated: z.boolean(),
  article,
});
const managerSchema = z.strictObject({
  principalYears: years,
  branchManagerYears: years,
  togetherYears: years,
  principalTitles: z.array(id),
  branchManagerTitles: z.array(id),
  article,
  posts: z.record(id, z.strictObject({ title: z.string(), teachingProbationLifted: z.boolean() })),
});
const examRulesSchema = z.strictObject({
  oralTopics: z.array(z.strictObject({ id, title: z.string(), maximum: z.string().regex(/^\d+$/) })),
  tieBreakers: z.array(
    z.strictObject({ criterion: z.enum(['HIZMET_SURESI', 'UST_OGRENIM', 'MEZUNIYET_NOTU']), article }),
  ),
  outsideDeclaration: z.boolean(),
});

export type Kadro = z.infer<typeof kadroSchema>;
export type KadroTable = z.infer<typeof kadroTableSchema>;
export type PromotionCondition = z.infer<typeof conditionSchema>;
export type PromotionConditions = z.infer<typeof promotionSchema>;
export type TitleChangeRow = z.infer<typeof titleChangeRowSchema>;
export type ManagerConditions = z.infer<typeof managerSchema>;
export type ExamRules = z.infer<typeof examRulesSchema>;

/** The tables of the promotion regulation: kadro groups, conditions of m.6, 7 and 23, rules of the exam. */
export interface PromotionTables {
  readonly kadros: DatedTable<KadroTable>;
  readonly promotion: DatedTable<PromotionConditions>;
  /** A row of null: the regulation names the kadro without a condition. */
  readonly titleChange: DatedTable<Readonly<Record<string, TitleChangeRow | null>>>;
  readonly managers: DatedTable<ManagerConditions>;
  readonly exam: DatedTable<ExamRules>;
}

/** What every calculation of this topic reads besides its input. */
export interface PromotionDeps {
  readonly book: ParameterBook;
  readonly tables: PromotionTables;
}

/** One calculation under way: its day, what it reads, where it notes its steps. */
export interface PromotionRun {
  readonly on: string;
  readonly deps: PromotionDeps;
  readonly tracer: Tracer;
}

const schemas = {
  kadros: datedTableSchema(kadroTableSchema),
  promotion: datedTableSchema(promotionSchema),
  titleChange: datedTableSchema(z.record(id, titleChangeRowSchema.nullable())),
  managers: datedTableSchema(managerSchema),
  exam: datedTableSchema(examRulesSchema),
};
const tablesSchema = z.strictObject(schemas);

/** Checks tables read at the edge, an institution's own for instance. Throws ZodError naming the field. */
export function parsePromotionTables(raw: unknown): PromotionTables {
  return tablesSchema.parse(raw);
}

/** The regulation of the Ministry of Education as built in. */
export const builtInPromotionTables: PromotionTables = parsePromotionTables({
  kadros,
  promotion: promotionConditions,
  titleChange: titleChangeConditions,
  managers: managerConditions,
  exam: examRules,
});

/** The tables that a book brings: the regulation, or the institution's own in its place. */
export const promotionTablesOf = tablesOfBook(builtInPromotionTables);
/** Schemas of these tables by name, for the loader. */
export const promotionTableSchemas = schemasByName(builtInPromotionTables, schemas);
