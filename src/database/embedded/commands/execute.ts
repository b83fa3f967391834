/** From request to reply bytes: options, session and transaction, the command itself, labels and cluster time. */
import { Binary, Long } from 'bson';
import { type Doc, EngineError, encode, isNumeric } from '../language/index.ts';
import type { Failure } from '../session/fail-points.ts';
import type { Session } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import { PlainWriter } from '../store/writer.ts';
import type { Request } from '../wire/message.ts';
import { encodeCursorReply } from '../wire/reply.ts';
import type { Answer, Call, Command, Engine } from './call.ts';
import { checkReadConcern, checkWriteConcern, writeConcernError } from './concern.ts';
import { explainCommand } from './explain.ts';
import { commandFor } from './registry.ts';
import { TRANSIENT_CODES } from './statements.ts';
import { makeWatch } from './watch.ts';

const RETRYABLE_CODES = [6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
const SIGNATURE = { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO };

/** Thrown when a fail point asks for the connection to be cut. */
export class CloseConnection extends Error {}

/** Runs a request. Never throws but CloseConnection: errors become error replies. */
export async function execute(engine: Engine, request: Request): Promise<Buffer> {
  const name = Object.keys(request.body)[0] ?? '';
  const failure = engine.failPoints?.take(name);
  try {
    if (failure) await obey(failure);
    const answer = await run(engine, request, name);
    return finish(engine, withFailure(answer, failure, request.body));
  } catch (error) {
    if (error instanceof CloseConnection) throw error;
    return finish(engine, { fields: errorReply(error, request.body, failure) });
  }
}

async function obey(failure: Failure): Promise<void> {
  if (failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs));
  if (failure.closeConnection) throw new CloseConnection('fail point');
  if (failure.error) throw failure.error;
}

function withFailure(answer: Answer, failure: Failure | undefined, body: Doc): Answer {
  const concern = failure?.writeConcernError;
  if (!concern) return answer;
  const labels =
    failure.labels ?? labelsFor(Number(concern.code), body).filter((label) => label === 'RetryableWriteError');
  return {
    ...answer,
    fields: { ...answer.fields, writeConcernError: concern, ...(labels.length > 0 ? { errorLabels: labels } : {}) },
  };
}

async function run(engine: Engine, request: Request, name: string): Promise<Answer> {
  const { body } = request;
  const command = commandFor(name, body);
  const database = body.$db;
  if (typeof database !== 'string' || database === '') throw new EngineError(73, "BSON field '$db' is missing");
  if (body.apiStrict === true) throw new EngineError(323, 'apiStrict is not supported by the embedded engine');
  const session = body.lsid === undefined ? undefined : engine.sessions.use(body.lsid);
  const txnNumber = transactionNumber(body);
  const start = { engine, request, name, command, database, session, txnNumber };
  if (!session || txnNumber === undefined) return perform(start);
  const turn = session.turn.then(() => perform(start));
  session.turn = turn.catch(() => undefined);
  return turn;
}

interface Start {
  readonly engine: Engine;
  readonly request: Request;
  readonly name: string;
  readonly command: Command;
  readonly database: string;
  readonly session: Session | undefined;
  readonly txnNumber: bigint | undefined;
}

function transactionNumber(body: Doc): bigint | undefined {
  const value = body.txnNumber;
  if (value === undefined) return undefined;
  if (!isNumeric(value)) throw new EngineError(14, "BSON field 'txnNumber' is the wrong type, expected type 'long'");
  return value instanceof Long ? value.toBigInt() : BigInt(Number(value));
}

async function perform(start: Start): Promise<Answer> {
  const { engine, name, session, txnNumber, command } = start;
  const { body } = start.request;
  const isTransaction = body.autocommit === false;
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  checkReadConcern(body, { inTransaction: isTransaction, starts: body.startTransaction === true });
  checkWriteConcern(body, isTransaction && !ends);
  if (!session || txnNumber === undefined) return runPlain(makeCall(start, undefined), command);
  if (isTransaction) {
    const transaction = joinTransaction(start, session, { txnNumber, ends });
    return ends
      ? runPlain(makeCall(start, transaction), command)
      : runInTransaction(makeCall(start, transaction), command);
  }
  if (command.kind === 'read') return runPlain(makeCall(start, undefined), command);
  if (txnNumber !== session.txnNumber) engine.sessions.advance(session, txnNumber);
  if (session.reply) return { fields: session.reply };
  const answer = await runPlain(makeCall(start, undefined), command, { session, txnNumber });
  const { writeConcernError: _error, ...reply } = answer.fields;
  session.reply = reply;
  return answer;
}

