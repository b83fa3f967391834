/** Time limits inside scans: a command's watch is asked once a row. It also counts for explain. */
import { EngineError } from '../language/index.ts';
import type { ScanWatch } from '../planner/scan.ts';

const ROWS_BETWEEN_LOOKS = 64;

/** `deadline`: milliseconds since the epoch, infinite without maxTimeMS; getMore sets that of its own command. */
export class Watch implements ScanWatch {
  keys = 0;
  documents = 0;
  deadline: number;
  private calls = 0;

  constructor(deadline: number) {
    this.deadline = deadline;
  }

  /** Throws 50 when the time is over. */
  tick(): void {
    if (++this.calls % ROWS_BETWEEN_LOOKS === 0 && Date.now() > this.deadline) throw timeExceeded();
  }
}

export function timeExceeded(): EngineError {
  return new EngineError(50, 'operation exceeded time limit');
}
