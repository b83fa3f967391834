/** Transactions of a session: begun by their first command, joined by the next, committed or aborted. A commit joins the group commit. */
import { EngineError } from '../language/index.ts';
import type { Session } from '../session/sessions.ts';
import type { Transaction } from '../session/transaction.ts';
import type { Answer } from '../wire/reply.ts';
import { type Call, type Command, readCommand } from './call.ts';
import { writeConcernError } from './concern.ts';

function aborted({ txnNumber }: Session): EngineError {
  return new EngineError(251, `Transaction with { txnNumber: ${txnNumber} } has been aborted.`);
}

function forbidden(call: Call): EngineError {
  return new EngineError(263, `Cannot run '${call.name}' in a multi-document transaction.`);
}

/** Throws 251 for a number that isn't the session's current one. */
export function checkTransactionNumber(session: Session, txnNumber: bigint): void {
  if (txnNumber === session.txnNumber) return;
  throw new EngineError(
    251,
    `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${session.txnNumber}`,
  );
}

/** The open transaction that a command belongs to, begun when it says so. */
export function joinTransaction(
  call: Call & { readonly session: Session },
  command: Command,
  txnNumber: bigint,
): Transaction {
  const { session } = call;
  if (call.body.startTransaction === true) {
    if (!command.inTransaction) throw forbidden(call);
    if (txnNumber !== session.txnNumber) return call.engine.sessions.begin(session, txnNumber);
    throw new EngineError(117, `Cannot start a transaction at given transaction number ${txnNumber}: it is in use`);
  }
  checkTransactionNumber(session, txnNumber);
  if (session.reply) throw new EngineError(256, `Transaction with { txnNumber: ${txnNumber} } has been committed.`);
  const { transaction } = session;
  if (transaction?.state !== 'open') throw aborted(session);
  if (command.inTransaction) return transaction;
  transaction.end('aborted');
  throw forbidden(call);
}

function sessionOf(call: Call): Session {
  if (call.session && call.body.txnNumber !== undefined) return call.session;
  throw new EngineError(251, `${call.name} must be run within a transaction`);
}

async function runCommit(call: Call): Promise<Answer> {
  const session = sessionOf(call);
  const { transaction, txnNumber } = session;
  const { engine } = call;
  if (!session.reply) {
    if (transaction?.state !== 'open') throw aborted(session);
    if (transaction.hasChanges) {
      transaction.state = 'committing';
      try {
        await engine.writes.run(() => {
          transaction.write();
          engine.sessions.record(session, txnNumber, {});
        });
      } catch (error) {
        transaction.end('aborted');
        throw error;
      }
    }
    session.reply = {};
    end(call, transaction, 'committed');
  }
  return { fields: writeConcernError(call.body) };
}

function runAbort(call: Call): Answer {
  const session = sessionOf(call);
  if (session.reply) throw new EngineError(256, `Transaction ${session.txnNumber} has been committed.`);
  if (session.transaction?.state !== 'open') throw aborted(session);
  end(call, session.transaction, 'aborted');
  return {};
}

function end(call: Call, transaction: Transaction, state: 'committed' | 'aborted'): void {
  transaction.end(state);
  call.engine.cursors.killWhere((cursor) => cursor.transaction === transaction);
}

const options = { options: 'recoveryToken', inTransaction: true };

export const TRANSACTION_COMMANDS: Readonly<Record<string, Command>> = {
  commitTransaction: readCommand(runCommit, options),
  abortTransaction: readCommand(runAbort, options),
};
