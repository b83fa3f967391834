/** explain: which plan a command would use, and what it costs. Writes are explained by the find they begin with. */
import { type Doc, EngineError, isDoc, splitPipeline } from '../language/index.ts';
import { type FindQuery, findRows, planFor } from '../planner/find.ts';
import type { Plan } from '../planner/plan.ts';
import type { Collection, Index } from '../store/catalog.ts';
import { aggregateFind, pipelineOf } from './aggregate.ts';
import type { Answer, Call, Command } from './call.ts';
import { collatorFor, hintOption, namespaceOf, textOption } from './call.ts';
import { findQuery, limitsOf } from './find.ts';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

function runExplain(call: Call): Answer {
  const inner = call.body.explain;
  if (!isDoc(inner)) throw new EngineError(14, "BSON field 'explain.explain' must be an object");
  const verbosity = textOption(call, 'verbosity') ?? 'allPlansExecution';
  if (!VERBOSITIES.includes(verbosity))
    throw new EngineError(2, `verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}`);
  const name = Object.keys(inner)[0] ?? '';
  return explainCommand({ ...call, name, body: { ...inner, $db: call.database } }, verbosity);
}

/** Explains the command in `call`. */
export function explainCommand(call: Call, verbosity: string): Answer {
  const { query, rest } = queryOf(call);
  const namespace = namespaceOf(call);
  const collection = call.view.collection(namespace);
  const source = collection && { view: call.view, collection };
  const plan = source && planFor(source, query);
  const needsSort =
    query.sort !== undefined && Object.keys(query.sort).length > 0 && plan !== undefined && !plan.sorted;
  const winningPlan = withStages(plan ? planStages(plan, query) : { stage: 'EOF' }, query, needsSort);
  const queryPlanner: Doc = {
    namespace,
    parsedQuery: query.filter,
    indexFilterSet: false,
    maxIndexedOrSolutionsReached: false,
    winningPlan,
    rejectedPlans: [],
  };
  const stats =
    verbosity === 'queryPlanner' ? {} : { executionStats: executionStats(call, collection, { query, winningPlan }) };
  const found: Doc = { queryPlanner, ...stats };
  const shape: Doc = rest.length > 0 ? { stages: [{ $cursor: found }, ...rest] } : found;
  return {
    fields: { explainVersion: '1', ...shape, command: call.body, serverInfo: { host: 'embedded', version: '7.0.14' } },
  };
}

function queryOf(call: Call): { query: FindQuery; rest: readonly Doc[] } {
  switch (call.name) {
    case 'find':
      return { query: findQuery(call, 'filter'), rest: [] };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { query: findQuery(call, 'query'), rest: [] };
    case 'aggregate': {
      splitPipeline(pipelineOf(call));
      return aggregateFind(call);
    }
    case 'update':
    case 'delete':
      return { query: statementQuery(call), rest: [] };
    default:
      throw new EngineError(59, `Explain failed due to unknown command: ${call.name}`);
  }
}

function statementQuery(call: Call): FindQuery {
  const list = call.body[call.name === 'update' ? 'updates' : 'deletes'];
  const statement: unknown = Array.isArray(list) ? list[0] : undefined;
  if (!isDoc(statement) || !isDoc(statement.q)) throw new EngineError(9, 'explained write batches must be of size 1');
  const fallback = call.view.collection(namespaceOf(call))?.collator;
  return {
    filter: statement.q,
    hint: hintOption(statement.hint),
    collator: collatorFor(statement.collation, fallback),
    now: call.now,
  };
}

function planStages(plan: Plan, query: FindQuery): Doc {
  const filter = Object.keys(query.filter).length > 0 ? { filter: query.filter } : {};
  switch (plan.kind) {
    case 'scan':
      return { stage: 'COLLSCAN', ...filter, direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return { stage: 'FETCH', ...filter, inputStage: indexStage(plan.index, plan.reverse, plan.ranges.length) };
    case 'union':
      return {
        stage: 'FETCH',
        ...filter,
        inputStage: {
          stage: 'OR',
          inputStages: plan.plans.map((part) =>
            part.kind === 'index' ? indexStage(part.index, part.reverse, part.ranges.length) : planStages(part, query),
          ),
        },
      };
  }
}

function indexStage(index: Index, reverse: boolean, ranges: number): Doc {
  return {
    stage: 'IXSCAN',
    keyPattern: index.spec.key,
    indexName: index.name,
    isMultiKey: index.arrays.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    indexVersion: 2,
    direction: reverse ? 'backward' : 'forward',
    ranges,
  };
}

function withStages(input: Doc, query: FindQuery, needsSort: boolean): Doc {
  let stage = input;
  if (needsSort) stage = { stage: 'SORT', sortPattern: query.sort, inputStage: stage };
  if (query.skip) stage = { stage: 'SKIP', skipAmount: query.skip, inputStage: stage };
  if (query.limit) stage = { stage: 'LIMIT', limitAmount: query.limit, inputStage: stage };
  return stage;
}

function executionStats(
  call: Call,
  collection: Collection | undefined,
  what: { query: FindQuery; winningPlan: Doc },
): Doc {
  const startedAt = performance.now();
  let nReturned = 0;
  if (collection) for (const _row of findRows({ view: call.view, collection }, what.query, limitsOf(call))) nReturned++;
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - startedAt),
    totalKeysExamined: call.watch.keys,
    totalDocsExamined: call.watch.documents,
    executionStages: {
      ...what.winningPlan,
      nReturned,
      keysExamined: call.watch.keys,
      docsExamined: call.watch.documents,
    },
  };
}

export const EXPLAIN_COMMANDS: Readonly<Record<string, Command>> = {
  explain: { kind: 'read', inTransaction: false, options: ['verbosity'], run: runExplain },
};
