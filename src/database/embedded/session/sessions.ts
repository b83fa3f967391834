/** Logical sessions: the state of their transaction, and the reply of their last retryable write (kept on disk too). */
import { Binary } from 'bson';
import { type Doc, decode, EngineError, encode, isDoc } from '../language/index.ts';
import { RETRY_END, RETRY_START, retryKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { TRANSACTION_LIFETIME_MS, Transaction } from './transaction.ts';

const IDLE_LIMIT_MS = 30 * 60_000;

export interface Session {
  readonly id: string;
  lastUsedAt: number;
  txnNumber: bigint;
  transaction: Transaction | undefined;
  /** Reply of the retryable write with `txnNumber`; an empty document for a committed transaction. */
  reply: Doc | undefined;
  /** Commands of one session that carry a transaction number run one after the other. */
  turn: Promise<unknown>;
}

export class SessionTable {
  private readonly sessions = new Map<string, Session>();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  get size(): number {
    return this.sessions.size;
  }

  /** The session of a command's `lsid`, made when it is new. */
  use(lsid: unknown): Session {
    const id = sessionId(lsid);
    const session = this.sessions.get(id) ?? this.open(id);
    session.lastUsedAt = Date.now();
    return session;
  }

  private open(id: string): Session {
    const stored = this.store.database.get(retryKey(id));
    const record = stored && decode(stored);
    const session: Session = {
      id,
      lastUsedAt: 0,
      txnNumber: record ? BigInt(String(record.txnNumber)) : -1n,
      transaction: undefined,
      reply: record?.reply as Doc | undefined,
      turn: Promise.resolve(),
    };
    this.sessions.set(id, session);
    return session;
  }

  find(lsid: unknown): Session | undefined {
    return this.sessions.get(sessionId(lsid));
  }

  /** Aborts every open transaction. */
  abortAll(): void {
    for (const { transaction } of this.sessions.values()) if (transaction?.state === 'open') transaction.end('aborted');
  }

  /** Writes the retry record; call inside the store's write transaction that also holds the write itself. */
  record(session: Session, txnNumber: bigint, reply: Doc): void {
    this.store.database.put(retryKey(session.id), encode({ txnNumber: String(txnNumber), reply, at: new Date() }));
  }

  /** Starts the transaction with this number; an older one that is still open is aborted. */
  begin(session: Session, txnNumber: bigint): Transaction {
    this.advance(session, txnNumber);
    session.transaction = new Transaction(this.store, Date.now());
    return session.transaction;
  }

  /** Moves on to a new transaction number. Throws 225 for a number of the past. */
  advance(session: Session, txnNumber: bigint): void {
    const newest = session.txnNumber;
    if (txnNumber < newest)
      throw new EngineError(225, `Cannot start transaction ${txnNumber}: a newer one, ${newest}, has already started.`);
    session.transaction?.end('aborted');
    session.transaction = undefined;
    session.reply = undefined;
    session.txnNumber = txnNumber;
  }

  /** Ends a session: its transaction is aborted. */
  end(session: Session): void {
    if (session.transaction?.state === 'open') session.transaction.end('aborted');
    this.sessions.delete(session.id);
  }

  /** Aborts transactions beyond their lifetime; forgets sessions not used for long. */
  sweep(now: number): void {
    for (const session of this.sessions.values()) {
      const { transaction } = session;
      if (transaction?.state === 'open' && now - transaction.startedAt > TRANSACTION_LIFETIME_MS)
        transaction.end('aborted');
      if (now - session.lastUsedAt > IDLE_LIMIT_MS && transaction?.state !== 'committing') this.end(session);
    }
  }

  /** Removes retry records of sessions long gone; call inside the store's write transaction. */
  sweepRecords(now: number): void {
    for (const { key, value } of this.store.database.entries({ start: RETRY_START, end: RETRY_END })) {
      const at = decode(value).at;
      if (!(at instanceof Date) || now - at.getTime() > IDLE_LIMIT_MS) this.store.database.remove(key);
    }
  }
}

function sessionId(lsid: unknown): string {
  const id = isDoc(lsid) ? lsid.id : undefined;
  if (!(id instanceof Binary) || id.sub_type !== Binary.SUBTYPE_UUID || id.value().length !== 16) {
    throw new EngineError(9, "BSON field 'lsid.id' must be a UUID");
  }
  return Buffer.from(id.value()).toString('hex');
}
