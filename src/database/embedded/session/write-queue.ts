/**
 * Group commit: write commands of all connections that arrive in one event-loop turn run in one LMDB transaction and
 * are answered after its commit, so that one disk sync serves them all.
 */
import { EngineError } from '../language/index.ts';
import type { Store } from '../store/store.ts';
import { LockWait } from './locks.ts';

interface Job {
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class WriteQueue {
  private readonly store: Store;
  private waiting: Job[] = [];
  private closed = false;

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * Runs `work` in the next group; resolves after the commit. `work` either finishes or leaves nothing half done; when
   * it meets a lock it runs again after the lock's owner has ended. Rejects with 50 when `deadline` (ms since epoch) passes.
   */
  async run<T>(work: () => T, deadline = Number.POSITIVE_INFINITY): Promise<T> {
    for (;;) {
      try {
        return await this.enqueue(work);
      } catch (error) {
        if (!(error instanceof LockWait)) throw error;
        await endOrDeadline(error.owner.ended, deadline);
      }
    }
  }

  private async enqueue<T>(work: () => T): Promise<T> {
    if (this.closed) throw new EngineError(11600, 'the embedded engine is shutting down');
    return new Promise<T>((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => this.flush());
      this.waiting.push({ run: work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Runs what waits; later writes are refused with 11600. */
  close(): void {
    this.flush();
    this.closed = true;
  }

  private flush(): void {
    const jobs = this.waiting;
    this.waiting = [];
    if (jobs.length === 0) return;
    try {
      const answers = this.store.database.write(() => jobs.map(attempt));
      for (const answer of answers) answer();
    } catch (error) {
      this.store.reload();
      for (const job of jobs) job.reject(error);
    }
  }
}

/** Runs one job; its caller is answered only after the commit. An error that isn't a refusal undoes the whole group. */
function attempt(job: Job): () => void {
  try {
    const value = job.run();
    return () => job.resolve(value);
  } catch (error) {
    if (!(error instanceof EngineError || error instanceof LockWait)) throw error;
    return () => job.reject(error);
  }
}

async function endOrDeadline(ended: Promise<void>, deadline: number): Promise<void> {
  if (deadline === Number.POSITIVE_INFINITY) return ended;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new EngineError(50, 'operation exceeded time limit')),
      Math.max(0, deadline - Date.now()),
    );
  });
  try {
    await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
