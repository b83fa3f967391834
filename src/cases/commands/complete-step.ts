import { z } from 'zod';
import { type Issue, parseInput, ValidationError } from '../../errors/index.ts';
import { findKadro, findUnits } from '../../institution/index.ts';
import { findPersonBySicilNo } from '../../personnel/index.ts';
import type { CaseRules } from '../acts/common.ts';
import { formOf } from '../acts/complete.ts';
import { calculateStep } from '../calculations/index.ts';
import type { CasesContext } from '../cases-context.ts';
import { stepOf } from '../definition.ts';
import { actOnCase } from './act.ts';
import type { CaseResult } from './record.ts';

const inputSchema = z.strictObject({
  caseNumber: z.string(),
  expectedVersion: z.int(),
  step: z.string(),
  outcome: z.string().nullable().default(null),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type CompleteStepInput = z.input<typeof inputSchema>;

/**
 * Completes the present step of a case with its outcome and data. Errors: ValidationError, CaseStateError, ForbiddenError,
 * NotEligibleError (too early by law), ConflictError, NotFoundError, and those of the letter that the step makes.
 */
export async function completeStep(context: CasesContext, raw: CompleteStepInput): Promise<CaseResult> {
  const { step, outcome, data, ...target } = parseInput(inputSchema, raw);
  return actOnCase(context, target, {
    event: { kind: 'completeStep', step, outcome, data },
    prepare: async (rules, row) => {
      if (row.step !== step) return null;
      await requireRecords(context, rules, { step, data });
      return calculateStep(context, row, { step: stepOf(rules.process, step), data });
    },
  });
}

/** Persons, units and kadros that the data names must be on record. */
async function requireRecords(
  { db }: CasesContext,
  rules: CaseRules,
  { step, data }: { step: string; data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const issues: Issue[] = [];
  for (const { key, label, type } of formOf(rules, stepOf(rules.process, step))) {
    const value = data[key];
    if (typeof value !== 'string' || value === '') continue;
    const known =
      type === 'person'
        ? (await findPersonBySicilNo(db, value)) !== null
        : type === 'unit'
          ? (await findUnits(db, [value]))[0] !== null
          : type === 'kadro'
            ? (await findKadro(db, value)) !== null
            : true;
    if (!known) issues.push({ path: `data.${key}`, message: `"${label}": "${value}" kayıtlarda yok; listeden seçin.` });
  }
  if (issues.length > 0) throw new ValidationError(issues);
}
