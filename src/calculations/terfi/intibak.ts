import { type ColumnDay, clampColumns, columnsOf } from '../engine/index.ts';
import type { IntibakTerms } from './events.ts';
import { isSamePosition, type Position, positionText, raiseDerece, raiseKademe, rankOf } from './position.ts';
import {
  checkedPosition,
  DAYS_IN_YEAR,
  daysText,
  dayText,
  intervalDays,
  intervalText,
  moveText,
  openTracks,
  type Run,
  refuse,
  setRemainder,
} from './run.ts';
import type { Career, Track } from './state.ts';
import { articleOf } from './tables.ts';

/**
 * Intibak after a higher diploma: new entry position + the smaller of own and peer service + what was earned apart from
 * time; tracks are compared separately, a lower result leaves the present position. 657 s.K. m.36/A-12-d.
 * `candidateDays`: at asalet, the candidate service that gives the date where the present position stays.
 */
export function applyIntibak(run: Run, day: ColumnDay, terms: IntibakTerms, candidateDays?: number): void {
  const { career } = run;
  if (!career.isAsil) refuse('R12', day, 'Aday memur için 12/d uygulanmaz (m.158); asalet tasdikinde uygulanır.');
  const start = career.serviceStart ?? career.entryDay;
  if (start === null || start > day) refuse('R12', day, 'Hizmet başlangıcı bilinmeden intibak yapılamaz.');
  const emsal = columnsOf(terms.emsal);
  if (emsal > day) refuse('R12', day, `Emsal mezuniyet tarihi (${dayText(emsal)}) intibak tarihinden sonra.`);
  checkedPosition(terms.base, day);
  career.ceiling = terms.ceiling ?? career.ceiling;
  career.sixB = terms.sixB ?? career.sixB;
  for (const track of openTracks(career)) placeTrack(run, track, { day, start, emsal, terms, candidateDays });
  mergeTracks(run, day);
}

interface Placement {
  readonly day: ColumnDay;
  readonly start: ColumnDay;
  readonly emsal: ColumnDay;
  readonly terms: IntibakTerms;
  readonly candidateDays: number | undefined;
}

function placeTrack(run: Run, track: Track, placement: Placement): void {
  const { career } = run;
  const { day, emsal, terms } = placement;
  const own = ownDays(run, track, placement);
  const emsalDays = intervalDays(day, emsal);
  const used = Math.min(own, emsalDays);
  run.tracer?.step({
    label: `Emsalinin toplam hizmet süresi (${track.name})`,
    rule: 'R12',
    article: articleOf('R12'),
    arithmetic: intervalText(day, emsal),
    result: own <= emsalDays ? `kendi hizmeti (${daysText(own)}) kullanılır` : 'emsal hizmeti kullanılır',
  });
  const before = track.position;
  const reached = positionAfter(career, terms, Math.floor(used / DAYS_IN_YEAR));
  const banked = track.bankedDays;
  track.bankedDays = 0;
  if (rankOf(reached) < rankOf(before)) {
    keepPosition(run, track, { reached, banked, ...placement });
    return;
  }
  track.position = reached;
  run.tracer?.step({
    label: `İntibak (${track.name})`,
    rule: 'R12',
    article: articleOf('R12'),
    arithmetic: `${positionText(terms.base)} + ${terms.degreeBonus ?? 0} derece (A/2–A/5) + ${Math.floor(used / DAYS_IN_YEAR)} kademe + ${career.lawDegrees} derece (bir derece kanunları) + ${career.sixB} kademe (6/b) + ${career.article64Steps} kademe (64) + ${career.regionSteps} kademe (527)`,
    result: `${moveText(track, before)}; kalan ${daysText(used % DAYS_IN_YEAR)}`,
  });
  setRemainder(run, track, day, used % DAYS_IN_YEAR);
}

function keepPosition(run: Run, track: Track, kept: Placement & { reached: Position; banked: number }): void {
  run.tracer?.step({
    label: `İntibak (${track.name})`,
    rule: 'R12',
    article: articleOf('R12'),
    result: `Hesaplanan ${positionText(kept.reached)} bugünkü ${positionText(track.position)} altında kaldığından mevcut derece ve kademe korunur`,
  });
  if (kept.candidateDays !== undefined)
    setRemainder(run, track, kept.day, (kept.candidateDays + kept.banked) % DAYS_IN_YEAR);
}

function positionAfter(career: Career, terms: IntibakTerms, years: number): Position {
  const entry = raiseDerece(terms.base, terms.degreeBonus ?? 0);
  const served = raiseDerece(raiseKademe(entry, years, career.ceiling), career.lawDegrees);
  return raiseKademe(served, career.sixB + career.article64Steps + career.regionSteps, career.ceiling);
}

function ownDays(run: Run, track: Track, { day, start }: Placement): number {
  const { career } = run;
  const running = career.absence?.kind === 'leave' ? intervalDays(day, career.absence.since) : 0;
  const lost = career.lostDays + running;
  const own = intervalDays(day, start) + track.creditedDays - lost;
  run.tracer?.step({
    label: `Kendi hizmetinin toplam süresi (${track.name})`,
    rule: 'R12',
    article: articleOf('R12'),
    arithmetic: `${intervalText(day, start)}; + ${daysText(track.creditedDays)} − ${daysText(lost)}`,
    result: daysText(Math.max(0, own)),
  });
  if (own < 0)
    refuse('R12', day, 'Hizmet süresinden düşülen süreler hizmetten uzun; izin ve askerlik kayıtlarını denetleyin.');
  return own;
}

/** EEA falls away where both tracks stand alike with the same date; both are shown on the day itself. */
function mergeTracks(run: Run, day: ColumnDay): void {
  const { career } = run;
  const { kha, eea } = career;
  if (!eea.isOpen || !isSamePosition(kha.position, eea.position)) return;
  if (kha.due !== eea.due || kha.frozenDays !== eea.frozenDays) return;
  eea.isOpen = false;
  career.mergedOn = clampColumns(day);
  run.tracer?.step({
    label: 'EEA derece ve kademesi kalkar',
    rule: 'R12.7',
    article: articleOf('R12.7'),
    result: `İki kademe hattı ${positionText(kha.position)} üzerinde birleşti`,
  });
}
