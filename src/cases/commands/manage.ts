import { z } from 'zod';
import { parseInput } from '../../errors/index.ts';
import type { CasesContext } from '../cases-context.ts';
import { actOnCase } from './act.ts';
import type { CaseResult } from './record.ts';

const target = { caseNumber: z.string(), expectedVersion: z.int() };
const reason = z.string().max(2_000, 'En çok 2000 karakter olabilir.');
const returnSchema = z.strictObject({ ...target, step: z.string(), to: z.string().nullable().default(null), reason });
const cancelSchema = z.strictObject({ ...target, reason });
const assignSchema = z.strictObject({
  ...target,
  assignee: z.strictObject({ accountId: z.string().min(1), name: z.string().min(1) }).nullable(),
});
const signerSchema = z.strictObject({ ...target, step: z.string(), roles: z.array(z.string()).min(1).max(5) });
const factsSchema = z.strictObject({ ...target, data: z.record(z.string(), z.unknown()) });

/** İade: sends the case back to the step that prepared the letter, or to the named one, with the reason. */
export async function returnStep(context: CasesContext, raw: z.input<typeof returnSchema>): Promise<CaseResult> {
  const { caseNumber, expectedVersion, ...event } = parseInput(returnSchema, raw);
  return actOnCase(context, { caseNumber, expectedVersion }, { event: { kind: 'returnStep', ...event } });
}

/** Ends the case without its result, with the reason. */
export async function cancelCase(context: CasesContext, raw: z.input<typeof cancelSchema>): Promise<CaseResult> {
  const { caseNumber, expectedVersion, ...event } = parseInput(cancelSchema, raw);
  return actOnCase(context, { caseNumber, expectedVersion }, { event: { kind: 'cancelCase', ...event } });
}

/** Routes the case to an account, or frees it with null. */
export async function assignCase(context: CasesContext, raw: z.input<typeof assignSchema>): Promise<CaseResult> {
  const { caseNumber, expectedVersion, assignee } = parseInput(assignSchema, raw);
  return actOnCase(context, { caseNumber, expectedVersion }, { event: { kind: 'assignCase', assignee } });
}

/** Names the signing office of a step where the directive leaves it open. Administrators. */
export async function chooseSigner(context: CasesContext, raw: z.input<typeof signerSchema>): Promise<CaseResult> {
  const { caseNumber, expectedVersion, ...event } = parseInput(signerSchema, raw);
  return actOnCase(context, { caseNumber, expectedVersion }, { event: { kind: 'chooseSigner', ...event } });
}

/** Records facts that deadlines are counted from, at any time of the case. */
export async function recordFacts(context: CasesContext, raw: z.input<typeof factsSchema>): Promise<CaseResult> {
  const { caseNumber, expectedVersion, data } = parseInput(factsSchema, raw);
  return actOnCase(context, { caseNumber, expectedVersion }, { event: { kind: 'recordFacts', data } });
}
