/** Read and write concern: what one node can keep is accepted, what it can't is refused or reported. */
import { bsonType, type Doc, EngineError, isDoc, isNumeric } from '../language/index.ts';

const LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

/** Refuses read concerns that can't be served. In a transaction only its first command may carry one. */
export function checkReadConcern(body: Doc, place: { inTransaction: boolean; starts: boolean }): void {
  const concern = body.readConcern;
  if (concern === undefined) return;
  if (!isDoc(concern))
    throw new EngineError(
      14,
      `BSON field 'readConcern' is the wrong type '${bsonType(concern).name}', expected type 'object'`,
    );
  if (place.inTransaction && !place.starts)
    throw new EngineError(72, 'Only the first command in a transaction may specify a readConcern');
  const level = concern.level;
  if (level === undefined) return;
  if (typeof level !== 'string' || !LEVELS.includes(level))
    throw new EngineError(
      9,
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    );
  if (place.inTransaction && (level === 'linearizable' || level === 'available')) {
    throw new EngineError(
      72,
      `The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction`,
    );
  }
  if (!place.inTransaction && level === 'snapshot')
    throw new EngineError(
      246,
      'readConcern level snapshot outside a transaction is not supported by the embedded engine',
    );
}

/** Checks a write concern's form before the write. */
export function checkWriteConcern(body: Doc, inTransaction: boolean): void {
  const concern = body.writeConcern;
  if (concern === undefined) return;
  if (!isDoc(concern))
    throw new EngineError(
      14,
      `BSON field 'writeConcern' is the wrong type '${bsonType(concern).name}', expected type 'object'`,
    );
  if (inTransaction)
    throw new EngineError(
      72,
      'writeConcern is only allowed on commitTransaction and abortTransaction within a transaction',
    );
  const { w } = concern;
  if (w === undefined || typeof w === 'string' || isDoc(w)) return;
  if (!isNumeric(w) || Number(w) < 0 || Number(w) > 50)
    throw new EngineError(9, `w has to be a non-negative number and not greater than 50, found: ${String(w)}`);
}

/** What to add to the reply when the write is done but more nodes were asked for than there are. */
export function writeConcernError(body: Doc): Doc | undefined {
  const concern = body.writeConcern;
  if (!isDoc(concern)) return undefined;
  const { w } = concern;
  const errInfo = { writeConcern: { ...concern, provenance: 'clientSupplied' } };
  if (typeof w === 'string' && w !== 'majority') {
    return {
      code: 79,
      codeName: 'UnknownReplWriteConcern',
      errmsg: `No write concern mode named '${w}' found in replica set configuration`,
      errInfo,
    };
  }
  if (isNumeric(w) && Number(w) > 1)
    return { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes', errInfo };
  return undefined;
}
