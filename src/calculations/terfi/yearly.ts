import { type ColumnDay, clampColumns, forwardColumns, sureOfDays } from '../engine/index.ts';
import type { EventOf } from './events.ts';
import { stopRules } from './periods.ts';
import { isAtLastKademe, raiseKademe } from './position.ts';
import {
  dayText,
  intervalDays,
  moveText,
  ONE_YEAR,
  openTracks,
  type Run,
  raiseTracks,
  refuse,
  writeRow,
} from './run.ts';
import type { Career, Track } from './state.ts';
import { articleOf, PRIORITY_REGION, type RuleId, regionFigure } from './tables.ts';

/** The day of the nearest automatic promotion, clamped; null where none is running. */
export function nextYearlyDay(career: Career): ColumnDay | null {
  const { kha, eea } = career;
  const khaDay = kha.due === null ? null : clampColumns(kha.due);
  if (!eea.isOpen || eea.due === null) return khaDay;
  const eeaDay = clampColumns(eea.due);
  return khaDay === null ? eeaDay : Math.min(khaDay, eeaDay);
}

/** Yearly promotions of the day on both tracks: given, or suppressed by 125/D or 71/3. 657 s.K. m.64. */
export function giveYearly(run: Run, day: ColumnDay): void {
  for (const track of openTracks(run.career)) {
    if (track.due !== null && clampColumns(track.due) === day) yearlyOf(run, track, day);
  }
}

function yearlyOf(run: Run, track: Track, day: ColumnDay): void {
  const { career } = run;
  track.due = (track.due ?? day) + ONE_YEAR;
  if (isAtLastKademe(track.position, career.ceiling)) return;
  if (track.stops > 0) {
    track.stops -= 1;
    traceYearly(run, track, { rule: 'R8', label: 'Terfi durdurma', before: track.position });
    writeRow(run, day, 'Terfi durdurma');
    return;
  }
  if (track.holds > 0) {
    track.holds -= 1;
    traceYearly(run, track, { rule: 'R15.4', label: 'Sınıf değişikliği beklemesi', before: track.position });
    writeRow(run, day, 'Sınıf değişikliği beklemesi (m.71/3)');
    return;
  }
  const before = track.position;
  track.position = raiseKademe(before, 1, career.ceiling);
  traceYearly(run, track, { rule: 'R6.1', label: 'Terfi', before });
  writeRow(run, day, career.eea.isOpen ? `Terfi (${track.name})` : 'Terfi');
}

function traceYearly(run: Run, track: Track, step: { rule: RuleId; label: string; before: Track['position'] }): void {
  run.tracer?.step({
    label: step.label,
    rule: step.rule,
    article: articleOf(step.rule),
    arithmetic: `${dayText((track.due ?? 0) - ONE_YEAR)} + 1 yıl = ${dayText(track.due ?? 0)}`,
    result: moveText(track, step.before),
  });
}

/** Kademe ilerlemesinin durdurulması: the next `years` yearly promotions fall away. No effect at the last step. m.125/D. */
export function applyStop(run: Run, day: ColumnDay, event: EventOf<'stop'>): void {
  const { career } = run;
  if (!Number.isInteger(event.years) || event.years < 1 || event.years > stopRules.maxYears) {
    refuse('R8', day, `Kademe ilerlemesi 1–${stopRules.maxYears} yıl durdurulur; verilen: ${event.years}.`);
  }
  if (isAtLastKademe(career.kha.position, career.ceiling) && career.isAsil) {
    run.tracer?.warn({
      code: 'STOP_AT_LAST_KADEME',
      message: `${dayText(day)} tarihli kademe ilerlemesinin durdurulması cezası son kademede uygulanamaz; aylıktan kesinti yapılır.`,
      article: articleOf('R8.5'),
    });
    return;
  }
  for (const track of openTracks(career)) {
    if (!isAtLastKademe(track.position, career.ceiling)) track.stops += event.years;
  }
  career.stopWindows.push({ from: day, to: day + event.years * ONE_YEAR });
  run.tracer?.step({
    label: event.label ?? 'Kademe ilerlemesinin durdurulması',
    rule: 'R8',
    article: articleOf('R8'),
    arithmetic: `${dayText(day)} tarihinden başlayarak ${event.years} terfi`,
    result: `Sıradaki ${event.years} yıllık terfi verilmez`,
  });
}

/** Wait after a class change: as many yearly promotions of KHA as the bonus was worth. 657 s.K. m.71/3. */
export function applyHold71(run: Run, day: ColumnDay, event: EventOf<'hold71'>): void {
  run.career.kha.holds += event.years;
  run.tracer?.step({
    label: event.label ?? 'Sınıf değişikliği',
    rule: 'R15.4',
    article: articleOf('R15.4'),
    result: `KHA için ${event.years} yıllık terfi beklenir`,
  });
  if (event.label) writeRow(run, day, event.label);
}

/** Posting to or from a priority region: the two-year clock starts from zero, or is lost. 657 s.K. m.64/3, 72. */
export function applyRegion(run: Run, day: ColumnDay, event: EventOf<'region'>): void {
  setRegion(run.career, day, event.isOn);
  writeRow(run, day, event.label ?? (event.isOn ? 'Öncelikli yörede göreve başlama' : 'Öncelikli yöreden ayrılma'));
}

export function setRegion(career: Career, day: ColumnDay, isOn: boolean): void {
  career.isInRegion = isOn;
  career.regionCollectedDays = 0;
  career.regionSince = null;
  career.regionDue = null;
  if (isOn && !career.absence) resumeRegion(career, day);
}

/** Stops the two-year clock when an absence begins. */
export function pauseRegion(career: Career, day: ColumnDay): void {
  if (career.regionSince === null) return;
  career.regionCollectedDays += Math.max(0, intervalDays(day, career.regionSince));
  career.regionSince = null;
  career.regionDue = null;
}

/** The clock goes on with the time already collected. */
export function resumeRegion(career: Career, day: ColumnDay): void {
  if (!career.isInRegion) return;
  career.regionSince = day;
  career.regionDue = forwardColumns(day, sureOfDays(PRIORITY_REGION.days - career.regionCollectedDays));
}

/** The step of two years worked in a priority region; lost inside a stop, kept for asalet by a candidate. */
export function giveRegionStep(run: Run, day: ColumnDay): void {
  const { career } = run;
  if (career.regionDue === null) return;
  career.regionCollectedDays = 0;
  resumeRegion(career, career.regionDue);
  if (
    !career.givesRegionStepInStop &&
    career.stopWindows.some(({ from, to }) => from <= day && day < clampColumns(to))
  ) {
    run.tracer?.warn({
      code: 'REGION_STEP_LOST_IN_STOP',
      message: `${dayText(day)} tarihinde dolan 527 kademesi durdurma süresine rastladığından verilmedi; gözden geçirin.`,
      article: articleOf('R7'),
    });
    return;
  }
  if (!career.isAsil) {
    career.pendingRegionSteps += 1;
    return;
  }
  const before = career.kha.position;
  raiseTracks(career, 'steps', PRIORITY_REGION.kademe);
  career.regionSteps += PRIORITY_REGION.kademe;
  run.tracer?.step({
    label: '527 KHK kademesi',
    rule: 'R7',
    article: articleOf('R7'),
    parameters: [regionFigure],
    arithmetic: `${dayText(day)} tarihinde öncelikli yörede fiilen çalışılan 2 yıl doldu`,
    result: moveText(career.kha, before),
  });
  writeRow(run, day, '527');
}
