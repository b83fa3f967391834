import type { IsoDate } from '../engine/index.ts';
import type { Derivation, ServiceFrame } from './derivation.ts';
import type { BonusPeriod } from './education-change.ts';
import { bonusOf, type PostTitle, sixBSteps } from './education-table.ts';
import type { EntryTerms } from './entry-position.ts';
import type { Sinif } from './facts.ts';
import { STEPS_PER_DEGREE } from './tables.ts';

/**
 * Leaving the technical class: the time that its higher entry was worth is waited for (A/4 one degree = three
 * promotions). Coming into it with an A/4 title gives the degree. 657 s.K. m.71/3, 36/A-4.
 */
export function deriveClassChanges(
  derivation: Derivation,
  frame: ServiceFrame,
  { entry, bonuses }: { entry: EntryTerms; bonuses: readonly BonusPeriod[] },
): void {
  let sinif: Sinif | null = null;
  let extraA4 = false;
  for (const posting of derivation.postings) {
    const before: Sinif | null = sinif;
    sinif = posting.sinif;
    if (posting.from <= frame.entryOn || before === null || sinif === null || before === sinif) continue;
    const bonus = bonuses.findLast((b) => b.from <= posting.from)?.bonus ?? null;
    const hasA4 = bonus === 'A4' || extraA4;
    if (before === 'TH') {
      const lost = (hasA4 ? STEPS_PER_DEGREE : 0) + lostSixB(entry);
      extraA4 = false;
      if (lost > 0) {
        derivation.events.push({ type: 'hold71', on: posting.from, years: lost, label: posting.workplace });
      }
    } else if (sinif === 'TH' && bonus === null && isA4Title(derivation, entry, posting)) {
      extraA4 = true;
      derivation.events.push({ type: 'degree', on: posting.from, why: '36. md. A/4' });
    }
  }
}

/** Step of a technical high school that only the technical class gives. */
function lostSixB({ education }: EntryTerms): number {
  return education === null ? 0 : sixBSteps(education, 'TH') - sixBSteps(education, 'GIH');
}

function isA4Title(
  derivation: Derivation,
  entry: EntryTerms,
  posting: PostTitle & { readonly from: IsoDate },
): boolean {
  const held = [entry.education, ...entry.later.filter((l) => l.effectiveOn <= posting.from).map((l) => l.education)];
  const education = held.findLast((e) => e !== null) ?? null;
  return education !== null && derivation.facts.postings !== null && bonusOf(education, posting, false) === 'A4';
}
