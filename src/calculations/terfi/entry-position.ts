import type { IsoDate } from '../engine/index.ts';
import { addMissing, type Derivation, note, type ServiceFrame } from './derivation.ts';
import {
  type BonusId,
  basePosition,
  bonusArticle,
  bonusOf,
  compareLevels,
  lawyerTraining,
  levelEntry,
  nextIbrazDay,
  type PostTitle,
  sixBSteps,
} from './education-table.ts';
import type { EducationFact } from './facts.ts';
import { type Position, positionText, raiseDerece, raiseKademe } from './position.ts';
import { grantsBefore } from './postgraduate.ts';
import { postOn } from './postings.ts';
import { articleOf } from './tables.ts';

/** Where an officer enters and how the entry was found; later diplomas build on it. */
export interface EntryTerms {
  readonly position: Position;
  readonly ceiling: number;
  /** The education at entry; null where the record begins in mid-career. */
  readonly education: EducationFact | null;
  readonly bonus: BonusId | null;
  /** Steps of A-6/b that are carried. */
  readonly sixB: number;
  /** The later diplomas with the day from which they count, oldest first. */
  readonly later: readonly LaterEducation[];
}

interface PlacedEducation {
  readonly education: EducationFact;
  readonly index: number;
}

export interface LaterEducation extends PlacedEducation {
  readonly effectiveOn: IsoDate;
}

/** Entry degree and step from the diploma, class and title. 657 s.K. m.36 Ortak Hükümler A. Null where facts are missing. */
export function deriveEntry(derivation: Derivation, frame: ServiceFrame): EntryTerms | null {
  const { facts } = derivation;
  if (facts.education === null || facts.education.length === 0) {
    addMissing(derivation, 'education', 'Öğrenim bilgileri');
    return null;
  }
  const post = postOn(derivation.postings, frame.entryOn);
  const known: PlacedEducation[] = [];
  const later: LaterEducation[] = [];
  let first: PlacedEducation | undefined;
  facts.education.forEach((education, index) => {
    const effectiveOn = effectiveDay(education);
    if (effectiveOn !== null && effectiveOn > frame.entryOn) {
      later.push({ education, index, effectiveOn });
      return;
    }
    known.push({ education, index });
    if (!first || compareLevels(education.level, first.education.level) > 0) first = { education, index };
  });
  later.sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  if (!first) {
    addMissing(derivation, 'education', 'Göreve başlarken bitirilmiş olan öğrenim');
    return null;
  }
  const bonus = readBonus(derivation, first, post, false);
  const sixB = carriedSixB(derivation, known, first.education, post);
  const terms = { education: first.education, bonus, sixB, later };
  return {
    ...terms,
    ceiling: levelEntry(first.education.level).ceiling,
    position: positionAtEntry(derivation, frame, terms),
  };
}

function effectiveDay({ effectiveOn, presentedOn }: EducationFact): IsoDate | null {
  return effectiveOn ?? (presentedOn === null ? null : nextIbrazDay(presentedOn));
}

/** The bonus of a diploma; a title that decides and is not told is listed as missing. */
export function readBonus(
  derivation: Derivation,
  { education, index }: { education: EducationFact; index: number },
  post: PostTitle,
  hadA4: boolean,
): BonusId | null {
  if (post.sinif === null && derivation.facts.postings !== null)
    addMissing(derivation, 'postings.0.sinif', 'Hizmet sınıfı');
  const bonus = bonusOf(education, post, hadA4);
  if (bonus !== undefined) return bonus;
  addMissing(derivation, `education.${index}.title`, 'Diplomadaki unvan ya da bölüm (36/A-2…A-5)');
  return null;
}

function carriedSixB(
  { readings }: Derivation,
  educations: readonly PlacedEducation[],
  first: EducationFact,
  { sinif }: PostTitle,
): number {
  if (levelEntry(first.level).isHigher && readings.sixBInHigher === 'DROP') return 0;
  return educations.reduce((steps, e) => Math.max(steps, sixBSteps(e.education, sinif)), 0);
}

function positionAtEntry(
  derivation: Derivation,
  frame: ServiceFrame,
  terms: { education: EducationFact; bonus: BonusId | null; sixB: number },
): Position {
  const { ceiling, title } = levelEntry(terms.education.level);
  const base = basePosition(terms.education.level, frame.entryOn);
  const grants = grantsBefore(derivation, frame.entryOn);
  const training = derivation.facts.lawyerTrainingOn;
  const lawyer = training !== null && training <= frame.entryOn ? lawyerTraining.beforeEntry : 0;
  const degrees = (terms.bonus === null ? 0 : 1) + grants.derece;
  const steps = terms.sixB + lawyer + grants.kademe;
  const position = raiseKademe(raiseDerece(base, degrees), steps, ceiling);
  note(derivation, () => ({
    label: 'Giriş derece ve kademesi',
    rule: 'R3',
    article: terms.bonus === null ? articleOf('R3') : bonusArticle(terms.bonus),
    arithmetic: `${positionText(base)} (${title}) + ${degrees} derece + ${steps} kademe = ${positionText(position)}`,
    result: positionText(position),
  }));
  return position;
}
