import { z } from 'zod';
import { parseInput } from '../../errors/index.ts';
import type { CasesContext } from '../cases-context.ts';
import type { ApprovalAct } from '../state.ts';
import { actOnCase } from './act.ts';
import type { CaseResult } from './record.ts';

const inputSchema = z.strictObject({ caseNumber: z.string(), expectedVersion: z.int(), step: z.string() });
export type ApprovalInput = z.input<typeof inputSchema>;

/** Initials the letter of the present step, when it is the actor's turn. Errors: as `completeStep`. */
export function parafStep(context: CasesContext, input: ApprovalInput): Promise<CaseResult> {
  return approve(context, 'paraf', input);
}

/** Signs the letter of the present step; the last signature makes it final. Errors: as `completeStep`. */
export function signStep(context: CasesContext, input: ApprovalInput): Promise<CaseResult> {
  return approve(context, 'sign', input);
}

/** Gives OLUR to the onay of the present step, which makes it final. Errors: as `completeStep`. */
export function approveStep(context: CasesContext, input: ApprovalInput): Promise<CaseResult> {
  return approve(context, 'approve', input);
}

async function approve(context: CasesContext, kind: ApprovalAct, raw: ApprovalInput): Promise<CaseResult> {
  const { step, ...target } = parseInput(inputSchema, raw);
  return actOnCase(context, target, { event: { kind, step } });
}
