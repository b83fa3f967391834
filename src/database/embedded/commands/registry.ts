/** All commands by name, and those that are known but refused. */
import { EngineError } from '../language/index.ts';
import { ADMIN_COMMANDS } from './admin.ts';
import { AGGREGATE_COMMANDS } from './aggregate.ts';
import { type Call, type Command, unsupported } from './call.ts';
import { COLLECTION_COMMANDS } from './collections.ts';
import { EXPLAIN_COMMANDS } from './explain.ts';
import { FIND_COMMANDS } from './find.ts';
import { INDEX_COMMANDS } from './indexes.ts';
import { STATISTICS_COMMANDS } from './statistics.ts';
import { TRANSACTION_COMMANDS } from './transactions.ts';
import { WRITE_COMMANDS } from './write.ts';

const COMMANDS = new Map<string, Command>(
  Object.entries({
    ...ADMIN_COMMANDS,
    ...AGGREGATE_COMMANDS,
    ...COLLECTION_COMMANDS,
    ...EXPLAIN_COMMANDS,
    ...FIND_COMMANDS,
    ...INDEX_COMMANDS,
    ...STATISTICS_COMMANDS,
    ...TRANSACTION_COMMANDS,
    ...WRITE_COMMANDS,
  }),
);

/** Commands of a MongoDB server that the embedded engine doesn't have. */
const REFUSED = new Set(
  `saslStart saslContinue authenticate logout createUser updateUser dropUser usersInfo createRole dropRole rolesInfo
  mapReduce mapreduce eval $eval geoNear bulkWrite convertToCapped cloneCollectionAsCapped compact reIndex fsync currentOp
  killOp profile setParameter shutdown shardCollection enableSharding addShard replSetInitiate replSetReconfig applyOps
  planCacheClear planCacheListFilters planCacheSetFilter top connPoolStats dataSize dbHash features setUserWriteBlockMode
  startSession`.split(/\s+/),
);

const SEARCH = new Set(['createSearchIndexes', 'updateSearchIndex', 'dropSearchIndex']);

/** Field names that every command may carry. */
const GENERAL = new Set(
  `$db lsid $clusterTime txnNumber autocommit startTransaction readConcern writeConcern $readPreference maxTimeMS comment
  apiVersion apiStrict apiDeprecationErrors $audit $client $configServerState maxTimeMSOpOnly stmtId stmtIds`.split(
    /\s+/,
  ),
);

/** The command; throws 59 or 115 when there is none, 40415 or 115 for an option that it doesn't have. */
export function commandFor(name: string, body: Call['body']): Command {
  const command = COMMANDS.get(name);
  if (!command) {
    if (REFUSED.has(name)) throw unsupported(`command '${name}'`);
    if (SEARCH.has(name))
      throw new EngineError(31082, 'Search indexes need MongoDB Atlas; the embedded engine has none');
    throw new EngineError(59, `no such command: '${name}'`);
  }
  if (command.options.has('*')) return command;
  for (const option in body) {
    if (option === name || GENERAL.has(option) || command.options.has(option)) continue;
    if (!command.refused.has(option))
      throw new EngineError(40415, `BSON field '${name}.${option}' is an unknown field.`);
    if (body[option]) throw unsupported(`${name} option '${option}'`);
  }
  return command;
}