function makeCall(start: Start, transaction: Transaction | undefined): Call {
  const { engine, request, name, database, session } = start;
  const limit = request.body.maxTimeMS;
  if (limit !== undefined && (!isNumeric(limit) || Number(limit) < 0))
    throw new EngineError(2, `${String(limit)} value for maxTimeMS is out of range`);
  const deadline = limit !== undefined && Number(limit) > 0 ? Date.now() + Number(limit) : Number.POSITIVE_INFINITY;
  return {
    engine,
    name,
    database,
    session,
    transaction,
    deadline,
    body: request.body,
    documents: request.documents,
    view: transaction ?? engine.store,
    watch: makeWatch(deadline),
    now: new Date(),
  };
}

/** The open transaction that a command belongs to, begun when it says so. */
function joinTransaction(
  start: Start,
  session: Session,
  how: { txnNumber: bigint; ends: boolean },
): Transaction | undefined {
  const { txnNumber } = how;
  if (start.request.body.startTransaction === true) {
    if (!start.command.inTransaction || how.ends) throw notInTransaction(start);
    if (txnNumber === session.txnNumber)
      throw new EngineError(
        117,
        `Cannot start a transaction at given transaction number ${txnNumber} a transaction with the same number is in state`,
      );
    return start.engine.sessions.begin(session, txnNumber);
  }
  if (txnNumber !== session.txnNumber) {
    throw new EngineError(
      251,
      `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${session.txnNumber}`,
    );
  }
  if (how.ends) return undefined;
  if (session.reply) throw new EngineError(256, `Transaction with { txnNumber: ${txnNumber} } has been committed.`);
  const { transaction } = session;
  if (transaction?.state !== 'open')
    throw new EngineError(251, `Transaction with { txnNumber: ${txnNumber} } has been aborted.`);
  if (!start.command.inTransaction) {
    transaction.end('aborted');
    throw notInTransaction(start);
  }
  return transaction;
}

function notInTransaction(start: Start): EngineError {
  return new EngineError(263, `Cannot run '${start.name}' in a multi-document transaction.`);
}

async function runInTransaction(call: Call, command: Command): Promise<Answer> {
  const transaction = call.transaction as Transaction;
  try {
    if (command.kind === 'read') return await runRead(call, command);
    const fields = command.prepare(call)(transaction);
    if (fields.writeErrors !== undefined) transaction.end('aborted');
    return { fields };
  } catch (error) {
    transaction.end('aborted');
    throw error;
  }
}

async function runPlain(
  call: Call,
  command: Command,
  retry?: { session: Session; txnNumber: bigint },
): Promise<Answer> {
  if (command.kind === 'read') {
    const answer = await runRead(call, command);
    const concern = call.name === 'commitTransaction' ? writeConcernError(call.body) : undefined;
    return concern ? { fields: { ...answer.fields, writeConcernError: concern } } : answer;
  }
  const { engine } = call;
  const work = command.prepare(call);
  const fields = await engine.writes.run(() => {
    const reply = work(new PlainWriter(engine.store));
    if (retry) engine.sessions.record(retry.session, retry.txnNumber, reply);
    return reply;
  }, call.deadline);
  const concern = writeConcernError(call.body);
  return { fields: concern ? { ...fields, writeConcernError: concern } : fields };
}

async function runRead(call: Call, command: Command & { kind: 'read' }): Promise<Answer> {
  if (call.name === 'aggregate' && call.body.explain === true) return explainCommand(call, 'queryPlanner');
  return command.run(call);
}

function finish(engine: Engine, answer: Answer): Buffer {
  const clusterTime = engine.clusterTime();
  const tail = {
    ok: 1,
    ...answer.fields,
    $clusterTime: { clusterTime, signature: SIGNATURE },
    operationTime: clusterTime,
  };
  return answer.cursor ? encodeCursorReply(answer.cursor, tail) : encode(tail);
}

function errorReply(error: unknown, body: Doc, failure: Failure | undefined): Doc {
  const known =
    error instanceof EngineError
      ? error
      : new EngineError(1, `internal error: ${error instanceof Error ? error.message : String(error)}`);
  if (known.code === 1 && error instanceof Error) process.stderr.write(`embedded engine: ${error.stack}\n`);
  const labels = failure?.labels ?? labelsFor(known.code, body);
  const { errInfo, ...extra } = known.extra;
  return {
    ok: 0,
    errmsg: known.message,
    code: known.code,
    codeName: known.codeName,
    ...extra,
    ...(errInfo ? { errInfo } : {}),
    ...(labels.length > 0 ? { errorLabels: labels } : {}),
  };
}

function labelsFor(code: number, body: Doc): string[] {
  const name = Object.keys(body)[0];
  const inTransaction = body.autocommit === false;
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  const labels: string[] = [];
  if (inTransaction && (TRANSIENT_CODES.includes(code) || (!ends && RETRYABLE_CODES.includes(code))))
    labels.push('TransientTransactionError');
  if (RETRYABLE_CODES.includes(code) && (ends || (!inTransaction && body.txnNumber !== undefined)))
    labels.push('RetryableWriteError');
  return labels;
}
