import { isoOfColumns } from '../engine/index.ts';
import type { NamedAbsence } from './absence-facts.ts';
import type { Derivation, ServiceFrame } from './derivation.ts';
import { oneDegreeLaws } from './tables.ts';

/** 2016 covers officers on unpaid leave on the day itself (toplu sözleşme m.28). */
const COVERS_LEAVE = '2016';
/** Laws of another personnel status: only for those whose record names them. */
const OTHER_STATUS = ['457', '459'];

/** One-degree laws for everybody on duty on their day, candidates included; on leave from the return. R11. */
export function deriveLaws(derivation: Derivation, frame: ServiceFrame, absences: readonly NamedAbsence[]): void {
  const { facts, events, readings } = derivation;
  for (const law of oneDegreeLaws) {
    const onDuty = isoOfColumns(law.onDuty);
    const isUsed = facts.usedLaws.some((id) => id === `KHK_${law.id}`);
    if (OTHER_STATUS.includes(law.id) && !isUsed) continue;
    if (law.id === '458' && facts.usedLaws.length > 0) continue;
    if (onDuty < (facts.known?.on ?? frame.entryOn) || (frame.endOn !== null && onDuty >= frame.endOn)) continue;
    const away = absences.find((a) => a.from <= onDuty && (a.to === null || onDuty < a.to));
    if (away?.kind === 'gap') continue;
    const waits = away !== undefined && law.id !== COVERS_LEAVE && readings.lawDuringLeave === 'RETURN';
    if (!waits) events.push({ type: 'law', on: onDuty, law: law.id });
    else if (away.to !== null) events.push({ type: 'law', on: away.to, law: law.id });
  }
}
