import { defineCollection, Schema } from '../database/index.ts';
import type { CaseCalculation } from './calculations/index.ts';
import type { SubjectKind } from './definition.ts';
import type { Capacity, CaseData, CaseEvent, CaseState } from './state.ts';

/** Whom or what a case is about. `label` is what lists show; ids are null where the kind has none. */
export interface CaseSubject {
  readonly kind: SubjectKind;
  readonly personId: string | null;
  readonly sicilNo: string | null;
  readonly unitCode: string | null;
  readonly label: string;
}

/** A case as stored: its state, and beside it what lists are searched and ordered by. */
export interface StoredCase {
  /** Natural key, gapless by year and service: `2026-ATAMA-000123`. */
  readonly caseNumber: string;
  readonly process: string;
  /** The version of the definition that the case stays with. */
  readonly processVersion: number;
  readonly service: string;
  readonly subject: CaseSubject;
  /** The unit of the subject and the units above it; empty = the whole institution. */
  readonly unitPath: readonly string[];
  readonly state: CaseState;
  readonly status: CaseState['status'];
  readonly step: string | null;
  /** Who can carry it on, as `role@service`. */
  readonly awaits: readonly string[];
  /** Offices that initial or sign somewhere in the process: they may see a closed service's case. */
  readonly signerRoles: readonly string[];
  /** Nearest last day, or `9999-12-31`: lists are ordered by it. */
  readonly dueKey: string;
  readonly assigneeId: string | null;
  readonly openedBy: string;
  readonly openedOn: string;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  /** The case whose step called this one; null when opened by an officer. */
  readonly parent: string | null;
  /** The client's key for opening once, or the case number. */
  readonly idempotencyKey: string;
  /** Counts the acts; an act that read another version is refused. */
  readonly version: number;
}

/** A case as queries give it. */
export interface Case extends StoredCase {
  readonly id: string;
}

/** One act in the history of a case. Append-only: `seq` is the version that it made. */
export interface StoredCaseEvent {
  readonly caseNumber: string;
  readonly seq: number;
  readonly kind: CaseEvent['kind'];
  readonly at: Date;
  readonly on: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: string;
  readonly capacity: Capacity;
  /** The step that the act was done on, and where the case stood after it; null when it had ended. */
  readonly step: string | null;
  readonly toStep: string | null;
  readonly outcome: string | null;
  readonly data: CaseData;
  /** Documents made or finished, systems recorded in, cases opened: `kind:what`. */
  readonly effects: readonly string[];
  /** What the calculation of the completed step said, with its trace; null where the step calculates nothing. */
  readonly calculation?: CaseCalculation | null;
}

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const texts = { type: [String], required: true } as const;

const caseSchema = new Schema<StoredCase>({
  caseNumber: text,
  process: text,
  processVersion: { type: Number, required: true },
  service: text,
  subject: mixed,
  unitPath: texts,
  state: mixed,
  status: text,
  step: optional,
  awaits: texts,
  signerRoles: texts,
  dueKey: text,
  assigneeId: optional,
  openedBy: text,
  openedOn: text,
  openedAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
  parent: optional,
  idempotencyKey: text,
  version: { type: Number, required: true },
});
caseSchema.index({ caseNumber: 1 }, { unique: true });
caseSchema.index({ idempotencyKey: 1 }, { unique: true });
caseSchema.index({ status: 1, awaits: 1, dueKey: 1, caseNumber: 1 });
caseSchema.index({ service: 1, status: 1, dueKey: 1, caseNumber: 1 });
caseSchema.index({ 'subject.sicilNo': 1, openedOn: -1 });
caseSchema.index({ openedOn: -1, caseNumber: -1 });
caseSchema.index({ parent: 1 });
export const cases = defineCollection('cases', caseSchema);

const eventSchema = new Schema<StoredCaseEvent>({
  caseNumber: text,
  seq: { type: Number, required: true },
  kind: text,
  at: { type: Date, required: true },
  on: text,
  accountId: text,
  name: text,
  role: text,
  capacity: text,
  step: optional,
  toStep: optional,
  outcome: optional,
  data: mixed,
  effects: texts,
  calculation: { type: Schema.Types.Mixed, default: null },
});
eventSchema.index({ caseNumber: 1, seq: 1 }, { unique: true });
export const caseEvents = defineCollection('caseEvents', eventSchema);

/** Stands for "no last day known" in the order of lists. */
export const NO_DUE_DAY = '9999-12-31';
