/** hello and what drivers and tools ask of a server besides data. */
import { hostname } from 'node:os';
import { type Doc, EngineError, keyBytes } from '../language/index.ts';
import { documentRange, indexPrefix } from '../store/keys.ts';
import { findMismatches } from '../store/verify.ts';
import { MAX_DOCUMENT_BYTES } from '../store/writer.ts';
import { type Answer, arrayOption, type Call, type Command, namespaceOf } from './call.ts';

/** The server version whose behaviour is served, and the wire version that says so. */
const VERSION = '7.0.14';
const WIRE_VERSION = 21;
export const SET_NAME = 'ozluk';

function runHello(call: Call): Answer {
  const me = call.engine.address();
  const legacy = call.name !== 'hello';
  return {
    fields: {
      ...(legacy ? { ismaster: true, helloOk: true } : { isWritablePrimary: true }),
      setName: SET_NAME,
      setVersion: 1,
      hosts: [me],
      primary: me,
      me,
      secondary: false,
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      localTime: call.now,
      logicalSessionTimeoutMinutes: 30,
      connectionId: 1,
      minWireVersion: 0,
      maxWireVersion: WIRE_VERSION,
      readOnly: false,
    },
  };
}

function runBuildInfo(): Answer {
  return {
    fields: {
      version: VERSION,
      versionArray: VERSION.split('.').map(Number).concat(0),
      gitVersion: 'embedded',
      modules: [],
      storageEngines: ['lmdb'],
      bits: 64,
      debug: false,
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    },
  };
}

function runServerStatus(call: Call): Answer {
  const { engine } = call;
  return {
    fields: {
      host: hostname(),
      version: VERSION,
      process: 'embedded',
      pid: process.pid,
      uptime: Math.round((Date.now() - engine.startedAt) / 1000),
      localTime: call.now,
      storageEngine: { name: 'lmdb', supportsCommittedReads: true, persistent: true },
      logicalSessionRecordCache: { activeSessionsCount: engine.sessions.size },
      metrics: { cursor: { open: { total: engine.cursors.size } } },
      mem: { bits: 64, resident: Math.round(process.memoryUsage().rss / 2 ** 20) },
    },
  };
}

function runEndSessions(call: Call): Answer {
  for (const lsid of arrayOption(call, call.name) ?? []) {
    const session = call.engine.sessions.find(lsid);
    if (!session) continue;
    call.engine.cursors.killWhere((cursor) => cursor.sessionId === session.id);
    call.engine.sessions.end(session);
  }
  return { fields: {} };
}

function runRefreshSessions(call: Call): Answer {
  for (const lsid of arrayOption(call, call.name) ?? []) call.engine.sessions.use(lsid);
  return { fields: {} };
}

function runKillAllSessions(call: Call): Answer {
  for (const session of call.engine.sessions.all()) {
    if (session.transaction?.state === 'open') session.transaction.end('aborted');
    call.engine.cursors.killWhere((cursor) => cursor.sessionId === session.id);
  }
  return { fields: {} };
}

function runStartSession(call: Call): Answer {
  return { fields: { id: call.body.lsid ?? {}, timeoutMinutes: 30 } };
}

function runReplSetGetStatus(call: Call): Answer {
  const name = call.engine.address();
  return {
    fields: {
      set: SET_NAME,
      date: call.now,
      myState: 1,
      members: [{ _id: 0, name, health: 1, state: 1, stateStr: 'PRIMARY', self: true }],
    },
  };
}

function runGetParameter(call: Call): Answer {
  const known: Doc = {
    featureCompatibilityVersion: { version: '7.0' },
    enableTestCommands: call.engine.failPoints !== undefined,
    transactionLifetimeLimitSeconds: 60,
    localLogicalSessionTimeoutMinutes: 30,
  };
  const wanted = Object.keys(call.body).filter((name) => name in known);
  const fields = call.body.getParameter === '*' ? known : Object.fromEntries(wanted.map((name) => [name, known[name]]));
  if (Object.keys(fields).length === 0) throw new EngineError(72, 'no option found to get');
  return { fields };
}

/** Compares every index with the documents. */
function runValidate(call: Call): Answer {
  const collection = call.view.collection(namespaceOf(call));
  if (!collection) throw new EngineError(26, `Collection '${namespaceOf(call)}' does not exist to validate.`);
  const { database } = call.engine.store;
  const nrecords = database.count(documentRange(collection.id));
  const keysPerIndex: Doc = {};
  for (const index of collection.indexes) {
    const start = indexPrefix(index.id);
    keysPerIndex[index.name] = database.count({ start, end: keyBytes.after(start) });
  }
  const errors = findMismatches(database, collection, () => call.watch.tick());
  return {
    fields: {
      ns: collection.namespace,
      nrecords,
      nIndexes: collection.indexes.length,
      keysPerIndex,
      valid: errors.length === 0,
      errors,
      warnings: [],
    },
  };
}

function runFailPoint(call: Call): Answer {
  if (!call.engine.failPoints) throw new EngineError(59, "no such command: 'configureFailPoint'");
  call.engine.failPoints.configure(call.body);
  return { fields: {} };
}

function runHostInfo(call: Call): Answer {
  return { fields: { system: { currentTime: call.now, hostname: hostname() }, os: { type: process.platform } } };
}

const ANY = ['*'];
const read = (run: (call: Call) => Answer, options: readonly string[] = []): Command => ({
  kind: 'read',
  inTransaction: false,
  options,
  run,
});
const hello = read(runHello, ANY);

export const ADMIN_COMMANDS: Readonly<Record<string, Command>> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: read(() => ({ fields: {} }), ANY),
  buildInfo: read(runBuildInfo),
  buildinfo: read(runBuildInfo),
  serverStatus: read(runServerStatus, ANY),
  hostInfo: read(runHostInfo),
  getParameter: read(runGetParameter, ANY),
  connectionStatus: read(
    () => ({ fields: { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } } }),
    ['showPrivileges'],
  ),
  startSession: read(runStartSession),
  endSessions: read(runEndSessions),
  killSessions: read(runEndSessions),
  killAllSessions: read(runKillAllSessions),
  refreshSessions: read(runRefreshSessions),
  replSetGetStatus: read(runReplSetGetStatus),
  validate: read(runValidate, ['full', 'repair', 'metadata', 'checkBSONConformance', 'background']),
  configureFailPoint: read(runFailPoint, ANY),
  whatsmyuri: read(() => ({ fields: { you: '127.0.0.1' } })),
  getCmdLineOpts: read(() => ({ fields: { argv: [], parsed: {} } })),
};
