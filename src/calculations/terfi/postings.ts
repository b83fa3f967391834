import type { IsoDate } from '../engine/index.ts';
import { addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import type { PostTitle } from './education-table.ts';
import type { PostingFact } from './facts.ts';

/** Postings in order of their first day. */
export function sortPostings(postings: readonly PostingFact[]): readonly PostingFact[] {
  if (postings.every((p, i) => i === 0 || (postings[i - 1]?.from ?? p.from) <= p.from)) return postings;
  return [...postings].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Class and title on a day, by the posting that had begun; nulls where the record does not tell. */
export function postOn(postings: readonly PostingFact[], day: IsoDate): PostTitle {
  const posting = postings.findLast((p) => p.from <= day) ?? postings[0];
  return { sinif: posting?.sinif ?? null, unvan: posting?.unvan ?? null };
}

/**
 * Postings as events: workplace and kadro rows, priority regions (527). A posting that only changes kadro or title at
 * the same place does not interrupt the two years. 657 s.K. m.64/3, 72.
 */
export function derivePostings(derivation: Derivation, frame: ServiceFrame): void {
  const { events, facts } = derivation;
  if (facts.postings === null) addMissing(derivation, 'postings', 'Görev yerleri, sınıf ve unvan');
  let before: PostingFact | null = null;
  let wasInRegion = false;
  for (const posting of derivation.postings) {
    const isRegion = isPriority(derivation, posting);
    const isEntry = posting.from <= frame.entryOn;
    const isSamePlace =
      before !== null && before.workplace === posting.workplace && (before.to ?? posting.from) === posting.from;
    const moved = !isSamePlace;
    const label = moved ? posting.workplace : 'Kadro derecesi';
    if (wasInRegion && before?.to && before.to < posting.from) {
      events.push({ type: 'region', on: before.to, isOn: false, label: `${before.workplace} (ayrılış)` });
      wasInRegion = false;
    }
    if (!isEntry && (moved || posting.kadro !== before?.kadro)) {
      events.push({ type: 'kadro', on: posting.from, label, ...(posting.kadro ? { kadro: posting.kadro } : {}) });
    }
    const on = isEntry ? frame.entryOn : posting.from;
    if (isRegion && (moved || !wasInRegion)) events.push({ type: 'region', on, isOn: true, label: posting.workplace });
    if (!isRegion && wasInRegion) events.push({ type: 'region', on, isOn: false, label });
    wasInRegion = isRegion;
    before = posting;
  }
  if (wasInRegion && before?.to) {
    events.push({ type: 'region', on: before.to, isOn: false, label: `${before.workplace} (ayrılış)` });
  }
}

function isPriority(derivation: Derivation, posting: PostingFact): boolean {
  const path = `postings.${derivation.facts.postings?.indexOf(posting) ?? 0}`;
  if (posting.priorityRegion === null) {
    addMissing(derivation, `${path}.priorityRegion`, `${posting.workplace}: kalkınmada 1. derece öncelikli yöre mi`);
    return false;
  }
  if (!posting.priorityRegion) return false;
  if (posting.centralObligatory === null) {
    addMissing(derivation, `${path}.centralObligatory`, `${posting.workplace}: ataması merkezden ve mecburi mi (527)`);
    return false;
  }
  return posting.centralObligatory;
}

/** Kadro and workplace on the first day, for the entry row. */
export function entryPosting(derivation: Derivation, frame: ServiceFrame): PostingFact | null {
  return derivation.postings.findLast((p) => p.from <= frame.entryOn) ?? null;
}
