import { ValidationError } from '../../errors/index.ts';
import { addSureToDate, columnsOf, displayDate, type IsoDate, sureOfDays } from '../engine/index.ts';
import { addFinding, addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import type { ServiceFact } from './facts.ts';
import { candidacy } from './periods.ts';
import { DAYS_IN_YEAR, daysText, intervalDays } from './run.ts';
import { articleOf } from './tables.ts';

type OfficerFact = Extract<ServiceFact, { readonly kind: 'ADAY' | 'ASIL' }>;

interface Spell {
  readonly kind: 'ADAY' | 'ASIL';
  readonly from: IsoDate;
  to: IsoDate | null;
}

export interface Absence {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** The officer's spells in order, adjoining records of one kind as one. Null where the record has none (listed as missing). */
export function frameOf(derivation: Derivation): ServiceFrame | null {
  const { facts } = derivation;
  const spells = spellsOf(facts.service ?? []);
  const [first] = spells;
  if (!first) {
    if (facts.known) return { entryOn: facts.known.on, asaletOn: null, startsAsAsil: true, gaps: [], endOn: null };
    addMissing(derivation, 'service', 'Memuriyet hizmet kayıtları (aday, asıl)');
    return null;
  }
  const asalet = first.kind === 'ADAY' ? spells.find((s) => s.kind === 'ASIL') : undefined;
  const gaps = spells.slice(1).flatMap((spell, i) => {
    const before = spells[i]?.to;
    return before && before < spell.from ? [{ from: before, to: spell.from }] : [];
  });
  return {
    entryOn: first.from,
    asaletOn: asalet?.from ?? null,
    startsAsAsil: first.kind === 'ASIL',
    gaps,
    endOn: spells.at(-1)?.to ?? null,
  };
}

function spellsOf(service: readonly ServiceFact[]): Spell[] {
  const records = service.filter((s): s is OfficerFact => s.kind === 'ADAY' || s.kind === 'ASIL');
  const spells: Spell[] = [];
  for (const record of [...records].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = spells.at(-1);
    if (last && (last.to === null || record.from < last.to)) overlap(service, record, last);
    if (last?.kind === 'ASIL' && record.kind === 'ADAY') {
      refuseRecord(service, record, 'Asıl memurluktan sonra yeniden adaylık kaydı var (m.54).', 'R5.2');
    }
    if (last && last.kind === record.kind && last.to === record.from) last.to = record.to;
    else spells.push({ kind: record.kind, from: record.from, to: record.to });
  }
  return spells;
}

function overlap(service: readonly ServiceFact[], record: OfficerFact, last: Spell): never {
  const end = last.to === null ? 'süren' : `${displayDate(last.to)} tarihinde biten`;
  return refuseRecord(
    service,
    record,
    `${displayDate(record.from)} tarihinde başlayan ${record.kind} kaydı, ${end} ${last.kind} kaydıyla çakışıyor.`,
    'R5.2',
  );
}

function refuseRecord(service: readonly ServiceFact[], record: ServiceFact, message: string, rule: 'R5.2'): never {
  throw ValidationError.of(`service.${service.indexOf(record)}`, message, `${rule} · ${articleOf(rule)}`);
}

/** Candidate service up to a day without absences, 30/360 days. 657 s.K. m.54. */
export function candidateDays(entryOn: IsoDate, until: IsoDate, absences: readonly Absence[]): number {
  let days = 0;
  let since = entryOn;
  for (const { from, to } of absences) {
    if (from < entryOn || from >= until) continue;
    days += intervalDays(columnsOf(from), columnsOf(since));
    since = to === null || to > until ? until : to;
  }
  return days + intervalDays(columnsOf(until), columnsOf(since));
}

/**
 * Candidacy lasts one to two years of service. Throws ValidationError for one who is still a candidate past two years;
 * an asalet outside the limits is a finding. 657 s.K. m.54.
 */
export function checkCandidacy(derivation: Derivation, frame: ServiceFrame, absences: readonly Absence[]): void {
  if (frame.startsAsAsil || derivation.facts.known) return;
  const until = frame.asaletOn ?? derivation.asOf;
  if (until < frame.entryOn) return;
  const days = candidateDays(frame.entryOn, until, absences);
  const isTooLong = days > candidacy.maxYears * DAYS_IN_YEAR;
  if (frame.asaletOn === null) {
    if (!isTooLong || frame.endOn !== null) return;
    const last = addSureToDate(frame.entryOn, sureOfDays(candidacy.maxYears * DAYS_IN_YEAR));
    throw ValidationError.of(
      'service',
      `Adaylık ${daysText(days)} sürmüş ve asalet tasdiki kaydı yok; adaylık en çok ${candidacy.maxYears} yıldır (en geç ${displayDate(last)}). Asalet kaydını ekleyin ya da adaylığı sonuçlandırın.`,
      `R5.1 · ${candidacy.article}`,
    );
  }
  if (!isTooLong && days >= candidacy.minYears * DAYS_IN_YEAR) return;
  addFinding(derivation, () => ({
    code: isTooLong ? 'CANDIDACY_TOO_LONG' : 'CANDIDACY_TOO_SHORT',
    record: 'service',
    rule: 'R5.1',
    article: candidacy.article,
    message: `Adaylıkta geçen süre ${daysText(days)}; ${candidacy.minYears} yıldan az, ${candidacy.maxYears} yıldan çok olamaz.`,
  }));
}
