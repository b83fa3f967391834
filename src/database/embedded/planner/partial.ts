/** Decides whether a filter's conditions imply the condition of a partial index, so that the index holds every match. */
import {
  bsonType,
  compare,
  compileFilter,
  type Doc,
  EngineError,
  isDoc,
  type PathPredicate,
} from '../language/index.ts';
import { valuesOf } from './bounds.ts';

/** True when every document that satisfies `predicates` satisfies `partial`. False when in doubt. */
export function impliesPartial(partial: Doc, predicates: readonly PathPredicate[]): boolean {
  return Object.entries(partial).every(([path, condition]) => {
    if (path === '$and')
      return Array.isArray(condition) && condition.every((part) => isDoc(part) && impliesPartial(part, predicates));
    if (path.startsWith('$')) return false;
    const operators =
      isDoc(condition) && Object.keys(condition)[0]?.startsWith('$')
        ? Object.entries(condition)
        : [['$eq', condition] as const];
    return operators.every(([operator, value]) =>
      predicates.some((known) => known.path === path && implies(known, operator, value)),
    );
  });
}

function implies(known: PathPredicate, operator: string, value: unknown): boolean {
  if (known.kind === 'range') return rangeImplies(known, operator, value);
  if (known.kind === 'prefix' || known.kind === 'exists') return operator === '$exists' && isTrue(value);
  const values = valuesOf(known);
  return values.length > 0 && values.every((each) => valueImplies(each, operator, value));
}

function valueImplies(known: unknown, operator: string, value: unknown): boolean {
  if (known === null || known === undefined || Array.isArray(known)) return false;
  return compileFilter({ value: { [operator]: value } }, {})({ value: known });
}

function rangeImplies(known: PathPredicate & { kind: 'range' }, operator: string, value: unknown): boolean {
  const sample = known.low?.value ?? known.high?.value;
  if (sample === null || sample === undefined) return false;
  if (operator === '$exists') return isTrue(value);
  if (bsonType(sample).name !== bsonType(value).name) return false;
  const isLow = operator === '$gt' || operator === '$gte';
  const bound = isLow ? known.low : operator === '$lt' || operator === '$lte' ? known.high : undefined;
  if (!bound) return false;
  const order = compare(bound.value, value) * (isLow ? 1 : -1);
  return order > 0 || (order === 0 && (operator.endsWith('e') || !bound.inclusive));
}

function isTrue(value: unknown): boolean {
  return value === true || Number(value) > 0;
}

const PARTIAL_OPERATORS = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

/** Refuses conditions that MongoDB refuses in a partial index (67). */
export function checkPartial(partial: Doc): void {
  for (const [path, condition] of Object.entries(partial)) {
    if (path === '$and' || path === '$or') {
      for (const part of Array.isArray(condition) ? condition : []) if (isDoc(part)) checkPartial(part);
      continue;
    }
    const operators = isDoc(condition) ? Object.keys(condition).filter((name) => name.startsWith('$')) : [];
    const bad = path.startsWith('$') ? path : operators.find((name) => !PARTIAL_OPERATORS.includes(name));
    if (bad !== undefined) throw new EngineError(67, `Expression not supported in partial index: ${bad}`);
    if (isDoc(condition) && '$exists' in condition && !isTrue(condition.$exists)) {
      throw new EngineError(67, 'Expression not supported in partial index: $exists: false');
    }
  }
}
