/** Read and write concern: what one node can keep is accepted, what it can't is refused or reported. */
import { type Doc, EngineError, isDoc, isNumeric } from '../language/index.ts';
import { wrongType } from './call.ts';

const LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];
const TRANSACTION_LEVELS = ['local', 'majority', 'snapshot'];

/** Refuses read and write concerns that can't be served. In a transaction only its first and last command may carry one. */
export function checkConcerns(body: Doc, name: string): void {
  const inTransaction = body.autocommit === false;
  if (body.readConcern !== undefined) checkReadConcern(body, inTransaction);
  if (body.writeConcern !== undefined) checkWriteConcern(body.writeConcern, inTransaction && !endsTransaction(name));
}

export function endsTransaction(name: string): boolean {
  return name === 'commitTransaction' || name === 'abortTransaction';
}

function checkReadConcern(body: Doc, inTransaction: boolean): void {
  const concern = body.readConcern;
  if (!isDoc(concern)) throw wrongType('readConcern', concern, 'object');
  if (inTransaction && body.startTransaction !== true)
    throw new EngineError(72, 'Only the first command in a transaction may specify a readConcern');
  const { level } = concern;
  if (level === undefined) return;
  if (!LEVELS.includes(level as string))
    throw new EngineError(9, `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`);
  if (inTransaction && !TRANSACTION_LEVELS.includes(level as string))
    throw new EngineError(72, `The readConcern level in a transaction must be one of ${TRANSACTION_LEVELS.join(', ')}`);
  if (!inTransaction && level === 'snapshot')
    throw new EngineError(
      246,
      'readConcern level snapshot outside a transaction is not supported by the embedded engine',
    );
}

function checkWriteConcern(concern: unknown, isForbidden: boolean): void {
  if (!isDoc(concern)) throw wrongType('writeConcern', concern, 'object');
  if (isForbidden) throw new EngineError(72, 'writeConcern is only allowed on commit and abort within a transaction');
  const { w } = concern;
  if (w === undefined || typeof w === 'string' || isDoc(w)) return;
  if (!isNumeric(w) || Number(w) < 0 || Number(w) > 50)
    throw new EngineError(9, `w has to be a non-negative number and not greater than 50, found: ${String(w)}`);
}

/** The `writeConcernError` field when the write is done but more nodes were asked for than there are. */
export function writeConcernError(body: Doc): Doc {
  const concern = body.writeConcern;
  if (!isDoc(concern)) return {};
  const { w } = concern;
  const errInfo = { writeConcern: { ...concern, provenance: 'clientSupplied' } };
  if (typeof w === 'string' && w !== 'majority') {
    const errmsg = `No write concern mode named '${w}' found in replica set configuration`;
    return { writeConcernError: { code: 79, codeName: 'UnknownReplWriteConcern', errmsg, errInfo } };
  }
  if (!isNumeric(w) || Number(w) <= 1) return {};
  const errmsg = 'Not enough data-bearing nodes';
  return { writeConcernError: { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg, errInfo } };
}
