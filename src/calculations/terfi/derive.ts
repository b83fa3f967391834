import { columnsOf, createTracer, type IsoDate, type MissingInput, sureOfDays, type Tracer } from '../engine/index.ts';
import { absencesOf, deriveAbsences, deriveBorclanma, deriveEarlierMilitary } from './absence-facts.ts';
import { deriveArticle64 } from './article64.ts';
import { checkDates, checkSpans } from './checks.ts';
import { deriveClassChanges } from './class-change.ts';
import {
  addFinding,
  addMissing,
  type Derivation,
  type OpenWindow,
  type ServiceFrame,
  type TerfiFinding,
} from './derivation.ts';
import { type AnnulledStop, deriveStops } from './discipline.ts';
import { deriveEducationChanges } from './education-change.ts';
import { deriveEntry, type EntryTerms } from './entry-position.ts';
import type { IntibakTerms, TerfiEvent } from './events.ts';
import type { ServiceFact, TerfiFacts } from './facts.ts';
import { deriveInsurance, isEeaOpenFor } from './insurance.ts';
import { deriveLaws } from './laws.ts';
import { derivePostgraduate } from './postgraduate.ts';
import { derivePostings, entryPosting, sortPostings } from './postings.ts';
import { defaultReadings, type TerfiReadings } from './readings.ts';
import { intervalDays } from './run.ts';
import { checkCandidacy, frameOf } from './service-frame.ts';
import { articleOf } from './tables.ts';

/** How a record is read: the last day that counts and the readings where practice differs. */
export interface TerfiOptions {
  readonly asOf: IsoDate;
  readonly readings?: Partial<TerfiReadings>;
  /** Laws left out, to reproduce a source that forgot one. */
  readonly withoutLaws?: readonly string[];
}

/** The normalised events of a record, with what a timeline needs beside them. */
export interface DerivedEvents {
  readonly events: readonly TerfiEvent[];
  readonly ceiling: number;
  readonly serviceStart: IsoDate | null;
  readonly article37: readonly OpenWindow[];
  readonly annulledStops: readonly AnnulledStop[];
  readonly missing: readonly MissingInput[];
  readonly findings: readonly TerfiFinding[];
  readonly readings: TerfiReadings;
}

/**
 * Events from the raw record: entry (R3), candidacy (R5), insurance (R13), one-degree laws (R11), 64/4 and 37 (R6, R15),
 * 527 (R7), stops (R8), leave (R9), military service (R10), intibak (R12). What the record does not tell is `missing`.
 * Throws ValidationError naming record and rule for contradicting records.
 */
export function deriveTerfiEvents(
  facts: TerfiFacts,
  options: TerfiOptions,
  tracer: Tracer = createTracer(),
): DerivedEvents {
  return deriveEvents(facts, options, tracer);
}

/** The same without findings and texts where there is no tracer. */
export function deriveEvents(facts: TerfiFacts, options: TerfiOptions, tracer: Tracer | undefined): DerivedEvents {
  const readings: TerfiReadings = options.readings ? { ...defaultReadings, ...options.readings } : defaultReadings;
  const derivation: Derivation = {
    facts,
    postings: sortPostings(facts.postings ?? []),
    asOf: options.asOf,
    readings,
    events: [],
    missing: [],
    findings: [],
    tracer,
  };
  checkSpans(facts);
  const frame = frameOf(derivation);
  const entry = frame && deriveEntry(derivation, frame);
  const rest =
    frame && entry ? deriveAll(derivation, frame, entry) : { article37: [], annulledStops: [], serviceStart: null };
  return {
    ...rest,
    events: facts.known ? afterKnown(derivation.events, facts.known.on) : derivation.events,
    ceiling: entry?.ceiling ?? 1,
    missing: derivation.missing,
    findings: derivation.findings,
    readings,
  };
}

