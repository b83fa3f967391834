import { EngineError, ensure } from './error.ts';
import { SPECIAL, type ValueTest } from './filter-special.ts';
import { truthy } from './number.ts';
import type { Doc } from './types.ts';
import { isDoc, regexParts, T, typeName, typeOf } from './value.ts';

/** What is asked of one value. */
export type Test =
  | { readonly op: 'equal'; readonly value: unknown }
  | { readonly op: '$gt' | '$gte' | '$lt' | '$lte'; readonly value: unknown }
  | { readonly op: 'in'; readonly values: readonly unknown[] }
  | { readonly op: 'exists' }
  | { readonly op: 'regex'; readonly pattern: string; readonly options: string }
  | { readonly op: 'elementDocument' | 'elementValue'; readonly node: Node }
  | { readonly op: '$size' | 'special'; readonly accepts: ValueTest };

/** A parsed filter. `path` is '' for the element itself inside $elemMatch. */
export type Node =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'test'; readonly path: string; readonly test: Test }
  | { readonly kind: 'expression'; readonly spec: unknown }
  | { readonly kind: 'constant'; readonly value: boolean };

const and = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : { kind: 'and', nodes });
const not = (node: Node): Node => ({ kind: 'not', node });
const isRegex = (value: unknown): boolean => typeof value === 'object' && typeOf(value) === T.regex;
const equality = (value: unknown): Test =>
  isRegex(value) ? { op: 'regex', ...regexParts(value) } : { op: 'equal', value };

/** Names of the fields of a DBRef, which are no operators. */
export const DBREF: readonly string[] = ['$ref', '$id', '$db'];

/** True for `{$gt: …}`: a document whose first field is an operator, but not a DBRef. */
export const isOperatorDoc = (value: unknown): value is Doc => {
  const first = isDoc(value) ? Object.keys(value)[0] : undefined;
  return first?.startsWith('$') === true && !DBREF.includes(first);
};

const parseIn = (name: string, operand: unknown): Test => {
  ensure(Array.isArray(operand), 2, `${name} needs an array`);
  ensure(!operand.some(isOperatorDoc), 2, `cannot nest $ under ${name}`);
  return { op: 'in', values: operand };
};

const parseRegex = (operand: unknown, options: unknown): Test => {
  ensure(options === undefined || typeof options === 'string', 2, '$options has to be a string');
  if (!isRegex(operand)) {
    ensure(typeof operand === 'string', 2, '$regex has to be a string');
    return { op: 'regex', pattern: operand, options: options ?? '' };
  }
  const parts = regexParts(operand);
  ensure(options === undefined || parts.options === '', 51075, 'options set in both $regex and $options');
  return { op: 'regex', pattern: parts.pattern, options: options ?? parts.options };
};

/** Operators that may begin the filter of an element document. */
const LOGICAL: readonly string[] = ['$and', '$or', '$nor', '$expr'];

/** True for a document of conditions on the value itself. */
export const asksValue = (operand: Doc): boolean =>
  isOperatorDoc(operand) && !LOGICAL.includes(Object.keys(operand)[0] as string);

const parseElemMatch = (operand: unknown): Test => {
  ensure(isDoc(operand), 2, '$elemMatch needs an Object');
  if (asksValue(operand)) return { op: 'elementValue', node: and(parseOperators('', operand)) };
  ensure(operand.$expr === undefined, 2, '$expr can only be applied to the top-level document');
  return { op: 'elementDocument', node: parseFilter(operand) };
};

const parseAll = (path: string, operand: unknown): Node => {
  ensure(Array.isArray(operand), 2, '$all needs an array');
  if (operand.length === 0) return { kind: 'constant', value: false };
  const isElemMatch = (value: unknown): value is Doc => isDoc(value) && Object.keys(value)[0] === '$elemMatch';
  const areElements = operand.some(isElemMatch);
  ensure(!areElements || operand.every(isElemMatch), 2, '$all/$elemMatch has to be consistent');
  ensure(areElements || !operand.some(isOperatorDoc), 2, 'no $ expressions in $all');
  const tests = operand.map((value: unknown) =>
    isElemMatch(value) ? parseElemMatch(value.$elemMatch) : equality(value),
  );
  return and(tests.map((test) => ({ kind: 'test', path, test })));
};

