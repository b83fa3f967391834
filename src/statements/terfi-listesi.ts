import { isOfficer, requireRight } from '../access/index.ts';
import { displayDate, terfi } from '../calculations/index.ts';
import type { OfficeDocument } from '../documents/index.ts';
import { ValidationError } from '../errors/index.ts';
import { findUnits, requireUnit } from '../institution/index.ts';
import { type MonthEntry, type MonthOrder, monthOf, promotionsOfMonth } from '../personnel/index.ts';
import { formatMonth } from '../turkish/index.ts';
import { fullNameOf, officeSignature, type StatementsContext, senderOf, storeDocument } from './office.ts';
import { filledData } from './outcome.ts';

/** Rows that one document holds; a longer list is written unit by unit. */
export const LONGEST_LIST = 5_000;
/** People without a result whom a list names for each reason. */
const NAMED = 100;

/** Checks month and unit and gives the month's promotions as a stream. Throws ValidationError. */
export async function terfiTakvimi(context: StatementsContext, order: MonthOrder): Promise<AsyncGenerator<MonthEntry>> {
  const { month, unitCode } = order;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw ValidationError.of('month', `"${month}" bir ay değil; YYYY-AA biçiminde yazın (2026-12).`);
  if (unitCode !== null) await requireUnit(context.db, unitCode, 'unitCode');
  return promotionsOfMonth(context, order);
}

/**
 * Writes the list of a month's promotions. Officers only. People whose record doesn't allow a result are named below the
 * table with the reason. Throws ValidationError for a bad month, an empty one, and a list over LONGEST_LIST rows.
 */
export async function writeTerfiListesi(context: StatementsContext, question: MonthOrder): Promise<OfficeDocument> {
  requireRight(isOfficer(context.actor), 'terfi listesini servis görevlileri ve üstleri düzenler');
  const entries: MonthEntry[] = [];
  let due = 0;
  for await (const entry of await terfiTakvimi(context, question)) {
    entries.push(entry);
    if (entry.kind === 'due') due += 1;
    if (due > LONGEST_LIST)
      throw ValidationError.of('unitCode', `Liste ${LONGEST_LIST} satırı aşıyor; birim birim düzenleyin.`);
  }
  if (due === 0) throw ValidationError.of('month', `${question.month} ayında terfi eden yok; liste düzenlenmedi.`);
  const [unit] = question.unitCode === null ? [null] : await findUnits(context.db, [question.unitCode]);
  const codes = [...new Set(entries.map((e) => e.person.unitCode))];
  const units = await findUnits(context.db, codes);
  const names = new Map(codes.map((code, i) => [code, units[i]?.name ?? code]));
  const facts = {
    sender: await senderOf(context.db),
    signers: await officeSignature(context, 'personel-muduru'),
    data: terfiListesiData(question.month, entries, names),
  };
  const data = { ...facts.data, birimAdi: unit?.name ?? 'Bütün birimler' };
  const place = { caseNumber: null, service: 'atama', unitPath: unit?.path ?? [], signerRoles: [] };
  return storeDocument(context, { kind: 'terfi-listesi', facts: { ...facts, data }, place, isDraft: false });
}

/** What the list prints, but for the name of the unit asked for; by day, then in the order of the stream. */
export function terfiListesiData(
  month: string,
  entries: readonly MonthEntry[],
  unitNames: ReadonlyMap<string, string>,
) {
  const { first, last } = monthOf(month);
  const due = entries
    .flatMap((e) => (e.kind === 'due' ? [e] : []))
    .sort((a, b) => (a.next.on < b.next.on ? -1 : a.next.on > b.next.on ? 1 : 0));
  return filledData({
    donem: formatMonth(month),
    donemAraligi: `${displayDate(first)}–${displayDate(last)}`,
    terfiEdenler: due.map(({ person, track, next }) => ({
      sicilNo: person.sicilNo,
      adSoyad: fullNameOf(person),
      unvan: person.unvan,
      birim: unitNames.get(person.unitCode) ?? person.unitCode,
      hat: track.toUpperCase(),
      tarih: next.on,
      derece: terfi.positionText(next.position),
    })),
    terfiSayisi: due.length,
    belirsizler: unclearText(entries),
  });
}

/** People without a result by reason, so that one sentence tells what many records lack. */
function unclearText(entries: readonly MonthEntry[]): string | undefined {
  const byReason = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.kind !== 'unclear') continue;
    const { person, reason } = entry;
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${person.sicilNo} ${fullNameOf(person)}`]);
  }
  const parts = [...byReason].map(([reason, people]) => {
    const more = people.length > NAMED ? ` ve ${people.length - NAMED} kişi daha (terfi takvimi)` : '';
    return `${reason} – ${people.slice(0, NAMED).join(', ')}${more}`;
  });
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`;
}
