/** The door of the database room: opening it, collections, transactions, audit, sequences, sealed fields. */
export { type AuditEntry, type AuditLine, auditLines, writeAudit } from './audit.ts';
export { BackupError, backupDatabase, type CollectionCount, restoreDatabase } from './backup.ts';
export { type Collection, type QueryFilter, type Row, Schema } from './collection.ts';
export { type Database, type DatabaseOptions, type EngineInfo, openDatabase } from './connect.ts';
export type { CommandContext } from './context.ts';
export { type CollectionModel, defineCollection, prepareCollections } from './model.ts';
export { createFieldCipher, type FieldCipher, localFieldKey } from './secret.ts';
export { nextNumber } from './sequence.ts';
export { inTransaction } from './transaction.ts';
