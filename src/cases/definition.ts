import { z } from 'zod';
import { DOCUMENT_TYPES, FIELD_TYPES } from '../documents/index.ts';
import { calculation, fieldKey, registryChange, slug } from './definition-effects.ts';

/** Kinds of a step, as the directive's sentences have them. Only `review` branches, only `sign` collects approvals. */
export const STEP_KINDS = ['prepare', 'sign', 'receive', 'review', 'record', 'wait', 'deliver', 'archive'] as const;
export const SUBJECT_KINDS = ['person', 'unit', 'procurement', 'vehicle', 'document', 'training', 'none'] as const;
export const PERIOD_UNITS = ['gun', 'is-gunu', 'ay', 'yil'] as const;
/** Pseudo target of an edge: the case closes where the directive names a negative outcome but no step for it. */
export const END = 'END';

const label = z.string().min(1, 'boş olamaz');
const period = { amount: z.int().positive(), unit: z.enum(PERIOD_UNITS) };

const deadline = z.strictObject({
  ...period,
  anchor: z.union([
    z.strictObject({ field: fieldKey }),
    z.strictObject({ event: z.enum(['opened', 'completed']), step: slug.optional() }),
  ]),
  anchorLabel: label,
  source: z.enum(['text', 'named-law', 'inferred-law']),
  article: label,
  sense: z.enum(['latest', 'earliest']),
  counting: z.enum(['calendar', 'iyuk-8', 'iyuk-8-recess']),
  alternatives: z
    .array(
      z.strictObject({
        ...period,
        when: z.strictObject({ field: fieldKey, is: z.union([z.string(), z.boolean()]) }),
        label,
      }),
    )
    .default([]),
  /** With `earliest`: the step (or only these outcomes of it) can't be completed before the day. */
  blocks: z.union([z.literal(true), z.array(slug).min(1)]).optional(),
  note: z.string().optional(),
});

const dataItem = z.union([
  z
    .string()
    .regex(/^-?[a-z][A-Za-z0-9]*\??$/, 'alan adı; isteğe bağlıysa sonuna "?", varsayılanı çıkarmak için başına "-"'),
  z.strictObject({ field: fieldKey, when: z.array(slug).min(1).optional(), optional: z.boolean().optional() }),
]);

const roles = z.array(slug).default([]);

const step = z.strictObject({
  id: slug,
  no: z.array(z.int().positive()).min(1),
  title: label,
  kind: z.enum(STEP_KINDS),
  actor: slug,
  actorInferred: z.boolean().default(false),
  coActors: roles,
  counterparty: roles,
  paraf: roles,
  signers: roles,
  signMode: z.enum(['all', 'any']).default('all'),
  signerUnnamed: z.boolean().default(false),
  approver: slug.nullable().default(null),
  approverAlternatives: roles,
  document: z
    .strictObject({ key: slug, type: z.enum(DOCUMENT_TYPES), title: label })
    .nullable()
    .default(null),
  /** The document comes in from outside at this step; it isn't made here. */
  documentIncoming: z.boolean().default(false),
  /** Whose name a letter bears that the directive lets nobody sign; an assumption, marked by being here. */
  signatory: slug.nullable().default(null),
  systems: z.array(slug).default([]),
  outcomes: z.array(z.strictObject({ key: slug, label, reason: z.boolean().default(false) })).default([]),
  deadline: deadline.nullable().default(null),
  timing: z
    .strictObject({
      every: z.int().positive().optional(),
      unit: z.enum(PERIOD_UNITS).optional(),
      months: z.array(z.int().min(1).max(12)).optional(),
      at: z.string().optional(),
    })
    .nullable()
    .default(null),
  calls: z.array(slug).default([]),
  /** The law calculation that fills the form beforehand; with a `document`, its worked table is attached on completion. */
  calculate: calculation.nullable().default(null),
  /** What the completed step changes on the person's record. */
  registry: registryChange.nullable().default(null),
  data: z.array(dataItem).default([]),
  note: z.string().nullable().default(null),
  inferred: z.boolean().default(false),
  next: z.array(
    z.strictObject({
      to: z.union([slug, z.literal(END)]),
      when: slug.nullable().default(null),
      inferred: z.boolean().default(false),
      loop: z.boolean().default(false),
    }),
  ),
});

