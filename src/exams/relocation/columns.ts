import { type Issue, ValidationError } from '../../errors/index.ts';
import type { Cells } from './family.ts';
import { familyOf } from './kinds.ts';
import type { ApplicantFacts, RoundKind, StoredApplicant, StoredRound } from './model.ts';

const HEAD = ['adayNo', 'sicilNo', 'adSoyad', 'unvan', 'birim'] as const;
const TAIL = ['tercihler'] as const;
/** A row of the applicants' CSV: the headings of every round, and those of its kind. */
export type ApplicantRow = Cells<(typeof HEAD | typeof TAIL)[number]> & Cells;

/** Header of the applicants' CSV of a kind of round. */
export function applicantColumns(kind: RoundKind): readonly string[] {
  return [...HEAD, ...familyOf(kind).columns, ...TAIL];
}

/** The person on record, with the facts that the record tells. */
export type KnownApplicant = Pick<StoredApplicant, 'fullName' | 'title' | 'unit'> & { readonly facts: ApplicantFacts };

/**
 * A row as the applicant that it makes; `known` is the person on record, whose facts stand in for empty cells. Throws
 * ValidationError with every refused cell.
 */
export function rowToApplicant(row: ApplicantRow, round: StoredRound, known: KnownApplicant | null): StoredApplicant {
  const issues: Issue[] = [];
  const lack = (path: string, message: string): void => void issues.push({ path, message });
  if (!row.adayNo) lack('adayNo', 'Aday numarasını yazın.');
  if (row.sicilNo && !known) lack('sicilNo', `${row.sicilNo} sicil numaralı personel kaydı yok.`);
  const fullName = known?.fullName ?? row.adSoyad ?? '';
  if (fullName === '' && !row.sicilNo) lack('adSoyad', 'Kayıtlı olmayanın adını ve soyadını yazın.');
  const facts = familyOf(round.kind).readFacts(row, known?.facts ?? {}, lack);
  const preferences = (row.tercihler ?? '')
    .split('|')
    .map((p) => p.trim())
    .filter((p) => p !== '');
  const unknown = preferences.find((p) => !round.places.some((place) => place.name === p));
  if (unknown !== undefined) lack('tercihler', `"${unknown}" ilan edilen yerler arasında yok; yerleri "|" ile ayırın.`);
  if (issues.length > 0) throw new ValidationError(issues);
  return {
    roundNumber: round.roundNumber,
    candidateNo: row.adayNo ?? '',
    sicilNo: row.sicilNo || null,
    fullName,
    title: known?.title ?? row.unvan ?? '',
    unit: known?.unit ?? row.birim ?? '',
    ...facts,
    preferences,
  };
}
