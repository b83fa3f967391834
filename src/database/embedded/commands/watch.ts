/** Time limits inside scans: a command's watch is asked once a row and throws 50 when the time is over. */
import { EngineError } from '../language/index.ts';
import type { ScanWatch } from '../planner/scan.ts';

const ROWS_BETWEEN_LOOKS = 64;

class Watch implements ScanWatch {
  keys = 0;
  documents = 0;
  deadline: number;
  private calls = 0;

  constructor(deadline: number) {
    this.deadline = deadline;
  }

  tick(): void {
    if (++this.calls % ROWS_BETWEEN_LOOKS !== 0) return;
    if (Date.now() > this.deadline) throw timeExceeded();
  }
}

export function makeWatch(deadline: number): ScanWatch {
  return new Watch(deadline);
}

export function setDeadline(watch: ScanWatch, deadline: number): void {
  if (watch instanceof Watch) watch.deadline = deadline;
}

export function timeExceeded(): EngineError {
  return new EngineError(50, 'operation exceeded time limit');
}
