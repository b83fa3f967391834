import { type ColumnDay, columnsOf, sureDays } from '../engine/index.ts';
import type { EventOf } from './events.ts';
import { applyIntibak } from './intibak.ts';
import { type Position, positionText, raiseKademe } from './position.ts';
import {
  checkedPosition,
  DAYS_IN_YEAR,
  daysText,
  intervalDays,
  intervalText,
  moveText,
  ONE_YEAR,
  openTracks,
  type Run,
  raiseTracks,
  refuse,
  setRemainder,
  writeRow,
} from './run.ts';
import { openEea, type Track } from './state.ts';
import { articleOf, PRIORITY_REGION } from './tables.ts';
import { setRegion } from './yearly.ts';

/** Start of service: a candidate, or under 632 s.KHK an officer whose 4/B years become steps at once. */
export function applyEntry(run: Run, day: ColumnDay, event: EventOf<'entry'>): void {
  const { career } = run;
  if (career.entryDay !== null) refuse('R3', day, 'İkinci bir göreve başlama kaydı var; kariyer tek girişle kurulur.');
  career.entryDay = day;
  career.kadro = event.kadro ?? career.kadro;
  openAt(career.kha, checkedPosition(event.position, day));
  if (event.eea) openAt(career.eea, checkedPosition(event.eea, day));
  run.tracer?.step({
    label: event.label ?? 'Göreve başlayış',
    rule: 'R3',
    article: articleOf('R3'),
    result: `Giriş ${positionText(event.position)}, yükselebileceği derece ${career.ceiling}`,
  });
  if (event.asil) startAsAsil(run, day, event);
  else career.candidateSince = day;
  if (event.region) setRegion(career, day, true);
  writeRow(run, day, event.label ?? 'Göreve başlayış');
}

function openAt(track: Track, position: Position): void {
  track.isOpen = true;
  track.position = position;
}

function startAsAsil(run: Run, day: ColumnDay, event: EventOf<'entry'>): void {
  const { career } = run;
  career.isAsil = true;
  const days = event.credit ? sureDays(event.credit) : 0;
  run.tracer?.step({
    label: '4/B hizmetinin değerlendirilmesi',
    rule: 'R5.4',
    article: articleOf('R5.4'),
    result: `${daysText(days)} hizmet sayıldı`,
  });
  for (const track of openTracks(career)) {
    track.position = raiseKademe(track.position, Math.floor(days / DAYS_IN_YEAR), career.ceiling);
    setRemainder(run, track, day, days % DAYS_IN_YEAR);
    if (career.serviceStart === null) track.creditedDays += days;
  }
}

/** Start in mid-career: position and next yearly date as the record shows them. */
export function applySnapshot(run: Run, day: ColumnDay, event: EventOf<'snapshot'>): void {
  const { career } = run;
  const due = columnsOf(event.due);
  if (career.entryDay !== null) refuse('R3', day, 'Kariyer ortası başlangıcı yalnız ilk kayıt olabilir.');
  if (due < day || due > day + ONE_YEAR)
    refuse('R1.8', day, 'Müteakip terfi tarihi başlangıçtan sonraki bir yıl içinde olmalıdır.');
  career.entryDay = day;
  career.isAsil = true;
  openAt(career.kha, checkedPosition(event.position, day));
  career.kha.due = due;
  if (event.eea) {
    openAt(career.eea, checkedPosition(event.eea, day));
    career.eea.due = event.eeaDue ? columnsOf(event.eeaDue) : due;
  }
  if (event.oneUsed) {
    career.oneUsed = true;
    career.lawDegrees = 1;
  }
  writeRow(run, day, event.label ?? 'Bilinen derece ve kademe');
}

/** Asalet tasdiki: candidate service and banked time become steps, the rest gives the yearly date. m.158, 159. */
export function applyAsalet(run: Run, day: ColumnDay, event: EventOf<'asalet'>): void {
  const { career } = run;
  if (career.isAsil || career.entryDay === null)
    refuse('R5.2', day, 'Asalet tasdiki yalnız görevdeki bir aday için yapılır.');
  if (career.absence) refuse('R5.2', day, 'İzinde ya da askerde olan adayın asaleti dönüşünden sonra tasdik edilir.');
  const since = career.candidateSince ?? day;
  const served = career.candidateDays + intervalDays(day, since);
  run.tracer?.step({
    label: 'Namzetlikte geçen süre',
    rule: 'R5.2',
    article: articleOf('R5.2'),
    arithmetic: `${intervalText(day, since)}${career.candidateDays > 0 ? `; önceki bölüm ${daysText(career.candidateDays)}` : ''}`,
    result: daysText(served),
  });
  career.isAsil = true;
  career.candidateSince = null;
  career.candidateDays = served;
  if (career.openEeaAtAsalet) openEea(career);
  career.regionSteps += career.pendingRegionSteps * PRIORITY_REGION.kademe;
  countPending64(run);
  if (event.intibak) applyIntibak(run, day, event.intibak, served);
  else for (const track of openTracks(career)) confirmTrack(run, track, { day, served });
  applyPending(run, event.intibak !== undefined);
  career.pendingRegionSteps = 0;
  writeRow(run, day, event.label ?? asaletLabel(run, event));
}

function confirmTrack(run: Run, track: Track, { day, served }: { day: ColumnDay; served: number }): void {
  const { career } = run;
  const total = served + track.bankedDays;
  const before = track.position;
  const steps = Math.floor(total / DAYS_IN_YEAR) + career.pendingRegionSteps * PRIORITY_REGION.kademe;
  track.position = raiseKademe(before, steps, career.ceiling);
  run.tracer?.step({
    label: `Asalet (${track.name})`,
    rule: 'R5.2',
    article: articleOf('R5.2'),
    arithmetic: `${daysText(served)} + ${daysText(track.bankedDays)} = ${daysText(total)}${career.pendingRegionSteps ? `; 527 KHK ${career.pendingRegionSteps} kademe` : ''}`,
    result: `${steps} kademe: ${moveText(track, before)}; kalan ${daysText(total % DAYS_IN_YEAR)}`,
  });
  track.bankedDays = 0;
  setRemainder(run, track, day, total % DAYS_IN_YEAR);
}

function countPending64({ career }: Run): void {
  for (const { kind, why, count } of career.pending) {
    if (kind === 'steps' && why.includes('64')) career.article64Steps += count;
  }
}

function applyPending(run: Run, isIntibak: boolean): void {
  for (const { kind, count, why } of run.career.pending) {
    if (isIntibak && kind === 'steps' && why.includes('64')) continue;
    raiseTracks(run.career, kind, count);
  }
  run.career.pending = [];
}

function asaletLabel({ career }: Run, event: EventOf<'asalet'>): string {
  return ['Asil', career.pendingRegionSteps > 0 ? '527 KHK' : '', event.intibak ? '36. md. 12/d' : '']
    .filter(Boolean)
    .join(' + ');
}
