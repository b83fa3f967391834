/** Error labels: what a driver may try again. */
import type { Doc } from '../language/index.ts';
import { endsTransaction } from './concern.ts';

/** Codes of a transaction that may succeed when run again as a whole. */
export const TRANSIENT_CODES: readonly number[] = [24, 112, 246, 251, 267];
const RETRYABLE_CODES = [6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];

/** The labels of an error with this code in the reply to `body`. */
export function labelsFor(code: number, body: Doc): string[] {
  const ends = endsTransaction(Object.keys(body)[0] ?? '');
  const isRetryable = RETRYABLE_CODES.includes(code);
  if (body.autocommit !== false) return isRetryable && body.txnNumber !== undefined ? ['RetryableWriteError'] : [];
  const isTransient = TRANSIENT_CODES.includes(code) || (isRetryable && !ends);
  return [
    ...(isTransient ? ['TransientTransactionError'] : []),
    ...(isRetryable && ends ? ['RetryableWriteError'] : []),
  ];
}
