import { isIsoDate } from '../../calculations/index.ts';
import { type Issue, ValidationError } from '../../errors/index.ts';
import type { StoredApplicant, StoredRound } from './model.ts';

/** Header of the applicants' CSV. */
export const APPLICANT_COLUMNS = [
  'adayNo',
  'sicilNo',
  'adSoyad',
  'unvan',
  'birim',
  'kesintisizBaslama',
  'hizmetGunu',
  'kadroGunu',
  'tercihler',
] as const;
export type ApplicantRow = Partial<Record<(typeof APPLICANT_COLUMNS)[number], string>>;

/** The person on record; the lengths where the record tells them. */
export type KnownApplicant = Pick<StoredApplicant, 'fullName' | 'title' | 'unit'> &
  Partial<Pick<StoredApplicant, 'since' | 'serviceDays' | 'kadroDays'>>;

/** True where a cell of a length is empty: the record may tell it. */
export function lacksLengths(row: ApplicantRow): boolean {
  return !(row.kesintisizBaslama && row.hizmetGunu && row.kadroGunu);
}

/**
 * A row as the applicant that it makes; `known` is the person on record, whose lengths stand in for empty cells. Throws
 * ValidationError with every refused cell.
 */
export function rowToApplicant(row: ApplicantRow, round: StoredRound, known: KnownApplicant | null): StoredApplicant {
  const issues: Issue[] = [];
  const lack = (path: string, message: string): void => void issues.push({ path, message });
  if (!row.adayNo) lack('adayNo', 'Aday numarasını yazın.');
  if (row.sicilNo && !known) lack('sicilNo', `${row.sicilNo} sicil numaralı personel kaydı yok.`);
  const fullName = known?.fullName ?? row.adSoyad ?? '';
  if (fullName === '' && !row.sicilNo) lack('adSoyad', 'Kayıtlı olmayanın adını ve soyadını yazın.');
  const since = row.kesintisizBaslama ? toIso(row.kesintisizBaslama) : (known?.since ?? '');
  if (!isIsoDate(since))
    lack('kesintisizBaslama', 'Kesintisiz hizmetin başladığı günü GG.AA.YYYY ya da YYYY-AA-GG yazın.');
  const serviceDays = row.hizmetGunu ? daysOf(row.hizmetGunu) : (known?.serviceDays ?? null);
  const kadroDays = row.kadroGunu ? daysOf(row.kadroGunu) : (known?.kadroDays ?? null);
  if (serviceDays === null) lack('hizmetGunu', 'Hizmet süresini gün olarak yazın (yıl 360 gün).');
  if (kadroDays === null) lack('kadroGunu', 'Kadrodaki süreyi gün olarak yazın (yıl 360 gün).');
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
    since,
    serviceDays: serviceDays ?? 0,
    kadroDays: kadroDays ?? 0,
    preferences,
  };
}

function daysOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** `22.11.2026` as `2026-11-22`; anything else is left to be judged. */
function toIso(text: string): string {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]}-${match[1]}` : text;
}
