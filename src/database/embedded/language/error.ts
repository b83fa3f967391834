/** Code and codeName of the errors that MongoDB drivers know. */
const NAMES =
  '1 InternalError 2 BadValue 4 NoSuchKey 8 UnknownError 9 FailedToParse 11 UserNotFound 13 Unauthorized ' +
  '14 TypeMismatch 15 Overflow 16 InvalidLength 20 IllegalOperation 22 InvalidBSON 26 NamespaceNotFound ' +
  '27 IndexNotFound 28 PathNotViable 40 ConflictingUpdateOperators 43 CursorNotFound 48 NamespaceExists ' +
  '50 MaxTimeMSExpired 52 DollarPrefixedFieldName 53 InvalidIdField 54 NotSingleValueField ' +
  '56 EmptyFieldName 57 DottedFieldName 59 CommandNotFound 61 ShardKeyNotFound 66 ImmutableField ' +
  '67 CannotCreateIndex 71 ReplicaSetNotFound 72 InvalidOptions 73 InvalidNamespace ' +
  '79 UnknownReplWriteConcern 85 IndexOptionsConflict 86 IndexKeySpecsConflict 96 OperationFailed ' +
  '100 UnsatisfiableWriteConcern 111 NotExactValueField 112 WriteConflict 115 CommandNotSupported ' +
  '117 ConflictingOperationInProgress 121 DocumentValidationFailure 125 CommandFailed ' +
  '146 ExceededMemoryLimit 165 ViewDepthLimitExceeded 166 CommandNotSupportedOnView ' +
  '167 OptionNotSupportedOnView 168 InvalidPipelineOperator 171 CannotIndexParallelArrays ' +
  '197 InvalidIndexSpecificationOption 206 NoSuchSession 217 IncompleteTransactionHistory ' +
  '222 CloseChangeStream 225 TransactionTooOld 237 CursorKilled 238 NotImplemented 239 SnapshotTooOld ' +
  '241 ConversionFailure 244 TransactionAborted 246 SnapshotUnavailable 251 NoSuchTransaction ' +
  '256 TransactionCommitted 257 TransactionTooLarge 263 OperationNotSupportedInTransaction ' +
  '280 ChangeStreamFatalError 286 ChangeStreamHistoryLost 290 TransactionExceededLifetimeLimitSeconds ' +
  '291 NoQueryExecutionPlans 292 QueryExceededMemoryLimitNoDiskUseAllowed 303 InvalidServerType ' +
  '10003 CannotGrowDocumentInCappedNamespace 10107 NotWritablePrimary 10334 BSONObjectTooLarge ' +
  '11000 DuplicateKey 11600 InterruptedAtShutdown 11601 Interrupted';

/** codeName by code. */
const CODE_NAMES: ReadonlyMap<number, string> = new Map(
  [...NAMES.matchAll(/(\d+) (\w+)/g)].map(([, code, name = '']) => [Number(code), name]),
);

/** A refusal that the client gets as a MongoDB error reply: `code`, `codeName`, `errmsg`, and `extra` (keyPattern …). */
export class EngineError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: number, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.codeName = CODE_NAMES.get(code) ?? `Location${code}`;
    this.extra = extra;
  }
}

/** Throws the refusal unless the condition holds. The message is built in any case: code that runs often has an `if`. */
export function ensure(condition: unknown, code: number, message: string): asserts condition {
  if (!condition) throw new EngineError(code, message);
}
