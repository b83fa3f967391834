import { type ColumnDay, displaySure, sureDays } from '../engine/index.ts';
import type { EventOf } from './events.ts';
import { raiseKademe } from './position.ts';
import {
  creditTime,
  DAYS_IN_YEAR,
  daysText,
  intervalDays,
  intervalText,
  moveText,
  openTracks,
  type Run,
  refuse,
  setRemainder,
  timeInStep,
  writeRow,
} from './run.ts';
import { openEea } from './state.ts';
import { articleOf } from './tables.ts';
import { pauseRegion, resumeRegion } from './yearly.ts';

/** Unpaid leave or military service begins: time in the step and the region clock stand still. m.108, 83. */
export function startAbsence(run: Run, day: ColumnDay, kind: 'leave' | 'military'): void {
  const { career } = run;
  if (career.absence) refuse('R9', day, 'Bitmemiş bir izin ya da askerlik kaydı varken yenisi başlayamaz.');
  if (career.entryDay === null) refuse('R9', day, 'Göreve başlamadan önce izin ya da askerlik ayrılışı olamaz.');
  for (const track of openTracks(career)) {
    track.frozenDays = timeInStep(career, track, day);
    traceFrozen(run, track.name, { day, due: track.due, frozen: track.frozenDays });
    track.due = null;
  }
  if (career.candidateSince !== null) {
    career.candidateDays += intervalDays(day, career.candidateSince);
    career.candidateSince = null;
  }
  pauseRegion(career, day);
  career.absence = { since: day, kind };
  const last = run.rows?.at(-1);
  if (last) last.leftDay = day;
}

function traceFrozen(run: Run, name: string, step: { day: ColumnDay; due: ColumnDay | null; frozen: number }): void {
  if (step.due === null) return;
  run.tracer?.step({
    label: `Müktesebinde geçen süre (${name})`,
    rule: 'R9',
    article: articleOf('R9'),
    arithmetic: intervalText(step.day, step.due - 10_000),
    result: daysText(step.frozen),
  });
}

/** Return from unpaid leave: the time in the step goes on from the return. A birth leave counts in KHA (m.36/C-8). */
export function endLeave(run: Run, day: ColumnDay, event: EventOf<'leaveEnd'>): void {
  const { career } = run;
  const since = endAbsence(run, day, 'leave');
  const counts = event.countsKha ? sureDays(event.countsKha) : 0;
  career.lostDays += Math.max(0, intervalDays(day, since) - counts);
  for (const track of openTracks(career)) {
    if (!career.isAsil) break;
    if (track === career.kha && counts > 0) creditTime(run, track, { day, days: counts, running: track.frozenDays });
    else setRemainder(run, track, day, track.frozenDays);
    track.frozenDays = 0;
  }
  if (!career.isAsil && counts > 0) career.kha.bankedDays += counts;
  writeRow(run, day, event.label ?? `Ücretsiz izin dönüşü (${daysText(intervalDays(day, since))})`);
}

/** Return from military service: the served time counts, other days are lost. 657 s.K. m.83. */
export function endMilitary(run: Run, day: ColumnDay, event: EventOf<'milEnd'>): void {
  const { career } = run;
  const since = endAbsence(run, day, 'military');
  const served = sureDays(event.served);
  const gap = intervalDays(day, since) - served;
  if (gap < 0) refuse('R10.1', day, 'Askerlikte geçen süre, görevden ayrı kalınan süreden uzun; tarihleri denetleyin.');
  career.lostDays += gap;
  run.tracer?.step({
    label: 'Askerlikte geçen süre',
    rule: 'R10.1',
    article: articleOf('R10.1'),
    arithmetic: `Ayrı kalınan ${intervalText(day, since)}; askerlik ${displaySure(event.served)}`,
    result: career.isAsil ? 'Dönüş tarihinde değerlendirilir' : 'Asalette değerlendirilir',
  });
  if (career.isAsil) {
    for (const track of openTracks(career)) {
      const before = track.position;
      creditTime(run, track, { day, days: served, running: track.frozenDays });
      track.frozenDays = 0;
      traceReturn(run, track.name, moveText(track, before));
    }
  } else {
    career.kha.bankedDays += served;
    career.eea.bankedDays += served;
  }
  writeRow(run, day, event.label ?? 'Asker dönüşü');
}

function traceReturn(run: Run, name: string, result: string): void {
  run.tracer?.step({ label: `83. madde (${name})`, rule: 'R10.1', article: articleOf('R10.1'), result });
}

function endAbsence(run: Run, day: ColumnDay, kind: 'leave' | 'military'): ColumnDay {
  const { career } = run;
  const { absence } = career;
  if (absence?.kind !== kind) refuse('R9', day, 'Dönüş kaydının ayrılış kaydı yok ya da türü farklı.');
  career.absence = null;
  if (!career.isAsil) career.candidateSince = day;
  resumeRegion(career, day);
  return absence.since;
}

/** Leave bought in for the pension: counts in EEA only, which opens as a copy of KHA. 5434 s.K. */
export function applyBorclanma(run: Run, day: ColumnDay, event: EventOf<'borclanma'>): void {
  const { career } = run;
  const { eea } = career;
  const days = sureDays(event.bought);
  eea.creditedDays += days;
  if (days === 0) return;
  if (!career.isAsil) {
    eea.bankedDays += days;
    career.openEeaAtAsalet = true;
    return;
  }
  openEea(career);
  const running = event.running ? sureDays(event.running) : timeInStep(career, eea, day);
  const total = running + days;
  const before = eea.position;
  eea.position = raiseKademe(before, Math.floor(total / DAYS_IN_YEAR), career.ceiling);
  run.tracer?.step({
    label: 'Borçlanılan sürenin EEA’da değerlendirilmesi',
    rule: 'R9.3',
    article: articleOf('R9.3'),
    arithmetic: `${daysText(running)} + ${daysText(days)} = ${daysText(total)}`,
    result: `${moveText(eea, before)}; kalan ${daysText(total % DAYS_IN_YEAR)}`,
  });
  setRemainder(run, eea, day, total % DAYS_IN_YEAR);
  writeRow(run, day, event.label ?? 'Borçlanma (5434 s.K.)');
}
