import { addDays, addYears, columnsOf, countedDays, exact, type IsoDate, sureOfDays } from '../engine/index.ts';
import { earlierDay, laterDay } from './days.ts';
import { addFinding, addMissing, type Derivation, note, type ServiceFrame } from './derivation.ts';
import type { InsuranceFact, Sinif } from './facts.ts';
import { classifyInsurance } from './insurance-class.ts';
import { eeaClosed, insuranceFigures, insuranceRules } from './periods.ts';
import { postOn } from './postings.ts';
import { daysText, intervalDays } from './run.ts';

interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Days of one kind of insurance that begin to count on one day. */
interface Sums {
  fraction: number;
  whole: number;
  cooperative: number;
  publicWork: number;
  vekil: number;
  eea: number;
}

const emptySums = (): Sums => ({ fraction: 0, whole: 0, cooperative: 0, publicWork: 0, vekil: 0, eea: 0 });

/** EEA exists for those first appointed until 01.10.2008, and for the exceptions of 5434 ek geçici m.18. R13.8. */
export function isEeaOpenFor({ facts }: Derivation, frame: ServiceFrame): boolean {
  if (frame.entryOn <= eeaClosed.appointedAfter) return true;
  const isYedekSubay = facts.military?.some((m) => m.kind === 'YEDEK_SUBAY') ?? false;
  return isYedekSubay || (facts.service?.some((s) => s.kind === 'VEKIL' || s.kind === 'SOZLESMELI_4924') ?? false);
}

/** Insurance and other service outside officership as credits: what counts where, from when. 657 s.K. m.36/C; R13. */
export function deriveInsurance(derivation: Derivation, frame: ServiceFrame): void {
  const { facts } = derivation;
  const records = (facts.service ?? [])
    .map((fact, index) => ({ fact, index }))
    .filter((r): r is { fact: InsuranceFact; index: number } => 'days' in r.fact)
    .sort((a, b) => (a.fact.from < b.fact.from ? -1 : 1));
  if (records.length === 0) return;
  if (facts.birthOn === null) addMissing(derivation, 'birthOn', 'Doğum tarihi (18 yaşından önceki sigorta sayılmaz)');
  const adultOn = facts.birthOn === null ? null : addYears(facts.birthOn, insuranceRules.minimumAge);
  const taken: Span[] = takenSpans(derivation, frame);
  const groups = new Map<IsoDate, Sums>();
  for (const { fact, index } of records) {
    const record = `service.${index}`;
    const days = countableDays(derivation, { fact, record, adultOn, taken });
    taken.push(fact);
    const start = startFor(frame, fact);
    const sinif = postOn(derivation.postings, start).sinif;
    const sums = groups.get(start) ?? emptySums();
    groups.set(start, sums);
    addToSums(sums, {
      days,
      fact,
      kind: classifyInsurance(derivation, { fact, record, sinif: sinif as Sinif | null, start }),
    });
  }
  for (const [start, sums] of groups) pushCredits(derivation, frame, { start, sums });
}

/** The day on which an officership begins that the insurance lies before: the entry, or the return after a gap. */
function startFor(frame: ServiceFrame, fact: InsuranceFact): IsoDate {
  return frame.gaps.find((gap) => fact.from >= gap.from && fact.from < gap.to)?.to ?? frame.entryOn;
}

function takenSpans({ facts, asOf }: Derivation, frame: ServiceFrame): Span[] {
  const spans: Span[] = [];
  let since = frame.entryOn;
  for (const gap of frame.gaps) {
    spans.push({ from: since, to: gap.from });
    since = gap.to;
  }
  const end = frame.endOn ?? (asOf > since ? asOf : since);
  spans.push({ from: since, to: end });
  for (const s of facts.service ?? []) if (s.kind === 'SOZLESMELI_4B') spans.push({ from: s.from, to: s.to });
  for (const m of facts.military ?? [])
    if (m.to !== null && m.from < frame.entryOn) spans.push({ from: m.from, to: m.to });
  return spans;
}

function countableDays(
  derivation: Derivation,
  {
    fact,
    record,
    adultOn,
    taken,
  }: { fact: InsuranceFact; record: string; adultOn: IsoDate | null; taken: readonly Span[] },
): number {
  let off = adultOn === null ? 0 : overlapDays(fact, { from: fact.from, to: adultOn });
  for (const span of taken) off += overlapDays(fact, span);
  const days = Math.max(0, fact.days - off);
  if (off > 0) {
    addFinding(derivation, () => ({
      code: 'INSURANCE_CUT',
      record,
      rule: 'R13.4, R13.5',
      article: insuranceRules.article,
      message: `${fact.days} günün ${daysText(Math.min(off, fact.days))} kadarı 18 yaşından önceye ya da başka bir hizmetle çakışan süreye rastladığından sayılmadı; ${days} gün kaldı.`,
    }));
  }
  return days;
}

