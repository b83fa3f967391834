import { displayDate, displaySure, isoDate, sureOfDays } from '../../calculations/index.ts';
import { inTransaction } from '../../database/index.ts';
import { type OfficeDocument, writeDocument } from '../../documents/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import { officeSignature, type StatementsContext, senderOf } from '../../statements/index.ts';
import { RELOCATION_SERVICE, requireRelocationOfficer } from '../exam-access.ts';
import type { RoundOutcome } from './calculation.ts';
import { relocationAnnouncements, type StoredApplicant, type StoredRound } from './model.ts';
import { allApplicants, findDraw, readRoundResult, requireRound } from './queries.ts';

const KINDS = { IL_ICI: 'İl içi', ILLER_ARASI: 'İller arası' } as const;
const ARTICLES = { IL_ICI: 'MEB Yön. m.32', ILLER_ARASI: 'MEB Yön. m.33' } as const;
const CRITERIA: Readonly<Record<string, string>> = {
  HIZMET_SURESI: '',
  KADRO_SURESI: 'kadrodaki süreyle',
  KURA: 'kura ile',
};

/** Writes the list of a draw (the newest unless named) and notes it as announced. Throws ForbiddenError, NotFoundError, ValidationError. */
export async function writeRelocationList(
  context: StatementsContext,
  { roundNumber, draw }: { readonly roundNumber: string; readonly draw?: number | undefined },
): Promise<OfficeDocument> {
  requireRelocationOfficer(context.actor);
  const round = await requireRound(context.db, roundNumber);
  const found = await findDraw(context.db, roundNumber, draw);
  if (!found) throw new NotFoundError(`${roundNumber} döneminin çekilmiş kurası yok; önce kurayı çekin.`);
  const outcome = readRoundResult(found.resultText);
  if (outcome.value.rows.length === 0)
    throw ValidationError.of('roundNumber', 'Şartları taşıyan başvuru yok; liste düzenlenmedi.');
  const applicants = await allApplicants(context.db, roundNumber);
  const facts = {
    sender: await senderOf(context.db),
    signers: await officeSignature(context, 'personel-muduru'),
    data: { ...relocationData(round, outcome, applicants), hesapOzeti: found.draw.resultSha256 },
  };
  const place = { caseNumber: null, service: RELOCATION_SERVICE, unitPath: [], signerRoles: [] };
  return inTransaction(context.db, async (session) => {
    const order = { kind: 'yer-degistirme-listesi', facts, place, isDraft: false } as const;
    const document = await writeDocument(context, session, order);
    const row = { roundNumber, draw: found.draw.draw, documentId: document.id };
    await relocationAnnouncements(context.db).create([row], { session });
    return document;
  });
}

function relocationData(round: StoredRound, { value }: RoundOutcome, applicants: readonly StoredApplicant[]) {
  const { rows, notEligible, lots, vacancies } = value;
  const known = new Map(applicants.map((a) => [a.candidateNo, a]));
  const placed = rows.filter((r) => r.place !== null).length;
  const free = vacancies.map((v) => `${v.place} (${v.count})`);
  const length = (days: number | undefined): string => displaySure(sureOfDays(days ?? 0));
  return {
    donemAdi: round.name,
    donemNo: round.roundNumber,
    tur: `${KINDS[round.kind]}, ${displayDate(isoDate(round.on))}`,
    sayilar: `${rows.length + notEligible.length} başvuru, ${placed} kişi yerleşti`,
    yerSatirlari: rows.map(({ id, place, decidedBy }) => {
      const a = known.get(id);
      return {
        adayNo: id,
        adSoyad: a?.fullName ?? '',
        birim: a?.unit ?? '',
        hizmet: length(a?.serviceDays),
        kadro: length(a?.kadroDays),
        yer: place ?? 'yerleşmedi',
        aciklama: decidedBy === null ? '' : (CRITERIA[decidedBy] ?? ''),
      };
    }),
    tohum: round.seed,
    kuraSayisi: lots.length,
    ...(lots[0] ? { yontem: lots[0].method } : {}),
    ...(notEligible.length === 0 ? {} : { sureDolmayan: notEligible.join(', ') }),
    ...(free.length === 0 ? {} : { bosKalanlar: free.join('; ') }),
    dayanak: ARTICLES[round.kind],
  };
}
