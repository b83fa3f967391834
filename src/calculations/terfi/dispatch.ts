import type { ColumnDay } from '../engine/index.ts';
import { applyBorclanma, endLeave, endMilitary, startAbsence } from './absence.ts';
import { applyAsalet, applyEntry, applySnapshot } from './adaylik.ts';
import { applyCreditAtAsalet, applyCreditDayAfter, applyDiplomaAday } from './credits.ts';
import type { EventOf, TerfiEvent, TerfiEventType } from './events.ts';
import { applyArticle37, applyLaw, applyRaise } from './extras.ts';
import { applyIntibak } from './intibak.ts';
import { type Run, writeRow } from './run.ts';
import { applyHold71, applyRegion, applyStop } from './yearly.ts';

type Handlers = { readonly [K in TerfiEventType]: (run: Run, day: ColumnDay, event: EventOf<K>) => void };

const handlers: Handlers = {
  entry: applyEntry,
  snapshot: applySnapshot,
  asalet: applyAsalet,
  creditAtAsalet: applyCreditAtAsalet,
  creditDayAfter: applyCreditDayAfter,
  diplomaAday: applyDiplomaAday,
  leaveStart: (run, day) => startAbsence(run, day, 'leave'),
  leaveEnd: endLeave,
  milStart: (run, day) => startAbsence(run, day, 'military'),
  milEnd: endMilitary,
  law: applyLaw,
  steps: applyRaise,
  degree: applyRaise,
  region: applyRegion,
  stop: applyStop,
  hold71: applyHold71,
  art37: applyArticle37,
  intibak: applyIntibakEvent,
  borclanma: applyBorclanma,
  kadro: applyKadro,
};

/** Carries out one event on its day. Throws ValidationError where the state of the career does not allow it. */
export function applyEvent(run: Run, day: ColumnDay, event: TerfiEvent): void {
  const handle = handlers[event.type] as (run: Run, day: ColumnDay, event: TerfiEvent) => void;
  handle(run, day, event);
}

function applyIntibakEvent(run: Run, day: ColumnDay, event: EventOf<'intibak'>): void {
  applyIntibak(run, day, event);
  writeRow(run, day, event.label ?? '36. md. 12/d intibakı');
}

function applyKadro(run: Run, day: ColumnDay, event: EventOf<'kadro'>): void {
  run.career.kadro = event.kadro ?? run.career.kadro;
  if (run.career.entryDay !== null) writeRow(run, day, event.label ?? 'Kadro derecesi');
}
