import { completeExports, forgetRequests, reconcileFeed, runExportOrders, sendDueWebhooks } from '../ebys/index.ts';
import { officesChangedSince } from '../institution/index.ts';
import { publishSettings } from './ebys.ts';
import { openScope, SERVER_ACTOR } from './scope.ts';
import type { Services } from './services.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Work that is done again and again while the server runs. */
interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Whether it also runs when the server starts. */
  readonly atStart: boolean;
  run(isFirst: boolean): Promise<unknown>;
}

/** Stops the jobs: none begins any more; resolves when the one that runs has ended. */
export type StopJobs = () => Promise<void>;

/** Starts the server's recurring work. A job never overlaps itself, and a failure is logged and tried again next time. */
export function startJobs(services: Services, jobs: readonly Job[] = jobsOf(services)): StopJobs {
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  const schedule = (job: Job, inMs: number, isFirst: boolean): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const round = runJob(services, job, isFirst).finally(() => {
        running.delete(round);
        if (!stopped) schedule(job, job.everyMs, false);
      });
      running.add(round);
    }, inMs);
    timers.add(timer);
  };
  for (const job of jobs) schedule(job, job.atStart ? 0 : job.everyMs, job.atStart);
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
}

async function runJob({ log }: Services, job: Job, isFirst: boolean): Promise<void> {
  try {
    await job.run(isFirst);
  } catch (error) {
    log.error({ job: job.name, error: error instanceof Error ? error.stack : String(error) }, 'job failed');
  }
}

/** How far back the feed is compared with the documents that changed: at the start, and then each minute. */
const LOOK_BACK_AT_START = 30 * DAY;
const LOOK_BACK = 5 * MINUTE;
/** Repetitions of a request are recognised by its key for this long; after it the answers themselves are harmless. */
const KEEP_REQUESTS = 30 * DAY;

function jobsOf(services: Services): Job[] {
  const { db, cipher, uploads } = services;
  const now = () => new Date();
  const ago = (ms: number) => new Date(Date.now() - ms);
  const context = () => ({ ...openScope(services, SERVER_ACTOR).graph, actor: SERVER_ACTOR });
  return [
    {
      name: 'webhooks',
      everyMs: 3 * SECOND,
      atStart: true,
      run: () => sendDueWebhooks({ db, cipher, now, post: fetch }),
    },
    {
      name: 'reconcileFeed',
      everyMs: MINUTE,
      atStart: true,
      run: (isFirst) =>
        reconcileFeed(context(), ago(isFirst ? LOOK_BACK_AT_START : LOOK_BACK), publishSettings(services)),
    },
    {
      name: 'exportOrders',
      everyMs: SECOND,
      atStart: true,
      run: () => runExportOrders(context, publishSettings(services)),
    },
    {
      name: 'completeExports',
      everyMs: MINUTE,
      atStart: true,
      run: async (isFirst) => {
        if (isFirst || (await officesChangedSince(db, ago(2 * MINUTE))))
          await completeExports(context(), publishSettings(services));
      },
    },
    { name: 'forgetRequests', everyMs: DAY, atStart: false, run: () => forgetRequests({ db }, ago(KEEP_REQUESTS)) },
    { name: 'sweepUploads', everyMs: 60 * MINUTE, atStart: false, run: () => uploads.sweep(now()) },
  ];
}
