/** From request to reply: options, session and transaction, the command itself, error replies. */
import { Long } from 'bson';
import { type Doc, EngineError, isNumeric } from '../language/index.ts';
import { Watch } from '../planner/scan.ts';
import { CloseConnection } from '../session/fail-points.ts';
import type { Session } from '../session/sessions.ts';
import { PlainWriter } from '../store/writer.ts';
import type { Request } from '../wire/message.ts';
import { type Answer, frameReply } from '../wire/reply.ts';
import type { Call, Command, Engine } from './call.ts';
import { checkConcerns, endsTransaction, writeConcernError } from './concern.ts';
import { explainCommand } from './explain.ts';
import { labelsFor } from './labels.ts';
import { commandFor } from './registry.ts';
import { checkTransactionNumber, joinTransaction } from './transactions.ts';

/** Runs a request and frames the reply: at once for most reads. Errors become error replies; only CloseConnection is thrown. */
export function execute(engine: Engine, request: Request): Buffer | Promise<Buffer> {
  const reply = (answer: Answer): Buffer => frameReply(request, answer, Date.now());
  const failed = (error: unknown): Buffer => {
    if (error instanceof CloseConnection) throw error;
    return reply(errorAnswer(error, request.body));
  };
  try {
    const answer = engine.failPoints ? underFailPoint(engine, request) : run(engine, request);
    return answer instanceof Promise ? answer.then(reply).catch(failed) : reply(answer);
  } catch (error) {
    return failed(error);
  }
}

function nameOf(body: Doc): string {
  for (const name in body) return name;
  return '';
}

function underFailPoint(engine: Engine, request: Request): Promise<Answer> | Answer {
  const { body } = request;
  const labels = (code: number): string[] => labelsFor(code, body);
  return engine.failPoints?.around(body, () => run(engine, request), labels) ?? run(engine, request);
}

function run(engine: Engine, request: Request): Answer | Promise<Answer> {
  const { body } = request;
  const name = nameOf(body);
  const command = commandFor(name, body);
  if (typeof body.$db !== 'string' || body.$db === '') throw new EngineError(73, "BSON field '$db' is missing");
  if (body.apiStrict === true) throw new EngineError(323, 'apiStrict is not supported by the embedded engine');
  if (body.apiVersion !== undefined && body.apiVersion !== '1')
    throw new EngineError(322, `API version ${String(body.apiVersion)} is not supported`);
  checkConcerns(body, name);
  const session = body.lsid === undefined ? undefined : engine.sessions.use(body.lsid);
  const call: Call = {
    engine,
    name,
    body,
    session,
    documents: request.documents,
    database: body.$db,
    transaction: undefined,
    view: engine.store,
    watch: new Watch(deadlineOf(body)),
    now: new Date(),
  };
  if (!session || body.txnNumber === undefined) return runPlain(call, command);
  const turn = session.turn.then(() => runNumbered({ ...call, session }, command, transactionNumber(body)));
  session.turn = turn.catch(() => undefined);
  return turn;
}

function deadlineOf({ maxTimeMS }: Doc): number {
  if (maxTimeMS === undefined) return Number.POSITIVE_INFINITY;
  if (!isNumeric(maxTimeMS) || Number(maxTimeMS) < 0)
    throw new EngineError(2, `${String(maxTimeMS)} value for maxTimeMS is out of range`);
  return Number(maxTimeMS) > 0 ? Date.now() + Number(maxTimeMS) : Number.POSITIVE_INFINITY;
}

function transactionNumber({ txnNumber }: Doc): bigint {
  if (!isNumeric(txnNumber))
    throw new EngineError(14, "BSON field 'txnNumber' is the wrong type, expected type 'long'");
  return txnNumber instanceof Long ? txnNumber.toBigInt() : BigInt(Number(txnNumber));
}

function runPlain(call: Call, command: Command): Answer | Promise<Answer> {
  if (command.kind === 'write') return runWrite(call, command);
  if (call.body.explain === true && call.name === 'aggregate') return explainCommand(call, 'queryPlanner');
  return command.run(call);
}

/** A command with a transaction number: part of a transaction, or a retryable write that is answered but not run again. */
async function runNumbered(call: Call & { session: Session }, command: Command, txnNumber: bigint): Promise<Answer> {
  const { session } = call;
  if (call.body.autocommit === false) {
    if (!endsTransaction(call.name)) return runInTransaction(call, command, txnNumber);
    checkTransactionNumber(session, txnNumber);
    return runPlain(call, command);
  }
  if (command.kind === 'read') return runPlain(call, command);
  if (txnNumber !== session.txnNumber) call.engine.sessions.advance(session, txnNumber);
  return session.reply ? { fields: session.reply } : runWrite(call, command, txnNumber);
}

async function runInTransaction(
  call: Call & { session: Session },
  command: Command,
  txnNumber: bigint,
): Promise<Answer> {
  const transaction = joinTransaction(call, command, txnNumber);
  const inside = { ...call, transaction, view: transaction };
  try {
    if (command.kind === 'read') return await runPlain(inside, command);
    const fields = command.prepare(inside)(transaction);
    if (fields.writeErrors !== undefined) transaction.end('aborted');
    return { fields };
  } catch (error) {
    transaction.end('aborted');
    throw error;
  }
}

/** Runs a write in the next group commit; a retryable one leaves its reply in the same commit. */
async function runWrite(call: Call, command: Command & { kind: 'write' }, retryNumber?: bigint): Promise<Answer> {
  const { engine, session } = call;
  const work = command.prepare(call);
  const fields = await engine.writes.run(() => {
    const reply = work(new PlainWriter(engine.store));
    if (session && retryNumber !== undefined) engine.sessions.record(session, retryNumber, reply);
    return reply;
  }, call.watch.deadline);
  if (session && retryNumber !== undefined) session.reply = fields;
  return { fields: { ...fields, ...writeConcernError(call.body) } };
}

function errorAnswer(error: unknown, body: Doc): Answer {
  const known =
    error instanceof EngineError
      ? error
      : new EngineError(1, `internal error: ${error instanceof Error ? error.message : String(error)}`);
  if (known.code === 1 && error instanceof Error) process.stderr.write(`embedded engine: ${error.stack}\n`);
  const { code, codeName, message: errmsg, extra } = known;
  const labels = labelsFor(code, body);
  return {
    failed: true,
    fields: { errmsg, code, codeName, ...(labels.length > 0 ? { errorLabels: labels } : {}), ...extra },
  };
}
