import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import { inTransaction } from '../../database/index.ts';
import { parseInput, ValidationError } from '../../errors/index.ts';
import { requireUnit } from '../../institution/index.ts';
import { findPersonBySicilNo, type Person } from '../../personnel/index.ts';
import { calculatedFacts } from '../calculated-facts.ts';
import { caseActorOn } from '../case-access.ts';
import { documentFieldsFor } from '../case-documents.ts';
import { type CasesContext, rulesFor } from '../cases-context.ts';
import type { ProcessDefinition } from '../definition.ts';
import { processOn } from '../load.ts';
import { type Case, type CaseSubject, cases } from '../model.ts';
import { findCaseByNumber, toCase } from '../queries.ts';
import type { CaseData } from '../state.ts';
import { openState } from '../transition.ts';
import { insertCase } from './insert-case.ts';
import { type CaseResult, legalDay } from './record.ts';

const inputSchema = z.strictObject({
  process: z.string(),
  sicilNo: z.string().nullable().default(null),
  unitCode: z.string().nullable().default(null),
  label: z.string().trim().max(200, 'En çok 200 karakter olabilir.').nullable().default(null),
  data: z.record(z.string(), z.unknown()).default({}),
  idempotencyKey: z
    .string()
    .min(8, 'En az 8 karakter olmalıdır.')
    .max(100, 'En çok 100 karakter olabilir.')
    .nullable()
    .default(null),
});
export type OpenCaseInput = z.input<typeof inputSchema>;

/**
 * Opens a case of a process for its subject and gives it its number. A second call of the same account with the same
 * `idempotencyKey` gives the first one's case. Errors: ValidationError (process, subject, data), ForbiddenError.
 */
export async function openCase(context: CasesContext, raw: OpenCaseInput): Promise<CaseResult> {
  const input = parseInput(inputSchema, raw);
  const process = processOn(context.catalog, input.process, context.today);
  if (!process)
    throw ValidationError.of(
      'process',
      `"${input.process}" adında yürürlükte bir süreç yok; "processes" sorgusundan seçin.`,
    );
  const found = await findSubject(context, process, input);
  const rules = rulesFor(context, process, documentFieldsFor(context));
  const place = { service: process.service, unitPath: found.unitPath };
  const actor = await caseActorOn(context, place, false);
  const decided = openState(rules, { actor, today: legalDay(context) }, { data: input.data, seed: found.seed });
  const key = input.idempotencyKey === null ? null : `${context.actor.accountId}:${input.idempotencyKey}`;
  return inTransaction(context.db, async (session) => {
    const earlier = key === null ? null : await findOpened(context, session, key);
    if (earlier) return { case: earlier, documentIds: [], openedCaseNumbers: [] };
    const opened = await insertCase(context, session, { rules, decided, ...found, parent: null, key });
    return { case: opened, documentIds: [], openedCaseNumbers: [] };
  });
}

async function findOpened(context: CasesContext, session: ClientSession, key: string): Promise<Case | null> {
  const row = await cases(context.db).findOne({ idempotencyKey: key }, null, { session }).lean();
  return row ? findCaseByNumber(context, toCase(row).caseNumber, session) : null;
}

async function findSubject(
  { db, today }: CasesContext,
  process: ProcessDefinition,
  { sicilNo, unitCode, label }: { sicilNo: string | null; unitCode: string | null; label: string | null },
): Promise<{ subject: CaseSubject; unitPath: readonly string[]; seed: CaseData }> {
  const { subject: kind, title } = process;
  if (kind === 'person' && sicilNo === null)
    throw ValidationError.of('sicilNo', 'Bu süreç bir personel için açılır; sicil numarasını yazın.');
  if (kind === 'unit' && unitCode === null)
    throw ValidationError.of('unitCode', 'Bu süreç bir birim için açılır; birim kodunu yazın.');
  const person = sicilNo === null ? null : await requirePerson(db, sicilNo);
  const code = unitCode ?? person?.unitCode ?? null;
  const unit = code === null ? null : await requireUnit(db, code, unitCode === null ? 'sicilNo' : 'unitCode');
  const name = person ? `${person.givenNames} ${person.surname.toLocaleUpperCase('tr')}` : (unit?.name ?? title);
  const subject = { kind, personId: person?.id ?? null, sicilNo, unitCode: unit?.code ?? null, label: label ?? name };
  const seed = person ? { dogumTarihi: person.bornOn, ...calculatedFacts(process, person, today) } : {};
  return { subject, unitPath: unit?.path ?? [], seed };
}

async function requirePerson(db: CasesContext['db'], sicilNo: string): Promise<Person> {
  const person = await findPersonBySicilNo(db, sicilNo);
  if (person) return person;
  throw ValidationError.of(
    'sicilNo',
    `${sicilNo} sicil numaralı personel kaydı yok. Numarayı denetleyin ya da önce personeli kaydedin.`,
  );
}
