import { type Node, parseFilter, type Test } from './filter-parse.ts';
import { numberOf } from './number.ts';
import { isIndex } from './path.ts';
import { anchoredPrefix } from './regex.ts';
import type { Doc, FilterPredicates, PathPredicate } from './types.ts';
import { isDoc, T, typeOf } from './value.ts';

/** What is being collected: conditions of one "and", inside an $elemMatch or not. */
interface Collection {
  readonly paths: PathPredicate[];
  readonly ors: (readonly FilterPredicates[])[];
  readonly variables: Doc;
}

/** Index points for an equality: an array lies under its first element or is one itself; undefined if no index helps. */
const pointsOf = (value: unknown): unknown[] | undefined => {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length === 0 ? undefined : [value[0] ?? null, value];
};

const inPredicate = (path: string, values: readonly unknown[], elements: boolean): PathPredicate[] => {
  const points = values.map(pointsOf);
  const usable = values.every((value) => typeOf(value) !== T.regex) && points.every((point) => point !== undefined);
  if (!usable) return [];
  const flat = points.flatMap((point) => point ?? []);
  if (flat.length === 1) return [{ path, kind: 'equal', value: flat[0], elements }];
  return [{ path, kind: 'in', values: flat, elements }];
};

const rangePredicate = (path: string, test: Test & { value: unknown }, elements: boolean): PathPredicate[] => {
  const { op, value } = test;
  const type = typeOf(value);
  if (type === T.array || type === T.minKey || type === T.maxKey) return [];
  const inclusive = op === '$gte' || op === '$lte';
  if (type === T.null || Number.isNaN(type === T.double ? numberOf(value) : 0)) {
    return inclusive ? [{ path, kind: 'equal', value, elements }] : [];
  }
  const bound = { value, inclusive };
  if (op === '$gt' || op === '$gte') return [{ path, kind: 'range', low: bound, elements }];
  return [{ path, kind: 'range', high: bound, elements }];
};

/** What a test says to an index. */
const predicatesOf = (path: string, test: Test, elements: boolean): PathPredicate[] => {
  switch (test.op) {
    case 'equal':
      return inPredicate(path, [test.value], elements);
    case 'in':
      return inPredicate(path, test.values, elements);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return rangePredicate(path, test, elements);
    case 'regex': {
      const prefix = anchoredPrefix(test.pattern, test.options);
      return prefix === undefined ? [] : [{ path, kind: 'prefix', prefix, elements }];
    }
    case 'exists':
      return [{ path, kind: 'exists', elements }];
    default:
      return [];
  }
};

const constantOf = (spec: unknown, variables: Doc): unknown => {
  if (typeof spec === 'string')
    return spec.startsWith('$$') ? variables[spec.slice(2)] : spec.startsWith('$') ? undefined : spec;
  if (!isDoc(spec)) return spec;
  return '$literal' in spec ? spec.$literal : undefined;
};

/** Equalities `{$eq: ['$field', scalar]}` of an $expr, which does not enter arrays, nor take missing for null. */
const addExpression = (into: Collection, spec: unknown): void => {
  if (!isDoc(spec)) return;
  if (Array.isArray(spec.$and)) for (const part of spec.$and) addExpression(into, part);
  const pair: unknown = spec.$eq;
  if (!Array.isArray(pair) || pair.length !== 2) return;
  for (const [field, other] of [pair, pair.toReversed()]) {
    if (typeof field !== 'string' || !/^\$[^$]/.test(field)) continue;
    const value = constantOf(other, into.variables);
    const type = typeOf(value);
    if (type === T.missing || type === T.null || type === T.array || type === T.regex) continue;
    into.paths.push({ path: field.slice(1), kind: 'equal', value, elements: false });
  }
};

/** `a.0` means an element of an array and a field of its documents; an index keeps only one of the two. */
const isAmbiguous = (path: string): boolean => path.split('.').slice(1).some(isIndex);

/** Adds a node's conditions; `under` is the path of the $elemMatch it stands in. */
const addNode = (into: Collection, node: Node, under: string | undefined): void => {
  if (node.kind === 'and') for (const inner of node.nodes) addNode(into, inner, under);
  if (node.kind === 'test') {
    const path = under === undefined ? node.path : node.path === '' ? under : `${under}.${node.path}`;
    if (isAmbiguous(path)) return;
    if ('node' in node.test) addNode(into, node.test.node, path);
    else into.paths.push(...predicatesOf(path, node.test, under !== undefined));
  }
  if (under !== undefined) return;
  if (node.kind === 'expression') addExpression(into, node.spec);
  if (node.kind !== 'or') return;
  const branches = node.nodes.map((branch) => collectFrom(branch, into.variables));
  const [only] = branches;
  if (only && branches.length === 1) {
    into.paths.push(...only.paths);
    into.ors.push(...only.ors);
  } else into.ors.push(branches);
};

const collectFrom = (node: Node, variables: Doc): FilterPredicates => {
  const into: Collection = { paths: [], ors: [], variables };
  addNode(into, node, undefined);
  return { paths: into.paths, ors: into.ors };
};

/** What an index can use of a filter. `$expr: {$eq: ['$field', constant or $$variable]}` counts as an equality. */
export const filterPredicates = (filter: Doc, variables: Doc = {}): FilterPredicates =>
  collectFrom(parseFilter(filter), variables);
