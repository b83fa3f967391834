import { displayDate, isoDate } from '../../calculations/index.ts';
import { inTransaction } from '../../database/index.ts';
import { type OfficeDocument, writeDocument } from '../../documents/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import { officeSignature, type StatementsContext, senderOf } from '../../statements/index.ts';
import { RELOCATION_SERVICE, requireRelocationOfficer } from '../exam-access.ts';
import type { RoundResult } from './family.ts';
import { KINDS } from './kinds.ts';
import { relocationAnnouncements, type StoredApplicant, type StoredRound } from './model.ts';
import { allApplicants, findDrawResult, requireRound } from './queries.ts';

/** Writes the list of a draw (the newest unless named) and notes it as announced. Throws ForbiddenError, NotFoundError, ValidationError. */
export async function writeRelocationList(
  context: StatementsContext,
  { roundNumber, draw }: { readonly roundNumber: string; readonly draw?: number | undefined },
): Promise<OfficeDocument> {
  requireRelocationOfficer(context.actor);
  const round = await requireRound(context.db, roundNumber);
  const found = await findDrawResult(context.db, roundNumber, draw);
  if (!found) throw new NotFoundError(`${roundNumber} döneminin çekilmiş kurası yok; önce kurayı çekin.`);
  if (found.result.rows.length === 0)
    throw ValidationError.of('roundNumber', 'Şartları taşıyan başvuru yok; liste düzenlenmedi.');
  const applicants = await allApplicants(context.db, roundNumber);
  const facts = {
    sender: await senderOf(context.db),
    signers: await officeSignature(context, 'personel-muduru'),
    data: { ...relocationData(round, found.result, applicants), hesapOzeti: found.draw.resultSha256 },
  };
  const place = { caseNumber: null, service: RELOCATION_SERVICE, unitPath: [], signerRoles: [] };
  return inTransaction(context.db, async (session) => {
    const order = { kind: KINDS[round.kind].family.list.documentKind, facts, place, isDraft: false } as const;
    const document = await writeDocument(context, session, order);
    const row = { roundNumber, draw: found.draw.draw, documentId: document.id };
    await relocationAnnouncements(context.db).create([row], { session });
    return document;
  });
}

function relocationData(round: StoredRound, result: RoundResult, applicants: readonly StoredApplicant[]) {
  const { rows, notEligible, lots, warnings } = result;
  const { label, article, family } = KINDS[round.kind];
  const known = new Map(applicants.map((a) => [a.candidateNo, a]));
  const placed = rows.filter((r) => r.place !== null).length;
  const free = vacanciesOf(round, result);
  return {
    donemAdi: round.name,
    donemNo: round.roundNumber,
    tur: `${label}, ${displayDate(isoDate(round.on))}`,
    sayilar: `${rows.length + notEligible.length} başvuru, ${placed} kişi yerleşti`,
    yerSatirlari: rows.map(({ id, status, place, decidedBy }) => {
      const a = known.get(id);
      const remarks = [family.list.remarks[decidedBy ?? ''], family.list.remarks[status]];
      return {
        adayNo: id,
        adSoyad: a?.fullName ?? '',
        birim: a?.unit ?? '',
        ...(a ? family.list.cells(a) : {}),
        yer: place ?? 'yerleşmedi',
        aciklama: remarks.filter((r) => r !== undefined).join(', '),
      };
    }),
    tohum: round.seed,
    kuraSayisi: lots.length,
    ...(lots[0] ? { yontem: lots[0].method } : {}),
    ...(notEligible.length === 0 ? {} : { sureDolmayan: notEligible.join(', ') }),
    ...(free.length === 0 ? {} : { bosKalanlar: free.join('; ') }),
    ...(warnings.length === 0 ? {} : { uyarilar: warnings.map((w) => w.message).join(' ') }),
    dayanak: article,
  };
}

/** `Cide (1)` for each place with posts left, in binary order. */
function vacanciesOf({ places }: StoredRound, { rows }: RoundResult): string[] {
  const taken = new Map<string, number>();
  for (const { place } of rows) if (place !== null) taken.set(place, (taken.get(place) ?? 0) + 1);
  const left = places.map(({ name, count }) => ({ name, count: count - (taken.get(name) ?? 0) }));
  const free = left.filter((p) => p.count > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
  return free.map(({ name, count }) => `${name} (${count})`);
}
