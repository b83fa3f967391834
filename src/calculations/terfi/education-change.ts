import type { IsoDate } from '../engine/index.ts';
import { displayDate } from '../engine/index.ts';
import { addFinding, addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import {
  type BonusId,
  basePosition,
  compareLevels,
  diplomaNeededFrom,
  emsalDate,
  levelEntry,
} from './education-table.ts';
import { type EntryTerms, type LaterEducation, readBonus } from './entry-position.ts';
import type { IntibakTerms } from './events.ts';
import type { EducationFact } from './facts.ts';
import { raiseDerece, raiseKademe } from './position.ts';
import { findDroppedGrants } from './postgraduate.ts';
import { postOn } from './postings.ts';
import { articleOf } from './tables.ts';

/** A diploma's degree bonus from a day on; a class change looks here for A/4. */
export interface BonusPeriod {
  readonly from: IsoDate;
  readonly bonus: BonusId | null;
}

/** What the asalet of a candidate with a new diploma needs, and the bonuses held in time. */
export interface EducationChanges {
  readonly asaletIntibak: IntibakTerms | null;
  readonly bonuses: readonly BonusPeriod[];
}

/** Higher diplomas after the entry: new entry position for a candidate, 12/d for an officer. m.36/A-12-d. */
export function deriveEducationChanges(
  derivation: Derivation,
  frame: ServiceFrame,
  entry: EntryTerms,
): EducationChanges {
  let level = entry.education?.level ?? null;
  let hadIntibak = false;
  let asaletIntibak: IntibakTerms | null = null;
  const bonuses: BonusPeriod[] = [{ from: frame.entryOn, bonus: entry.bonus }];
  for (const later of entry.later) {
    const { education, effectiveOn } = later;
    if (!isDiploma(derivation, later) || (level !== null && !isHigher(derivation, later, level))) continue;
    const hadA4 = bonuses.at(-1)?.bonus === 'A4';
    const bonus = readBonus(derivation, later, postOn(derivation.postings, effectiveOn), hadA4);
    level = education.level;
    if (isOnlyDegree(derivation, education, bonus, hadIntibak)) {
      derivation.events.push({
        type: 'degree',
        on: effectiveOn,
        why: '36. md. A/5',
        label: 'Lisans tamamlama (36. md. A/5)',
      });
      bonuses.push({ from: effectiveOn, bonus });
      continue;
    }
    const terms = intibakTerms(derivation, entry, later, bonus);
    if (terms === null) continue;
    bonuses.push({ from: effectiveOn, bonus });
    if (!frame.startsAsAsil && (frame.asaletOn === null || effectiveOn <= frame.asaletOn)) {
      const ceiling = levelEntry(education.level).ceiling;
      const position = raiseKademe(raiseDerece(terms.base, terms.degreeBonus ?? 0), terms.sixB ?? 0, ceiling);
      derivation.events.push({ type: 'diplomaAday', on: effectiveOn, position, ceiling });
      asaletIntibak = terms;
    } else {
      derivation.events.push({ type: 'intibak', on: effectiveOn, ...terms });
      findDroppedGrants(derivation, effectiveOn);
    }
    hadIntibak = true;
  }
  return { asaletIntibak, bonuses };
}

function intibakTerms(
  derivation: Derivation,
  entry: EntryTerms,
  { education, effectiveOn }: LaterEducation,
  bonus: BonusId | null,
): IntibakTerms | null {
  const first = entry.education;
  if (first === null || first.graduatedYear === null) {
    const index = first ? (derivation.facts.education?.indexOf(first) ?? 0) : 0;
    addMissing(derivation, `education.${index}.graduatedYear`, 'İlk öğrenimin mezuniyet yılı (emsal için)');
    return null;
  }
  const entryOfLevel = levelEntry(education.level);
  const drops = entryOfLevel.isHigher && derivation.readings.sixBInHigher === 'DROP';
  return {
    base: basePosition(education.level, effectiveOn),
    ...(bonus === null ? {} : { degreeBonus: 1 }),
    emsal: peerDay(derivation, emsalDate({ ...first, graduatedYear: first.graduatedYear }, education), effectiveOn),
    sixB: drops ? 0 : entry.sixB,
    ceiling: entryOfLevel.ceiling,
  };
}

/** A peer who would finish later has no service yet: the day itself. */
function peerDay(derivation: Derivation, emsal: IsoDate, effectiveOn: IsoDate): IsoDate {
  if (emsal <= effectiveOn) return emsal;
  addFinding(derivation, () => ({
    code: 'EMSAL_LATER_THAN_DIPLOMA',
    record: 'education',
    rule: 'R12.1',
    article: articleOf('R12'),
    message: `Emsal mezuniyet tarihi ${displayDate(emsal)}, intibak tarihinden (${displayDate(effectiveOn)}) sonra; emsal hizmeti sıfır alındı. Mezuniyet yılını denetleyin.`,
  }));
  return effectiveOn;
}

function isOnlyDegree(
  { readings }: Derivation,
  education: EducationFact,
  bonus: BonusId | null,
  hadIntibak: boolean,
): boolean {
  return education.isCompletion && bonus === 'A5' && hadIntibak && readings.lisansTamamlama === 'DEGREE';
}

function isDiploma(derivation: Derivation, { education, effectiveOn, index }: LaterEducation): boolean {
  if (education.document === 'DIPLOMA' || effectiveOn < diplomaNeededFrom) return true;
  addFinding(derivation, () => ({
    code: 'NO_DIPLOMA',
    record: `education.${index}`,
    rule: 'R12',
    article: 'DMK Genel Tebliği 142 (RG 07.03.1996/22573)',
    message: 'Önlisans yazısı diploma yerine geçmez; diploma gelmeden intibak yapılmadı.',
  }));
  return false;
}

function isHigher(
  derivation: Derivation,
  { education, index }: LaterEducation,
  level: EducationFact['level'],
): boolean {
  if (compareLevels(education.level, level) > 0) return true;
  addFinding(derivation, () => ({
    code: 'EDUCATION_NOT_HIGHER',
    record: `education.${index}`,
    rule: 'R12',
    article: articleOf('R12'),
    message: 'Bu öğrenim önceki öğrenimden üst değil; intibak yapılmadı.',
  }));
  return false;
}