/** One process as its file has it; `validateProcess` checks what a shape can't. */
export const processSchema = z.strictObject({
  id: slug,
  version: z.int().positive(),
  effectiveFrom: z.iso.date(),
  title: label,
  titleInferred: z.boolean().default(false),
  service: slug,
  subject: z.enum(SUBJECT_KINDS),
  legalBasis: z.array(label),
  legalBasisInferred: z.array(label),
  sourceSteps: z.int().positive(),
  period: z.string().nullable().default(null),
  note: z.string().nullable().default(null),
  data: z.array(dataItem).default([]),
  start: slug,
  steps: z.array(step).min(1),
});

export const serviceFileSchema = z.strictObject({
  service: z.strictObject({ id: slug, title: label }),
  processes: z.array(processSchema).min(1),
});

const role = z.strictObject({
  id: slug,
  label,
  side: z.enum(['internal', 'external']),
  meaning: z.string(),
  heldThrough: z.array(z.strictObject({ role: slug, service: slug.optional() })).default([]),
  level: slug.nullable().default(null),
  proposer: slug.nullable().default(null),
});
const system = z.strictObject({ id: slug, label, kind: z.enum(['system', 'register', 'card']), meaning: z.string() });
export const rolesFileSchema = z.strictObject({ roles: z.array(role), systems: z.array(system) });

const option = z.strictObject({ key: slug, label });
const fieldSpec = z.strictObject({
  label,
  type: z.enum(FIELD_TYPES),
  help: z.string().nullable().default(null),
  /** A day after the day of the act is refused: it tells of something that has happened. */
  past: z.boolean().default(false),
  /** The day on which a letter of the office was served: the EBYS's word fills it. */
  delivery: z.boolean().default(false),
  options: z.array(option).default([]),
});
export const fieldsFileSchema = z.strictObject({
  /** Fields that every step of a kind asks for; the built-in file has them all. */
  defaults: z.partialRecord(z.enum(STEP_KINDS), z.array(z.string())).default({}),
  fields: z.record(fieldKey, fieldSpec),
});

export type StepKind = (typeof STEP_KINDS)[number];
export type FieldType = (typeof FIELD_TYPES)[number];
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type PeriodUnit = (typeof PERIOD_UNITS)[number];
/** One version of a process: facts of the directive and of the law, as data. */
export type ProcessDefinition = z.output<typeof processSchema>;
/** One step; `no` are the numbers of the directive's sentences that it covers. */
export type StepDefinition = z.output<typeof step>;
/** A time limit: so much of a unit after an anchor, with article; `latest` = act by then, `earliest` = not before. */
export type DeadlineDefinition = z.output<typeof deadline>;
/** One entry of `data:` – a field of `fields.yaml`, optional with `?`, only for some outcomes with `when`. */
export type DataItem = z.output<typeof dataItem>;
/**
 * An office that acts. `heldThrough`: nobody signs in as it; the named roles record its acts (`own` = the process's service).
 * `level`: its rank in correspondence. `proposer`: who proposes the onay that it approves, where a process names nobody.
 */
export type RoleDefinition = z.output<typeof role>;
/** A system, register or card in which a step is recorded. */
export type SystemDefinition = z.output<typeof system>;
/** What a field of a form is. */
export type FieldSpec = z.output<typeof fieldSpec>;
export type FieldDefaults = Readonly<Record<StepKind, readonly string[]>>;

/** A service of the directorate. */
export interface ServiceDefinition {
  readonly id: string;
  readonly title: string;
}

/** Roles, systems and fields that processes refer to by id. */
export interface Vocabulary {
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  readonly systems: ReadonlyMap<string, SystemDefinition>;
  readonly fields: ReadonlyMap<string, FieldSpec>;
  readonly defaults: FieldDefaults;
}

/** The step of that id. Throws when the definition has none: a definition that passed validation always has it. */
export function stepOf(process: ProcessDefinition, id: string): StepDefinition {
  const found = process.steps.find((s) => s.id === id);
  if (!found) throw new Error(`process ${process.id} v${process.version} has no step ${id}`);
  return found;
}
