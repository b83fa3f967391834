import { z } from 'zod';
import { type Issue, ValidationError } from '../../errors/index.ts';
import { concluded, createTracer, type Exact, type Outcome } from '../engine/index.ts';
import { amountField, countField, dayField, textField } from '../input.ts';
import { compareIds } from '../selection/index.ts';
import { type OralCall, oralCall } from './call.ts';
import { memberMarksField, oralForm, oralMean } from './oral.ts';
import { type Placement, placement, preferenceFields } from './place.ts';
import { type SuccessCandidate, type SuccessList, successCandidateFields, successList } from './success.ts';
import type { PromotionDeps, PromotionRun } from './tables.ts';

export const EXAM_STAGES = ['CAGRI', 'BASARI', 'YERLESTIRME'] as const;
export type ExamStage = (typeof EXAM_STAGES)[number];

const examCandidate = z.object({
  id: textField,
  /** Null: didn't sit the written exam. */
  written: amountField.nullable(),
  /** Marks of all members; null: didn't come to the oral exam, or it hasn't been held. */
  oral: memberMarksField.nullable().default(null),
  serviceDays: successCandidateFields.serviceDays,
  education: successCandidateFields.education,
  grade: successCandidateFields.grade,
  preferences: preferenceFields.preferences.default([]),
  acceptsOutside: preferenceFields.acceptsOutside.default(false),
});

/** One exam for one kadro title: everything that its three lists are made from. */
export const examInput = z.object({
  /** Day whose rules hold: the last day of the application period. */
  on: dayField,
  /** How far the exam is; later lists stay null. */
  stage: z.enum(EXAM_STAGES).default('YERLESTIRME'),
  /** Announced posts by place. */
  quotas: z.record(z.string(), countField),
  /** Number of announced posts, where it isn't the sum of the places. */
  announced: countField.optional(),
  candidates: z.array(examCandidate),
});
export type ExamInput = z.output<typeof examInput>;
type ExamCandidate = ExamInput['candidates'][number];

export interface OralRow {
  readonly id: string;
  /** Unrounded mean of the members' totals; null: absent. */
  readonly mark: string | null;
  readonly memberTotals: readonly string[];
}

/** The three lists of an exam. Plain texts and numbers only: the same input in any order gives the same bytes. */
export interface ExamResult {
  readonly stage: ExamStage;
  readonly announced: number;
  readonly call: OralCall;
  readonly oral: readonly OralRow[] | null;
  readonly success: SuccessList | null;
  readonly placement: Placement | null;
}

/**
 * Call list, success list and placement list of an exam in one go. MEB Yön. m.16, 21. Throws ValidationError for marks
 * above their maximum, an oral mark of somebody not called, a doubled candidate, too many or unknown preferences.
 */
export function calculateExam(input: ExamInput, deps: PromotionDeps): Outcome<ExamResult> {
  const tracer = createTracer();
  refuseDoubles(input.candidates);
  const announced = input.announced ?? Object.values(input.quotas).reduce((sum, n) => sum + n, 0);
  const run: PromotionRun = { on: input.on, deps, tracer };
  const call = oralCall({ announced, candidates: input.candidates }, run);
  const base = { stage: input.stage, announced, call };
  if (input.stage === 'CAGRI') return concluded({ ...base, oral: null, success: null, placement: null }, tracer);
  const { rows, examined } = oralMarks(input, call, run);
  const success = successList(examined, run);
  if (input.stage === 'BASARI') return concluded({ ...base, oral: rows, success, placement: null }, tracer);
  return concluded({ ...base, oral: rows, success, placement: place(input, success, run) }, tracer);
}

function oralMarks(
  input: ExamInput,
  call: OralCall,
  { on, deps, tracer }: PromotionRun,
): { rows: OralRow[]; examined: SuccessCandidate[] } {
  const called = new Set(call.called.map((c) => c.id));
  const form = oralForm(on, deps);
  const rows: OralRow[] = [];
  const examined: SuccessCandidate[] = [];
  input.candidates.forEach((c, i) => {
    const path = `candidates.${i}.oral`;
    if (!called.has(c.id)) {
      if (c.oral === null) return;
      throw ValidationError.of(path, `${c.id} sözlü sınava çağrılmadı; sözlü puanı yazılamaz.`, 'MEB Yön. m.16/1');
    }
    if (c.oral === null) {
      rows.push({ id: c.id, mark: null, memberTotals: [] });
      return;
    }
    const { totals, mean } = oralMean(c.oral, form, path);
    rows.push({ id: c.id, mark: mean.toFixed(), memberTotals: totals.map((t) => t.toFixed()) });
    examined.push(examinedOf(c, mean));
  });
  rows.sort((a, b) => compareIds(a.id, b.id));
  const result = `${examined.length} aday sınava girdi, ${rows.length - examined.length} aday gelmedi.`;
  tracer.step({ label: 'Sözlü sınav', article: 'MEB Yön. m.16/3', result });
  return { rows, examined };
}

function examinedOf(c: ExamCandidate, oral: Exact): SuccessCandidate {
  if (c.written === null) throw new Error(`${c.id} was called without a written mark`);
  return { id: c.id, written: c.written, oral, serviceDays: c.serviceDays, education: c.education, grade: c.grade };
}

function place(input: ExamInput, success: SuccessList, { deps, tracer }: PromotionRun): Placement {
  const order = success.rows.map((r) => r.id);
  const ranked = new Set(order);
  const candidates = input.candidates.filter((c) => ranked.has(c.id));
  const equalGroups = success.equalGroups.map((g) => [...g]);
  return placement({ on: input.on, order, equalGroups, candidates, quotas: input.quotas }, deps, tracer);
}

function refuseDoubles(candidates: readonly ExamCandidate[]): void {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  candidates.forEach(({ id }, i) => {
    if (seen.has(id)) issues.push({ path: `candidates.${i}.id`, message: `${id} birden çok kez yazılmış.` });
    seen.add(id);
  });
  if (issues.length > 0) throw new ValidationError(issues);
}
