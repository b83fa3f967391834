/**
 * Requests of MongoDB's wire protocol: messages are cut out of the byte stream and parsed (OP_MSG, and OP_QUERY for a
 * driver's first hello). Nothing here knows what a command means.
 */
import { type Doc, decode, EngineError } from '../language/index.ts';
import { splitArray } from './elements.ts';

const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const MAX_MESSAGE_BYTES = 48_000_000;

/** A parsed request. `documents` holds the raw bytes of an insert's documents, which are stored as they came. */
export interface Request {
  readonly requestId: number;
  readonly legacy: boolean;
  readonly expectsReply: boolean;
  readonly body: Doc;
  readonly documents: readonly Buffer[] | undefined;
}

/** Collects the bytes of one socket and hands out whole messages. Throws EngineError on a length that can't be. */
export function messageSplitter(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let wanted = 16;
  return (chunk) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < wanted) return;
    let data = pending.length === 1 ? chunk : Buffer.concat(pending, pendingBytes);
    wanted = 16;
    while (data.length >= 16) {
      const length = data.readInt32LE(0);
      if (length < 16 || length > MAX_MESSAGE_BYTES) throw badMessage(`message length ${length} is out of range`);
      if (data.length < length) {
        wanted = length;
        break;
      }
      onMessage(data.subarray(0, length));
      data = data.subarray(length);
    }
    pending = data.length > 0 ? [data] : [];
    pendingBytes = data.length;
  };
}

function badMessage(why: string): EngineError {
  return new EngineError(17, why);
}

/** Parses one whole message. */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OP_QUERY) return parseQuery(message, requestId);
  if (opCode !== OP_MSG) throw new EngineError(352, `Unsupported OP code ${opCode}`);
  const flags = message.readUInt32LE(16);
  const end = flags & CHECKSUM_PRESENT ? message.length - 4 : message.length;
  let body: Doc | undefined;
  let documents: readonly Buffer[] | undefined;
  const sequences: Doc = {};
  for (let at = 20; at < end; ) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw badMessage('section does not fit into its message');
    const part = message.subarray(at, at + size);
    at += size;
    if (kind === 0) {
      const split = splitArray(part, 'documents');
      body = decode(split.rest);
      documents = split.items ?? documents;
    } else if (kind === 1) {
      const nameEnd = part.indexOf(0, 4);
      const name = part.toString('utf8', 4, nameEnd);
      const items = rawDocuments(part, nameEnd + 1);
      if (name === 'documents') documents = items;
      else sequences[name] = items.map((item) => decode(item));
    } else throw badMessage(`unknown section kind ${kind}`);
  }
  if (!body) throw badMessage('message without a body section');
  Object.assign(body, sequences);
  return { requestId, legacy: false, expectsReply: (flags & MORE_TO_COME) === 0, body, documents };
}

function rawDocuments(part: Buffer, from: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = from; at < part.length; ) {
    const length = part.readInt32LE(at);
    if (length < 5 || at + length > part.length) throw badMessage('document does not fit into its section');
    found.push(part.subarray(at, at + length));
    at += length;
  }
  return found;
}

function parseQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, 20);
  const database = message.toString('utf8', 20, message.indexOf('.', 20));
  const body = decode(message.subarray(nameEnd + 9));
  const command = body.$query !== null && typeof body.$query === 'object' ? (body.$query as Doc) : body;
  return { requestId, legacy: true, expectsReply: true, body: { ...command, $db: database }, documents: undefined };
}
