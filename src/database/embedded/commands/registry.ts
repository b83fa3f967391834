/** All commands by name, and those that are known but refused. */
import { EngineError } from '../language/index.ts';
import { ADMIN_COMMANDS } from './admin.ts';
import { AGGREGATE_COMMANDS } from './aggregate.ts';
import type { Call, Command } from './call.ts';
import { COLLECTION_COMMANDS } from './collections.ts';
import { EXPLAIN_COMMANDS } from './explain.ts';
import { FIND_COMMANDS } from './find.ts';
import { FIND_AND_MODIFY_COMMANDS } from './find-and-modify.ts';
import { INDEX_COMMANDS } from './indexes.ts';
import { INSERT_COMMANDS } from './insert.ts';
import { TRANSACTION_COMMANDS } from './transactions.ts';
import { UPDATE_COMMANDS } from './update.ts';

const COMMANDS = new Map<string, Command>(
  Object.entries({
    ...ADMIN_COMMANDS,
    ...AGGREGATE_COMMANDS,
    ...COLLECTION_COMMANDS,
    ...EXPLAIN_COMMANDS,
    ...FIND_COMMANDS,
    ...FIND_AND_MODIFY_COMMANDS,
    ...INDEX_COMMANDS,
    ...INSERT_COMMANDS,
    ...TRANSACTION_COMMANDS,
    ...UPDATE_COMMANDS,
  }),
);

/** Commands of a MongoDB server that the embedded engine doesn't have. */
const REFUSED = new Set([
  'saslStart',
  'saslContinue',
  'authenticate',
  'logout',
  'createUser',
  'updateUser',
  'dropUser',
  'usersInfo',
  'createRole',
  'dropRole',
  'rolesInfo',
  'mapReduce',
  'mapreduce',
  'eval',
  '$eval',
  'geoNear',
  'bulkWrite',
  'convertToCapped',
  'cloneCollectionAsCapped',
  'compact',
  'reIndex',
  'fsync',
  'currentOp',
  'killOp',
  'profile',
  'setParameter',
  'shutdown',
  'shardCollection',
  'enableSharding',
  'addShard',
  'replSetInitiate',
  'replSetReconfig',
  'applyOps',
  'planCacheClear',
  'planCacheListFilters',
  'planCacheSetFilter',
  'top',
  'connPoolStats',
  'dataSize',
  'dbHash',
  'features',
  'setUserWriteBlockMode',
]);

/** Field names that every command may carry. */
const GENERAL = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  '$readPreference',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
  '$configServerState',
  'maxTimeMSOpOnly',
  'stmtId',
  'stmtIds',
]);

/** The command; throws 59 or 115 when there is none, 40415 for an option that it doesn't have. */
export function commandFor(name: string, body: Call['body']): Command {
  const command = COMMANDS.get(name);
  if (!command) {
    if (REFUSED.has(name)) throw new EngineError(115, `command '${name}' is not supported by the embedded engine`);
    throw new EngineError(59, `no such command: '${name}'`);
  }
  if (command.options[0] === '*') return command;
  for (const option of Object.keys(body)) {
    if (option === name || GENERAL.has(option) || command.options.includes(option)) continue;
    throw new EngineError(40415, `BSON field '${name}.${option}' is an unknown field.`);
  }
  return command;
}
