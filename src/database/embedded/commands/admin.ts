/** hello and what drivers and tools ask of a server besides data. */
import { hostname } from 'node:os';
import { type Doc, EngineError } from '../language/index.ts';
import { MAX_DOCUMENT_BYTES } from '../store/writer.ts';
import { arrayOption, type Call, type Command, readCommand } from './call.ts';

/** The server version whose behaviour is served, and the wire version that says so. */
const VERSION = '7.0.14';
const WIRE_VERSION = 21;
export const SET_NAME = 'ozluk';

function hello(call: Call): Doc {
  const me = call.engine.address();
  return {
    ...(call.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true }),
    ...{ setName: SET_NAME, setVersion: 1, hosts: [me], primary: me, me, secondary: false, readOnly: false },
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: call.now,
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
  };
}

function buildInfo(): Doc {
  const versionArray = VERSION.split('.').map(Number).concat(0);
  const build = { gitVersion: 'embedded', modules: [], storageEngines: ['lmdb'], bits: 64, debug: false };
  return { version: VERSION, versionArray, ...build, maxBsonObjectSize: MAX_DOCUMENT_BYTES };
}

function serverStatus({ engine, now }: Call): Doc {
  return {
    ...{ host: hostname(), version: VERSION, process: 'embedded', pid: process.pid, localTime: now },
    uptime: Math.round((now.getTime() - engine.startedAt) / 1000),
    storageEngine: { name: 'lmdb', supportsCommittedReads: true, persistent: true },
    logicalSessionRecordCache: { activeSessionsCount: engine.sessions.size },
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    mem: { bits: 64, resident: Math.round(process.memoryUsage().rss / 2 ** 20) },
  };
}

function endSessions(call: Call): Doc {
  for (const lsid of arrayOption(call, call.name) ?? []) {
    const session = call.engine.sessions.find(lsid);
    if (!session) continue;
    call.engine.cursors.killWhere((cursor) => cursor.sessionId === session.id);
    call.engine.sessions.end(session);
  }
  return {};
}

function refreshSessions(call: Call): Doc {
  for (const lsid of arrayOption(call, call.name) ?? []) call.engine.sessions.use(lsid);
  return {};
}

function killAllSessions({ engine }: Call): Doc {
  engine.sessions.abortAll();
  engine.cursors.killWhere((cursor) => cursor.sessionId !== undefined);
  return {};
}

function replSetGetStatus(call: Call): Doc {
  const member = { _id: 0, name: call.engine.address(), health: 1, state: 1, stateStr: 'PRIMARY', self: true };
  return { set: SET_NAME, date: call.now, myState: 1, members: [member] };
}

function getParameter(call: Call): Doc {
  const known: Doc = {
    featureCompatibilityVersion: { version: '7.0' },
    enableTestCommands: call.engine.failPoints !== undefined,
    transactionLifetimeLimitSeconds: 60,
    localLogicalSessionTimeoutMinutes: 30,
  };
  if (call.body.getParameter === '*') return known;
  const wanted = Object.keys(call.body).filter((name) => Object.hasOwn(known, name));
  if (wanted.length === 0) throw new EngineError(72, 'no option found to get');
  return Object.fromEntries(wanted.map((name) => [name, known[name]]));
}

function configureFailPoint(call: Call): Doc {
  if (!call.engine.failPoints) throw new EngineError(59, "no such command: 'configureFailPoint'");
  call.engine.failPoints.configure(call.body);
  return {};
}

/** What each command gives. */
const REPLIES: Readonly<Record<string, (call: Call) => Doc>> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: () => ({}),
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  hostInfo: ({ now }) => ({ system: { currentTime: now, hostname: hostname() }, os: { type: process.platform } }),
  getParameter,
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  endSessions,
  killSessions: endSessions,
  killAllSessions,
  refreshSessions,
  replSetGetStatus,
  configureFailPoint,
  whatsmyuri: () => ({ you: '127.0.0.1' }),
  getCmdLineOpts: () => ({ argv: [], parsed: {} }),
};

export const ADMIN_COMMANDS: Readonly<Record<string, Command>> = Object.fromEntries(
  Object.entries(REPLIES).map(([name, reply]) => [
    name,
    readCommand((call) => ({ fields: reply(call) }), { options: '*' }),
  ]),
);
