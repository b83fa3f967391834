import { z } from 'zod';
import { inTransaction } from '../../database/index.ts';
import type { OfficeDocument } from '../../documents/index.ts';
import { NotFoundError, parseInput, ValidationError } from '../../errors/index.ts';
import { makesDocument, requireOpen, requireRole } from '../acts/common.ts';
import { caseActorOn } from '../case-access.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, pinnedProcess, rulesFor } from '../cases-context.ts';
import { writeDraft } from '../effects.ts';
import { clerkRoles, rolesAwaited } from '../entitlement.ts';
import { exportDraft } from '../letter-export.ts';
import { findCaseByNumber } from '../queries.ts';

const inputSchema = z.strictObject({ caseNumber: z.string(), kind: z.string(), allowGaps: z.boolean().default(false) });
export type GenerateDocumentInput = z.input<typeof inputSchema>;

/**
 * Writes a draft of one of the process's letters from what the case knows now, without moving the case. MissingValuesError
 * lists each missing value by label and place; with `allowGaps` the draft shows them as gaps. Final letters come from
 * signatures only. Errors besides: NotFoundError, ForbiddenError, CaseStateError, ValidationError, TemplateError.
 */
export async function generateDocument(context: CasesContext, raw: GenerateDocumentInput): Promise<OfficeDocument> {
  const { caseNumber, kind, allowGaps } = parseInput(inputSchema, raw);
  const row = await findCaseByNumber(context, caseNumber);
  if (!row) throw new NotFoundError(`${caseNumber} numaralı iş yok ya da size açık değil. Numarayı denetleyin.`);
  const rules = rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));
  const step = requireOpen(rules, row.state);
  const keys = [
    ...new Set(rules.process.steps.flatMap((s) => (s.document && makesDocument(rules, s) ? [s.document.key] : []))),
  ];
  if (!keys.includes(kind))
    throw ValidationError.of(
      'kind',
      `"${kind}" bu sürecin belgelerinden değil; şunlardan birini seçin: ${keys.join(', ')}.`,
    );
  const actor = await caseActorOn(context, row, false);
  const roles = [...new Set([...clerkRoles(), ...rolesAwaited(step, row.state)])];
  requireRole(rules, roles, { actor });
  return inTransaction(context.db, async (session) => {
    const draft = await writeDraft(context, session, { row, rules, key: kind, allowGaps });
    await exportDraft(context, session, { row, rules });
    return draft;
  });
}
