/** explain: which plan a command would use, and what it costs. Writes are explained by the find they begin with. */
import { type Doc, EngineError, isDoc } from '../language/index.ts';
import { type FindQuery, planFor } from '../planner/find.ts';
import type { Plan } from '../planner/plan.ts';
import type { Answer } from '../wire/reply.ts';
import { aggregateFind } from './aggregate.ts';
import { type Call, type Command, collectionOf, namespaceOf, readCommand, textOption } from './call.ts';
import { findQuery, rowsOf } from './find.ts';
import { statementQuery, statementsOf } from './write.ts';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

function runExplain(call: Call): Answer {
  const inner = call.body.explain;
  if (!isDoc(inner)) throw new EngineError(14, "BSON field 'explain.explain' must be an object");
  const verbosity = textOption(call, 'verbosity') ?? 'allPlansExecution';
  if (!VERBOSITIES.includes(verbosity))
    throw new EngineError(2, `verbosity string must be one of {${VERBOSITIES.map((each) => `'${each}'`).join(', ')}}`);
  const name = Object.keys(inner)[0] ?? '';
  return explainCommand({ ...call, name, body: { ...inner, $db: call.database } }, verbosity);
}

/** Explains the command in `call`. */
export function explainCommand(call: Call, verbosity: string): Answer {
  const { query, rest } = queryOf(call);
  const collection = collectionOf(call);
  const plan = collection && planFor({ view: call.view, collection }, query);
  const winningPlan = planStages(plan, query);
  const queryPlanner: Doc = {
    namespace: namespaceOf(call),
    parsedQuery: query.filter,
    indexFilterSet: false,
    maxIndexedOrSolutionsReached: false,
    winningPlan,
    rejectedPlans: [],
  };
  const stats = verbosity === 'queryPlanner' ? {} : { executionStats: executionStats(call, query, winningPlan) };
  const found: Doc = { queryPlanner, ...stats };
  const shape: Doc = rest.length > 0 ? { stages: [{ $cursor: found }, ...rest] } : found;
  const serverInfo = { host: 'embedded', version: '7.0.14' };
  return { fields: { explainVersion: '1', ...shape, command: call.body, serverInfo } };
}

function queryOf(call: Call): { query: FindQuery; rest: readonly Doc[] } {
  const statement = (name: 'updates' | 'deletes'): FindQuery => {
    const [first, second] = statementsOf(call, name);
    if (!first || second) throw new EngineError(9, 'explained write batches must be of size 1');
    return statementQuery(call, first, collectionOf(call));
  };
  switch (call.name) {
    case 'find':
      return { query: findQuery(call, 'filter'), rest: [] };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { query: findQuery(call, 'query'), rest: [] };
    case 'aggregate':
      return aggregateFind(call);
    case 'update':
      return { query: statement('updates'), rest: [] };
    case 'delete':
      return { query: statement('deletes'), rest: [] };
    default:
      throw new EngineError(59, `Explain failed due to unknown command: ${call.name}`);
  }
}

function planStages(plan: Plan | undefined, query: FindQuery): Doc {
  const filter = Object.keys(query.filter).length > 0 ? { filter: query.filter } : {};
  let stage: Doc = { stage: 'EOF' };
  if (plan?.kind === 'scan') stage = { stage: 'COLLSCAN', ...filter, direction: plan.reverse ? 'backward' : 'forward' };
  else if (plan) stage = { stage: 'FETCH', ...filter, inputStage: indexStages(plan) };
  const { sort, skip, limit } = query;
  if (sort && Object.keys(sort).length > 0 && plan && !plan.sorted)
    stage = { stage: 'SORT', sortPattern: sort, inputStage: stage };
  if (skip) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  return stage;
}

function indexStages(plan: Plan): Doc {
  if (plan.kind === 'union') return { stage: 'OR', inputStages: plan.plans.map(indexStages) };
  if (plan.kind === 'scan') return { stage: 'COLLSCAN' };
  const { index } = plan;
  return {
    stage: 'IXSCAN',
    keyPattern: index.spec.key,
    indexName: index.name,
    isMultiKey: index.arrays.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    indexVersion: 2,
    direction: plan.reverse ? 'backward' : 'forward',
    ranges: plan.ranges.length,
  };
}

function executionStats(call: Call, query: FindQuery, winningPlan: Doc): Doc {
  const startedAt = performance.now();
  let nReturned = 0;
  for (const _row of rowsOf(call, query)) nReturned++;
  const { keys, documents } = call.watch;
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - startedAt),
    totalKeysExamined: keys,
    totalDocsExamined: documents,
    executionStages: { ...winningPlan, nReturned, keysExamined: keys, docsExamined: documents },
  };
}

export const EXPLAIN_COMMANDS: Readonly<Record<string, Command>> = {
  explain: readCommand(runExplain, { options: 'verbosity' }),
};
