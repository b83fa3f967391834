import { ValidationError } from '../../errors/index.ts';
import { displayDate, interval, sureOfDays } from '../engine/index.ts';
import { earlierDay, laterDay } from './days.ts';
import { addFinding, addMissing, type Derivation, type ServiceFrame } from './derivation.ts';
import { nextIbrazDay } from './education-table.ts';
import type { LeaveFact, MilitaryFact } from './facts.ts';
import { birthLeaveCounts, eeaClosed } from './periods.ts';
import type { Absence } from './service-frame.ts';
import { articleOf } from './tables.ts';

export interface NamedAbsence extends Absence {
  readonly record: string;
  readonly kind: 'leave' | 'birth' | 'gap' | 'military';
  readonly served?: MilitaryFact;
}

/** Every absence during the service in order, adjoining leaves of one kind as one. Throws ValidationError on overlaps. */
export function absencesOf(derivation: Derivation, frame: ServiceFrame): NamedAbsence[] {
  const { facts } = derivation;
  if (facts.unpaidLeaves === null) addMissing(derivation, 'unpaidLeaves', 'Aylıksız izinler (yoksa boş liste)');
  if (facts.military === null) addMissing(derivation, 'military', 'Askerlik bilgisi (yoksa boş liste)');
  const start = facts.known?.on ?? frame.entryOn;
  const leaves = (facts.unpaidLeaves ?? []).map((leave, i) => ({
    ...leave,
    record: `unpaidLeaves.${i}`,
    kind: kindOf(leave),
  }));
  const military = (facts.military ?? []).flatMap((m, i): NamedAbsence[] =>
    m.from >= frame.entryOn
      ? [
          {
            from: m.leftDutyOn ?? m.from,
            to: m.returnedOn ?? m.to,
            record: `military.${i}`,
            kind: 'military',
            served: m,
          },
        ]
      : [],
  );
  const gaps = frame.gaps.map((gap): NamedAbsence => ({ ...gap, record: 'service', kind: 'gap' }));
  const all = [...leaves, ...military, ...gaps].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const joined: NamedAbsence[] = [];
  for (const absence of all) {
    checkAbsence(absence, frame, joined.at(-1));
    const last = joined.at(-1);
    if (last && last.to === absence.from && last.kind === absence.kind && last.kind !== 'military') {
      joined[joined.length - 1] = { ...last, to: absence.to };
    } else if (absence.from !== absence.to) joined.push(absence);
  }
  return joined.filter((a) => a.to === null || a.to > start);
}

function kindOf(leave: LeaveFact): 'leave' | 'birth' {
  return leave.kind === 'DOGUM' ? 'birth' : 'leave';
}

function checkAbsence(absence: NamedAbsence, frame: ServiceFrame, last: NamedAbsence | undefined): void {
  const { from, to } = absence;
  if (to !== null && to < from) refuseAbsence(absence, 'başlamadan bitiyor; tarihleri denetleyin');
  if (from < frame.entryOn) refuseAbsence(absence, `göreve başlamadan (${displayDate(frame.entryOn)}) önce`);
  if (frame.endOn !== null && from > frame.endOn) refuseAbsence(absence, 'görevin bitiminden sonra');
  if (last && (last.to === null || from < last.to)) {
    refuseAbsence(absence, `${last.record} kaydıyla çakışıyor; kayıtları düzeltin`);
  }
}

function refuseAbsence({ record, from }: NamedAbsence, why: string): never {
  const message = `${displayDate(from)} tarihinde başlayan izin ya da askerlik kaydı ${why}.`;
  throw ValidationError.of(record, message, `R9 · ${articleOf('R9')}`);
}

/** Leaves, military service and gaps as events. m.108, 83; a birth leave counts in KHA from 10.02.2016 (m.36/C-8). */
export function deriveAbsences(derivation: Derivation, absences: readonly NamedAbsence[]): void {
  for (const { from, to, kind, served } of absences) {
    if (kind === 'military') {
      derivation.events.push({ type: 'milStart', on: from });
      if (to !== null && served?.to) {
        derivation.events.push({ type: 'milEnd', on: to, served: interval(served.to, served.from) });
      }
      continue;
    }
    derivation.events.push({ type: 'leaveStart', on: from });
    if (to === null) continue;
    const since = laterDay(from, birthLeaveCounts.from);
    derivation.events.push({
      type: 'leaveEnd',
      on: to,
      ...(kind === 'birth' && to > since ? { countsKha: interval(to, since) } : {}),
      ...(kind === 'gap' ? { label: 'Memuriyete yeniden atanma' } : {}),
    });
  }
}

/** Military service before the entry: banked for asalet, or counted from the day of the petition. m.84. */
export function deriveEarlierMilitary(derivation: Derivation, frame: ServiceFrame): void {
  (derivation.facts.military ?? []).forEach((fact, index) => {
    if (fact.from >= frame.entryOn) return;
    const record = `military.${index}`;
    if (fact.to === null) {
      addMissing(derivation, `${record}.to`, 'Askerliğin bitiş tarihi');
      return;
    }
    if (fact.to < fact.from)
      throw ValidationError.of(
        record,
        'Askerlik başlamadan bitiyor; tarihleri denetleyin.',
        `R10.2 · ${articleOf('R10.2')}`,
      );
    const end = earlierDay(fact.to, frame.entryOn);
    const isOfficerThen =
      frame.startsAsAsil || (frame.asaletOn !== null && fact.effectiveOn !== null && fact.effectiveOn > frame.asaletOn);
    if (isOfficerThen && fact.effectiveOn === null) {
      addMissing(derivation, `${record}.effectiveOn`, 'Askerlik belgesinin ibraz tarihi (m.84)');
      return;
    }
    const on = isOfficerThen && fact.effectiveOn ? fact.effectiveOn : frame.entryOn;
    derivation.events.push({
      type: 'creditAtAsalet',
      on,
      kha: interval(end, fact.from),
      why: '84. madde (askerlik)',
      rule: 'R10.2',
    });
  });
}

/** Bought-in leave: EEA only, from the encümen day. Nothing for those without an EEA track (5510). 5434 s.K. */
export function deriveBorclanma(derivation: Derivation, isEeaOpen: boolean): void {
  derivation.facts.borclanma.forEach((fact, index) => {
    const record = `borclanma.${index}`;
    const on = fact.effectiveOn ?? (fact.documentOn === null ? null : nextIbrazDay(fact.documentOn));
    if (on === null) {
      addMissing(derivation, `${record}.documentOn`, 'Borçlanma belgesinin tarihi');
      return;
    }
    if (!isEeaOpen) {
      addFinding(derivation, () => ({
        code: 'EEA_CLOSED',
        record,
        rule: 'R13.8',
        article: eeaClosed.article,
        message: 'İlk ataması 01.10.2008’den sonra olanın EEA’sı yoktur; borçlanma derece ve kademeyi etkilemez.',
      }));
      return;
    }
    derivation.events.push({ type: 'borclanma', on, bought: sureOfDays(fact.days) });
  });
}
