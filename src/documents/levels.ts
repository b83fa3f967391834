/**
 * Ranks of offices, lowest first, for the closing formula (Yönetmelik m.16/12) and for the order of signatures (m.17/11).
 * The regulation ranks no offices itself; a letter may always say the relation outright (`relation`).
 */
export const OFFICE_LEVELS = [
  'servis',
  'ilce-birimi',
  'il-alt-birimi',
  'il-birimi',
  'kaymakamlik',
  'bolge',
  'valilik',
  'bakanlik-birimi',
  'bakanlik',
  'cumhurbaskanligi',
] as const;
export type OfficeLevel = (typeof OFFICE_LEVELS)[number];

/** How the addressee stands to the writer; `belirsiz` = the rank is not set by legislation. */
export type Relation = 'ust' | 'esit' | 'ast' | 'belirsiz';

/** Relation of the addressee to the writer by rank; an unknown rank gives `belirsiz`. */
export function relationOf(writer: OfficeLevel | undefined, addressee: OfficeLevel | undefined): Relation {
  if (writer === undefined || addressee === undefined) return 'belirsiz';
  const difference = OFFICE_LEVELS.indexOf(addressee) - OFFICE_LEVELS.indexOf(writer);
  return difference > 0 ? 'ust' : difference === 0 ? 'esit' : 'ast';
}