function deriveAll(
  derivation: Derivation,
  frame: ServiceFrame,
  entry: EntryTerms,
): Pick<DerivedEvents, 'article37' | 'annulledStops' | 'serviceStart'> {
  if (!derivation.facts.known) checkDates(derivation.facts, frame);
  const absences = absencesOf(derivation, frame);
  checkCandidacy(derivation, frame, absences);
  derivePostings(derivation, frame);
  const changes = deriveEducationChanges(derivation, frame, entry);
  const serviceStart = deriveStart(derivation, frame, { entry, intibak: changes.asaletIntibak });
  findIncompleteStart(derivation, entry);
  deriveClassChanges(derivation, frame, { entry, bonuses: changes.bonuses });
  derivePostgraduate(derivation, frame);
  deriveInsurance(derivation, frame);
  deriveEarlierMilitary(derivation, frame);
  deriveAbsences(derivation, absences);
  deriveBorclanma(derivation, isEeaOpenFor(derivation, frame));
  deriveLaws(derivation, frame, absences);
  const annulledStops = deriveStops(derivation, frame);
  const article37 = deriveArticle64(
    derivation,
    frame,
    absences.filter((a) => a.kind !== 'military'),
  );
  if (frame.endOn !== null) derivation.events.push({ type: 'leaveStart', on: frame.endOn });
  return { article37, annulledStops, serviceStart };
}

/** Entry and asalet; 4/B time before counts in full. Gives the start of own service where it lies before the entry. */
function deriveStart(
  derivation: Derivation,
  frame: ServiceFrame,
  { entry, intibak }: { entry: EntryTerms; intibak: IntibakTerms | null },
): IsoDate | null {
  const { events, facts } = derivation;
  if (facts.known) {
    const { on, derece, kademe, dueOn, oneDegreeLawUsed } = facts.known;
    events.push({ type: 'snapshot', on, position: { derece, kademe }, due: dueOn, oneUsed: oneDegreeLawUsed });
    return frame.entryOn < on ? frame.entryOn : null;
  }
  const posting = entryPosting(derivation, frame);
  const label = posting ? `${posting.workplace} (göreve başlayış)` : 'Göreve başlayış';
  const common = {
    type: 'entry',
    on: frame.entryOn,
    position: entry.position,
    label,
    ...(posting?.kadro ? { kadro: posting.kadro } : {}),
  } as const;
  const contracts = contractsBefore(facts.service ?? [], frame.entryOn);
  const credit = sureOfDays(contracts.reduce((sum, c) => sum + intervalDays(columnsOf(c.to), columnsOf(c.from)), 0));
  if (!frame.startsAsAsil) {
    events.push(common);
    if (contracts.length > 0)
      events.push({
        type: 'creditAtAsalet',
        on: frame.entryOn,
        kha: credit,
        why: '36. md. C-6 (4/B hizmeti)',
        rule: 'R5.4',
      });
    if (frame.asaletOn !== null) events.push({ type: 'asalet', on: frame.asaletOn, ...(intibak ? { intibak } : {}) });
    return null;
  }
  if (!contracts.some((c) => c.under632)) {
    addMissing(derivation, 'service', 'Adaylık kaydı ya da 632 sayılı KHK ile geçişi gösteren 4/B hizmeti');
  }
  events.push({ ...common, asil: true, credit });
  const [first] = contracts;
  const isUnbroken = contracts.every((c, i) => c.to === (contracts[i + 1]?.from ?? frame.entryOn));
  return first && isUnbroken ? first.from : null;
}

/** A record that begins in mid-career does not show what an intibak counts: leave, insurance and steps before it. */
function findIncompleteStart(derivation: Derivation, entry: EntryTerms): void {
  const { known } = derivation.facts;
  if (!known || !entry.later.some((l) => l.effectiveOn > known.on)) return;
  addFinding(derivation, () => ({
    code: 'INTIBAK_ON_KNOWN_POSITION',
    record: 'known',
    rule: 'R12.1',
    article: articleOf('R12'),
    message:
      'Kayıt kariyer ortasından başlıyor; önceki izinler, sigortalı hizmet ve 64, 527, 6/b kademeleri intibakta görünmez. Eski kayıtları tamamlayın.',
  }));
}

type Contract = Extract<ServiceFact, { readonly kind: 'SOZLESMELI_4B' }>;

function contractsBefore(service: readonly ServiceFact[], entryOn: IsoDate): Contract[] {
  return service
    .filter((s): s is Contract => s.kind === 'SOZLESMELI_4B' && s.to <= entryOn)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function afterKnown(events: readonly TerfiEvent[], knownOn: IsoDate): TerfiEvent[] {
  return events.filter((e) => e.type === 'snapshot' || e.on > knownOn);
}
