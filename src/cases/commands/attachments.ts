import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import { inTransaction } from '../../database/index.ts';
import {
  type AttachmentSource,
  addAttachment,
  attachmentsOf,
  findVisibleDocument,
  latestDocument,
  type OfficeDocument,
  readAttachment,
  reissueDraft,
  removeAttachment,
} from '../../documents/index.ts';
import { CaseStateError, ConflictError, NotFoundError, parseInput, ValidationError } from '../../errors/index.ts';
import { type CaseRules, requireOpen, requireRole } from '../acts/common.ts';
import { caseActorOn } from '../case-access.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, pinnedProcess, rulesFor } from '../cases-context.ts';
import { approvalsOf } from '../effects.ts';
import { clerkRoles, rolesAwaited } from '../entitlement.ts';
import { exportDraft, letterAwaitingSignature } from '../letter-export.ts';
import type { Case } from '../model.ts';
import { findCaseByNumber } from '../queries.ts';

const attachSchema = z.strictObject({
  documentId: z.string(),
  ekNo: z.int().min(1, 'Ek sırası 1’den başlar.'),
  isSigned: z.boolean().default(true),
  fileName: z.string().nullable().default(null),
  sourceDocumentId: z.string().nullable().default(null),
});
const removeSchema = z.strictObject({ documentId: z.string(), attachmentId: z.string() });

/**
 * Puts a file to an ek of a draft: an uploaded one (`content` with `fileName`) or another document of the office. A draft that
 * the EBYS has already gets a new version. Errors: NotFoundError, ForbiddenError, CaseStateError for a signed letter,
 * ConflictError, ValidationError. Gives the draft.
 */
export async function attachFile(
  context: CasesContext,
  raw: z.input<typeof attachSchema>,
  content: AsyncIterable<Uint8Array> | null,
): Promise<OfficeDocument> {
  const input = parseInput(attachSchema, raw);
  const { documentId, ekNo, isSigned } = input;
  // Read once: the transaction may run again.
  const source = await sourceOf(context, input, content);
  return changeAttachments(context, documentId, async (session, document) => {
    await addAttachment(context, session, { document, ekNo, isSigned, source });
  });
}

/** Takes the file of an ek away from a draft and deletes it. As attachFile otherwise. */
export async function detachFile(context: CasesContext, raw: z.input<typeof removeSchema>): Promise<OfficeDocument> {
  const { documentId, attachmentId } = parseInput(removeSchema, raw);
  return changeAttachments(context, documentId, async (session, document) => {
    const present = await attachmentsOf(context.db, document, session);
    const attachment = present.find(({ id }) => id === attachmentId);
    if (!attachment) throw new NotFoundError('Yazının böyle bir eki yok; belgeyi yeniden açın.');
    await removeAttachment(context, session, { document, attachment });
  });
}

async function sourceOf(
  context: CasesContext,
  { fileName, sourceDocumentId }: z.output<typeof attachSchema>,
  content: AsyncIterable<Uint8Array> | null,
): Promise<AttachmentSource> {
  if (sourceDocumentId === null) {
    if (content === null || fileName === null)
      throw ValidationError.of(
        'uploadId',
        'Dosyayı PUT /uploads ile yükleyip kimliğini ve adını, ya da bir belge verin.',
      );
    return { kind: 'UPLOAD', fileName, bytes: await readAttachment(content) };
  }
  if (content !== null) throw ValidationError.of('uploadId', 'Yükleme ile belge birlikte verilemez; birini seçin.');
  const document = await findVisibleDocument(context, sourceDocumentId);
  if (!document) throw new NotFoundError('Ek olacak belge yok ya da size açık değil. Belgeyi listeden seçin.');
  return { kind: 'DOCUMENT', document };
}

type Change = (session: ClientSession, document: OfficeDocument) => Promise<void>;

async function changeAttachments(context: CasesContext, documentId: string, change: Change): Promise<OfficeDocument> {
  return inTransaction(context.db, async (session) => {
    const document = await findVisibleDocument(context, documentId);
    if (!document) throw new NotFoundError('Belge yok ya da size açık değil. Belgeyi listeden seçin.');
    const { row, rules } = await requireUnsigned(context, session, document);
    await change(session, document);
    if (documentKind(context, row, rules) !== document.kind) return document;
    // Whoever has the letter for signature must see that it is another.
    const draft = await reissueDraft(context, session, document);
    await exportDraft(context, session, { row, rules });
    return draft;
  });
}

function documentKind({ library }: CasesContext, row: Case, rules: CaseRules): string | null {
  const key = letterAwaitingSignature(row, rules);
  return key === null ? null : library.kind(key).key;
}

/** The case of a draft whose attachments the account may change now. */
async function requireUnsigned(
  context: CasesContext,
  session: ClientSession,
  { id, caseNumber, kind, status }: OfficeDocument,
): Promise<{ row: Case; rules: CaseRules }> {
  const row = caseNumber === null ? null : await findCaseByNumber(context, caseNumber, session);
  if (!row || caseNumber === null) throw new NotFoundError('Yalnız bir işin yazısına ek konabilir.');
  const rules = rulesFor(context, pinnedProcess(context, row), documentFieldsFor(context));
  const step = requireOpen(rules, row.state);
  const roles = [...new Set([...clerkRoles(), ...rolesAwaited(step, row.state)])];
  requireRole(rules, roles, { actor: await caseActorOn(context, row, false) });
  const signed = new CaseStateError(
    'Yazı imzalanmış; ekleri artık değiştirilemez. Gerekirse yazıyı iade ettirin.',
    status,
    [],
  );
  if (status !== 'taslak') throw signed;
  const newest = await latestDocument(context.db, { caseNumber, kind, status: 'taslak' }, session);
  if (newest?.id !== id) throw new ConflictError('Yazının daha yeni bir taslağı var; onu açıp yeniden deneyin.');
  if (await isSigned(context, session, { row, rules, kind })) throw signed;
  return { row, rules };
}

async function isSigned(
  context: CasesContext,
  session: ClientSession,
  { row, rules, kind }: { row: Case; rules: CaseRules; kind: string },
): Promise<boolean> {
  if (documentKind(context, row, rules) !== kind) return false;
  const given = [...approvalsOf(row.state, rules, letterAwaitingSignature(row, rules) ?? ''), ...row.state.approvals];
  if (given.some(({ act }) => act !== 'paraf')) return true;
  return (await context.letterDesk?.isSigned(session, context, { caseNumber: row.caseNumber, kind })) ?? false;
}
