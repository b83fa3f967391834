import { addDays, type ColumnDay, columnsOf, displaySure, isoOfColumns, sureDays } from '../engine/index.ts';
import type { EventOf } from './events.ts';
import { positionText, raiseDerece, raiseKademe } from './position.ts';
import {
  checkedPosition,
  creditTime,
  DAYS_IN_YEAR,
  daysText,
  dayText,
  moveText,
  openTracks,
  type Run,
  refuse,
  writeRow,
} from './run.ts';
import { openEea, type Track } from './state.ts';
import { articleOf } from './tables.ts';

/** Time that counts from asalet (m.84 military service, insurance leftovers); an officer gets it on the day. */
export function applyCreditAtAsalet(run: Run, day: ColumnDay, event: EventOf<'creditAtAsalet'>): void {
  const { career } = run;
  const kha = sureDays(event.kha);
  const eea = sureDays(event.eea ?? event.kha);
  const ownKha = event.ownKha ? sureDays(event.ownKha) : kha;
  career.kha.creditedDays += ownKha;
  career.eea.creditedDays += event.eea ? sureDays(event.eea) : ownKha;
  traceCredit(run, event);
  if (!career.isAsil) {
    career.kha.bankedDays += kha;
    career.eea.bankedDays += eea;
    if (event.splitEea) career.openEeaAtAsalet = true;
    return;
  }
  if (event.splitEea) openEea(career);
  const moves = openTracks(career).filter((track) => (track === career.kha ? kha : eea) > 0);
  for (const track of moves) creditTime(run, track, { day, days: track === career.kha ? kha : eea });
  if (moves.length > 0 || event.splitEea) writeRow(run, day, event.label ?? event.why ?? 'Hizmet değerlendirme');
}

/** Recognised insurance from entry + 1 day: full years become steps, the rest waits for asalet. 657 s.K. m.36/C. */
export function applyCreditDayAfter(run: Run, day: ColumnDay, event: EventOf<'creditDayAfter'>): void {
  const { career } = run;
  if (event.splitEea) openEea(career);
  traceCredit(run, event);
  const credits: [Track, number][] = [
    [career.kha, sureDays(event.kha)],
    [career.eea, sureDays(event.eea ?? event.kha)],
  ];
  for (const [track, days] of credits) {
    track.creditedDays += days;
    if (days === 0) continue;
    if (!career.isAsil) creditCandidate(run, track, days);
    else if (track.isOpen) creditTime(run, track, { day, days, measuredOn: measuringDay(run, day) });
  }
  writeRow(run, day, event.label ?? event.why ?? 'Hizmet değerlendirme (36/C)');
}

function creditCandidate(run: Run, track: Track, days: number): void {
  const steps = Math.floor(days / DAYS_IN_YEAR);
  const before = track.position;
  track.bankedDays += days % DAYS_IN_YEAR;
  track.insuranceSteps += steps;
  track.position = raiseKademe(before, steps, run.career.ceiling);
  if (!track.isOpen) return;
  run.tracer?.step({
    label: `Hizmet değerlendirme (${track.name})`,
    rule: 'R13',
    article: articleOf('R13'),
    arithmetic: `${daysText(days)} = ${steps} kademe, kalan ${daysText(days % DAYS_IN_YEAR)} asalete kadar bekler`,
    result: moveText(track, before),
  });
}

/** On entry + 1 day the time in the step is the one of the entry day, as the guide measures it. */
function measuringDay({ career }: Run, day: ColumnDay): ColumnDay {
  const { entryDay } = career;
  if (entryDay === null) return day;
  const isDayAfter = day === entryDay + 1 || (day % 100 === 1 && columnsOf(addDays(isoOfColumns(entryDay), 1)) === day);
  return isDayAfter ? entryDay : day;
}

function traceCredit(run: Run, event: EventOf<'creditAtAsalet'> | EventOf<'creditDayAfter'>): void {
  const rule = event.rule ?? 'R13';
  run.tracer?.step({
    label: event.why ?? 'Hizmet değerlendirme',
    rule,
    article: articleOf(rule),
    result: `KHA ${displaySure(event.kha)}${event.eea ? `, EEA ${displaySure(event.eea)}` : ''}`,
  });
}

/** A higher diploma of a candidate replaces the entry position; insurance years and one-degree laws are put on it again. */
export function applyDiplomaAday(run: Run, day: ColumnDay, event: EventOf<'diplomaAday'>): void {
  const { career } = run;
  if (career.isAsil) refuse('R5.5', day, 'Asıl memurun diploması intibak (12/d) olarak işlenir.');
  career.ceiling = event.ceiling ?? career.ceiling;
  const entry = checkedPosition(event.position, day);
  for (const track of openTracks(career)) {
    const before = track.position;
    const base = raiseKademe(entry, track.insuranceSteps, career.ceiling);
    track.position = raiseDerece(base, career.lawDegrees);
    run.tracer?.step({
      label: `Adaylıkta öğrenim değişikliği (${track.name})`,
      rule: 'R5.5',
      article: articleOf('R5.5'),
      arithmetic: `${positionText(event.position)} + ${track.insuranceSteps} kademe + ${career.lawDegrees} derece`,
      result: moveText(track, before),
    });
  }
  writeRow(run, day, event.label ?? '36. md. Ortak Hükümler (adaylıkta öğrenim)');
  run.tracer?.step({
    label: 'Adaylıkta terfi',
    rule: 'R5.2',
    article: articleOf('R5.2'),
    result: `${dayText(day)}: hizmet yılları asalette değerlendirilecek`,
  });
}
