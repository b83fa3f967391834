/** Writes cursor replies around stored documents' bytes, so that a find answers without decoding or encoding them. */
import { type Doc, encode } from '../language/index.ts';

/** A reply with a batch of stored documents; `fields` follow `cursor` (`ok` and the cluster time among them). */
export interface CursorReply {
  readonly batchName: 'firstBatch' | 'nextBatch';
  readonly batch: readonly Buffer[];
  readonly cursorId: bigint;
  readonly namespace: string;
  readonly partialResultsReturned?: boolean;
}

const DIGITS = 10;

/** Encodes `{cursor: {firstBatch: [...], id, ns}, ...fields}`. */
export function encodeCursorReply(reply: CursorReply, fields: Doc): Buffer {
  const tail = encode(fields);
  const namespace = Buffer.from(reply.namespace, 'utf8');
  let arraySize = 5;
  for (let index = 0; index < reply.batch.length; index++) {
    arraySize += 2 + digits(index) + (reply.batch[index]?.length ?? 0);
  }
  const cursorSize = 4 + (reply.batchName.length + 2) + arraySize + 4 + 8 + 4 + 4 + namespace.length + 1 + 1;
  const out = Buffer.allocUnsafe(4 + 8 + cursorSize + tail.length - 4);
  let at = out.writeInt32LE(out.length, 0);
  at = name(out, at, 3, 'cursor');
  at = out.writeInt32LE(cursorSize, at);
  at = name(out, at, 4, reply.batchName);
  at = out.writeInt32LE(arraySize, at);
  for (let index = 0; index < reply.batch.length; index++) {
    at = name(out, at, 3, String(index));
    at += (reply.batch[index] as Buffer).copy(out, at);
  }
  at = out.writeUInt8(0, at);
  at = name(out, at, 18, 'id');
  at = out.writeBigInt64LE(reply.cursorId, at);
  at = name(out, at, 2, 'ns');
  at = out.writeInt32LE(namespace.length + 1, at);
  at += namespace.copy(out, at);
  at = out.writeUInt8(0, at);
  at = out.writeUInt8(0, at);
  tail.copy(out, at, 4);
  return out;
}

function name(out: Buffer, at: number, type: number, text: string): number {
  out[at] = type;
  const end = at + 1 + out.write(text, at + 1, 'latin1');
  out[end] = 0;
  return end + 1;
}

function digits(index: number): number {
  let count = 1;
  for (let limit = DIGITS; index >= limit; limit *= DIGITS) count++;
  return count;
}
