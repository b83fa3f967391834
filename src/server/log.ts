import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on standard error. Identity numbers, health and discipline never reach it: only ids and codes are logged. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: ['tckn', '*.tckn', 'input', 'variables', 'authorization', '*.authorization'],
        censor: '[gizli]',
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
