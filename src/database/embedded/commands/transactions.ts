/** commitTransaction and abortTransaction. A commit joins the group commit like any other write. */
import { EngineError } from '../language/index.ts';
import type { Session } from '../session/sessions.ts';
import type { Answer, Call, Command } from './call.ts';

function sessionOf(call: Call): Session {
  if (!call.session || call.body.txnNumber === undefined)
    throw new EngineError(251, `${call.name} must be run within a transaction`);
  return call.session;
}

function aborted(session: Session): EngineError {
  return new EngineError(251, `Transaction with { txnNumber: ${session.txnNumber} } has been aborted.`);
}

async function runCommit(call: Call): Promise<Answer> {
  const session = sessionOf(call);
  const { transaction, txnNumber } = session;
  if (session.reply) return { fields: {} };
  if (transaction?.state !== 'open') throw aborted(session);
  const { engine } = call;
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
  transaction.end('committed');
  engine.cursors.killWhere((cursor) => cursor.transaction === transaction);
  return { fields: {} };
}

function runAbort(call: Call): Answer {
  const session = sessionOf(call);
  const { transaction } = session;
  if (session.reply) throw new EngineError(256, `Transaction ${session.txnNumber} has been committed.`);
  if (transaction?.state !== 'open') throw aborted(session);
  transaction.end('aborted');
  call.engine.cursors.killWhere((cursor) => cursor.transaction === transaction);
  return { fields: {} };
}

export const TRANSACTION_COMMANDS: Readonly<Record<string, Command>> = {
  commitTransaction: { kind: 'read', inTransaction: true, options: ['recoveryToken'], run: runCommit },
  abortTransaction: { kind: 'read', inTransaction: true, options: ['recoveryToken'], run: runAbort },
};
