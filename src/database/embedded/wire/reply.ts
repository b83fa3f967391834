/** Replies: one buffer is filled with header, cursor batch, fields and cluster time; stored documents are copied as they are. */
import { Binary, Double, Long, Timestamp } from 'bson';
import { type Doc, encode } from '../language/index.ts';
import type { Request } from './message.ts';

const OP_REPLY = 1;
const OP_MSG = 2013;

/** A batch of stored documents, encoded in front of the other fields as `{cursor: {firstBatch: [...], id, ns}}`. */
export interface CursorReply {
  readonly batchName: 'firstBatch' | 'nextBatch';
  readonly batch: readonly Buffer[];
  readonly cursorId: bigint;
  readonly namespace: string;
}

/** A command's answer; `failed` makes `ok` 0. */
export interface Answer {
  readonly fields?: Doc;
  readonly cursor?: CursorReply;
  readonly failed?: boolean;
}

const NO_TIME = new Timestamp({ t: 0, i: 0 });
const SIGNATURE = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO };
/** The end of every reply without its size; times and `ok` are set in each copy. */
const TAIL = encode({
  ok: new Double(1),
  $clusterTime: { clusterTime: NO_TIME, signature: SIGNATURE },
  operationTime: NO_TIME,
}).subarray(4);
const OK_AT = 4;
const TIMES_AT = ['clusterTime', 'operationTime'].map((name) => TAIL.indexOf(`\u0011${name}\0`) + name.length + 2);

let lastRequestId = 0;
let lastSecond = 0;
let countInSecond = 0;

/** Frames the reply to a request: OP_MSG, or OP_REPLY for a request that came as OP_QUERY. `now`: milliseconds. */
export function frameReply(request: Pick<Request, 'requestId' | 'legacy'>, answer: Answer, now: number): Buffer {
  const header = request.legacy ? 36 : 21;
  const fields = answer.fields && encode(answer.fields);
  const fieldsSize = fields ? fields.length - 5 : 0;
  const size = 4 + (answer.cursor ? cursorSize(answer.cursor) : 0) + fieldsSize + TAIL.length;
  const out = Buffer.allocUnsafe(header + size);
  writeHeader(out, request);
  let at = out.writeInt32LE(size, header);
  if (answer.cursor) at = writeCursor(out, at, answer.cursor);
  if (fields) at += fields.copy(out, at, 4, fields.length - 1);
  TAIL.copy(out, at);
  if (answer.failed) out.writeDoubleLE(0, at + OK_AT);
  const second = Math.floor(now / 1000);
  countInSecond = second === lastSecond ? countInSecond + 1 : 1;
  lastSecond = second;
  for (const place of TIMES_AT) out.writeUInt32LE(second, out.writeUInt32LE(countInSecond, at + place));
  return out;
}

function writeHeader(out: Buffer, request: Pick<Request, 'requestId' | 'legacy'>): void {
  out.writeInt32LE(out.length, 0);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  out.writeInt32LE(lastRequestId, 4);
  out.writeInt32LE(request.requestId, 8);
  out.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  out.fill(0, 16, request.legacy ? 36 : 21);
  if (!request.legacy) return;
  out.writeInt32LE(8, 16);
  out.writeInt32LE(1, 32);
}

function batchSize(batch: readonly Buffer[]): number {
  let size = 5;
  for (let index = 0; index < batch.length; index++) size += 2 + String(index).length + (batch[index] as Buffer).length;
  return size;
}

/** Bytes of `cursor: {batch, id, ns}` with its name. */
function cursorSize({ batchName, batch, namespace }: CursorReply): number {
  return 8 + 4 + (batchName.length + 2) + batchSize(batch) + 4 + 8 + 4 + 4 + Buffer.byteLength(namespace) + 1 + 1;
}

function writeCursor(out: Buffer, start: number, cursor: CursorReply): number {
  let at = writeName(out, start, 3, 'cursor');
  at = out.writeInt32LE(cursorSize(cursor) - 8, at);
  at = writeName(out, at, 4, cursor.batchName);
  at = out.writeInt32LE(batchSize(cursor.batch), at);
  for (let index = 0; index < cursor.batch.length; index++) {
    at = writeName(out, at, 3, String(index));
    at += (cursor.batch[index] as Buffer).copy(out, at);
  }
  out[at++] = 0;
  at = writeName(out, at, 18, 'id');
  at = out.writeBigInt64LE(cursor.cursorId, at);
  at = writeName(out, at, 2, 'ns');
  const length = Buffer.byteLength(cursor.namespace) + 1;
  at = out.writeInt32LE(length, at);
  at += out.write(cursor.namespace, at, 'utf8');
  return out.writeUInt16LE(0, at);
}

function writeName(out: Buffer, at: number, type: number, text: string): number {
  out[at] = type;
  const end = at + 1 + out.write(text, at + 1, 'latin1');
  out[end] = 0;
  return end + 1;
}