function overlapDays(a: Span, b: Span): number {
  const from = laterDay(a.from, b.from);
  const to = earlierDay(a.to, b.to);
  return from < to ? intervalDays(columnsOf(to), columnsOf(from)) : 0;
}

function addToSums(
  sums: Sums,
  { days, fact, kind }: { days: number; fact: InsuranceFact; kind: ReturnType<typeof classifyInsurance> },
): void {
  if (fact.kind === 'VEKIL') {
    sums.vekil += days;
    return;
  }
  if (kind === 'publicWork') {
    sums.publicWork += days;
    return;
  }
  sums.eea += days;
  if (kind !== 'none') sums[kind] += days;
}

function pushCredits(
  derivation: Derivation,
  frame: ServiceFrame,
  { start, sums }: { start: IsoDate; sums: Sums },
): void {
  const { events, readings } = derivation;
  const hasEea = isEeaOpenFor(derivation, frame);
  const isPublicLater = sums.publicWork < insuranceRules.publicImmediateDays;
  const publicNow = isPublicLater ? 0 : sums.publicWork;
  const kha =
    fractionDays(derivation, sums.fraction) +
    sums.whole +
    publicNow +
    Math.min(sums.cooperative, insuranceRules.capDays);
  const eea = sums.eea + publicNow;
  const credit = {
    kha: sureOfDays(kha),
    ...(hasEea ? { eea: sureOfDays(eea) } : {}),
    ...(hasEea && eea > kha ? { splitEea: true } : {}),
    why: '36. md. C (hizmet değerlendirme)',
  };
  if (kha > 0 || (hasEea && eea > 0)) {
    const atAsalet = readings.candidateInsurance === 'ASALET' && !frame.startsAsAsil && start === frame.entryOn;
    if (atAsalet) events.push({ type: 'creditAtAsalet', on: start, ...credit });
    else events.push({ type: 'creditDayAfter', on: addDays(start, 1), ...credit });
  }
  if (isPublicLater && sums.publicWork > 0) {
    events.push({
      type: 'creditAtAsalet',
      on: start,
      kha: sureOfDays(sums.publicWork),
      why: '36. md. C (bir yıldan az kamu hizmeti)',
    });
  }
  if (sums.vekil > 0) pushVekil(derivation, start, sums.vekil);
  if (!hasEea && eea > kha) findClosedEea(derivation);
}

/** ¾ of all periods together, rounded once, then capped at 12 years. R13.2, R13.3. */
function fractionDays(derivation: Derivation, raw: number): number {
  if (raw === 0) return 0;
  const { readings } = derivation;
  const { fraction, capDays, article } = insuranceRules;
  const base = readings.insuranceCap === 'RAW' ? Math.min(raw, capDays) : raw;
  const counted =
    readings.insuranceRounding === 'UP' ? countedDays(base, fraction) : exact(base).times(fraction).floor().toNumber();
  const days = readings.insuranceCap === 'RAW' ? counted : Math.min(counted, capDays);
  note(derivation, () => ({
    label: 'Sigortalı hizmetin ¾’ü',
    rule: 'R13.2',
    article,
    parameters: insuranceFigures,
    arithmetic: `${base} × ¾ = ${exact(base).times(fraction).toString().replace('.', ',')} → ${days} gün = ${daysText(days)}`,
    result: `${days} gün KHA’da değerlendirilir`,
  }));
  return days;
}

function pushVekil({ events, readings }: Derivation, start: IsoDate, days: number): void {
  const time = sureOfDays(days);
  const none = sureOfDays(0);
  const common = { type: 'creditAtAsalet', on: start, why: 'Vekil hizmeti (1425 s.K.)' } as const;
  if (readings.vekil === 'COUNTED') events.push({ ...common, kha: time });
  else
    events.push({ ...common, kha: none, eea: time, ownKha: readings.vekil === 'GUIDE' ? time : none, splitEea: true });
}

function findClosedEea(derivation: Derivation): void {
  addFinding(derivation, () => ({
    code: 'EEA_CLOSED',
    record: 'service',
    rule: 'R13.8',
    article: eeaClosed.article,
    message:
      'İlk ataması 01.10.2008’den sonra olduğundan sigortalı hizmet EEA’da değerlendirilmez; yalnız fiilî hizmettir.',
  }));
}