const parseNot = (path: string, operand: unknown): Node => {
  if (isRegex(operand)) return not({ kind: 'test', path, test: equality(operand) });
  ensure(isDoc(operand), 2, '$not needs a regex or a document');
  ensure(Object.keys(operand).length > 0, 2, '$not cannot be empty');
  return not(and(parseOperators(path, operand)));
};

const NOT_SUPPORTED: Readonly<Record<string, [number, string]>> = {
  $where: [2, 'no globalScriptEngine in $where parsing'],
  $text: [27, 'text index required for $text query'],
  ...Object.fromEntries(
    ['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear', '$jsonSchema', '$sampleRate'].map(
      (name) => [name, [115, `The embedded engine does not support ${name}`]],
    ),
  ),
};

const refuse = (name: string, unknown: string): never => {
  const known = Object.hasOwn(NOT_SUPPORTED, name) ? NOT_SUPPORTED[name] : undefined;
  throw new EngineError(...(known ?? ([2, unknown] as const)));
};

/** Condition of one operator on a path; undefined for those that only serve another one ($options). */
const parseOperator = (path: string, name: string, siblings: Doc): Node | undefined => {
  const operand = siblings[name];
  const node = (test: Test): Node => ({ kind: 'test', path, test });
  switch (name) {
    case '$eq':
      return node({ op: 'equal', value: operand });
    case '$ne':
      ensure(!isRegex(operand), 2, "Can't have regex as arg to $ne.");
      return not(node({ op: 'equal', value: operand }));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      ensure(!isRegex(operand), 2, `Can't have RegEx as arg to predicate over field '${path}'.`);
      return node({ op: name, value: operand });
    case '$in':
      return node(parseIn(name, operand));
    case '$nin':
      return not(node(parseIn(name, operand)));
    case '$exists':
      return truthy(operand) ? node({ op: 'exists' }) : not(node({ op: 'exists' }));
    case '$not':
      return parseNot(path, operand);
    case '$regex':
      return node(parseRegex(operand, siblings.$options));
    case '$options':
      ensure(siblings.$regex !== undefined, 2, '$options needs a $regex');
      return undefined;
    case '$all':
      return parseAll(path, operand);
    case '$elemMatch':
      return node(parseElemMatch(operand));
    default: {
      const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name] : undefined;
      if (!special) return refuse(name, `unknown operator: ${name}`);
      return node({ op: name === '$size' ? name : 'special', accepts: special(operand, path) });
    }
  }
};

/** Conditions of an operator document on one path ('' for the value itself). */
export const parseOperators = (path: string, operators: Doc): Node[] =>
  Object.keys(operators).flatMap((name) => parseOperator(path, name, operators) ?? []);

const parseField = (path: string, value: unknown): Node =>
  isOperatorDoc(value) ? and(parseOperators(path, value)) : { kind: 'test', path, test: equality(value) };

const parseBranches = (name: '$and' | '$or' | '$nor', operand: unknown): Node => {
  ensure(Array.isArray(operand), 2, `${name} argument must be an array, but was of type: ${typeName(operand)}`);
  ensure(operand.length > 0, 2, '$and/$or/$nor must be a nonempty array');
  ensure(operand.every(isDoc), 2, '$or/$and/$nor entries need to be full objects');
  return { kind: name.slice(1) as 'and' | 'or' | 'nor', nodes: operand.map(parseFilter) };
};

const parseTopLevel = (name: string, operand: unknown): Node | undefined => {
  if (name === '$and' || name === '$or' || name === '$nor') return parseBranches(name, operand);
  if (name === '$expr') return { kind: 'expression', spec: operand };
  if (name === '$comment') return undefined;
  if (name === '$alwaysTrue' || name === '$alwaysFalse') return { kind: 'constant', value: name === '$alwaysTrue' };
  return refuse(name, `unknown top level operator: ${name}. To name a field that starts with '$' use $getField.`);
};

/** Parses a filter document; 2 BadValue and other codes as mongod for what it does not understand. */
export const parseFilter = (filter: Doc): Node => {
  const nodes = Object.keys(filter).flatMap((name) => {
    const isOperator = name.startsWith('$') && !DBREF.includes(name);
    return (isOperator ? parseTopLevel(name, filter[name]) : parseField(name, filter[name])) ?? [];
  });
  return nodes.length === 0 ? { kind: 'constant', value: true } : and(nodes);
};
