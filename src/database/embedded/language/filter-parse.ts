import { EngineError } from './error.ts';
import { parseBits, parseMod, parseSize, parseTypes } from './filter-operands.ts';
import { truthy } from './number.ts';
import type { Doc } from './types.ts';
import { isDoc, regexParts, T, typeName, typeOf } from './value.ts';

/** What is asked of one value. */
export type Test =
  | { readonly op: 'equal'; readonly value: unknown }
  | { readonly op: '$gt' | '$gte' | '$lt' | '$lte'; readonly value: unknown }
  | { readonly op: 'in'; readonly values: readonly unknown[] }
  | { readonly op: 'exists' }
  | { readonly op: 'type'; readonly types: ReadonlySet<number> }
  | { readonly op: 'mod'; readonly divisor: bigint; readonly remainder: bigint }
  | { readonly op: 'regex'; readonly pattern: string; readonly options: string }
  | { readonly op: 'size'; readonly size: number }
  | { readonly op: 'bits'; readonly mode: string; readonly mask: bigint }
  | { readonly op: 'elementDocument'; readonly node: Node }
  | { readonly op: 'elementValue'; readonly node: Node };

/** A parsed filter. `path` is '' for the element itself inside $elemMatch. */
export type Node =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'test'; readonly path: string; readonly test: Test }
  | { readonly kind: 'expression'; readonly spec: unknown }
  | { readonly kind: 'constant'; readonly value: boolean };

const bad = (message: string): EngineError => new EngineError(2, message);
const and = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : { kind: 'and', nodes });
const not = (node: Node): Node => ({ kind: 'not', node });

const isRegex = (value: unknown): boolean => typeof value === 'object' && typeOf(value) === T.regex;

const regexTest = (value: unknown, options?: string): Test => {
  const parts = regexParts(value);
  return { op: 'regex', pattern: parts.pattern, options: options ?? parts.options };
};

const equality = (value: unknown): Test => (isRegex(value) ? regexTest(value) : { op: 'equal', value });

const parseIn = (name: string, operand: unknown): Test => {
  if (!Array.isArray(operand)) throw bad(`${name} needs an array`);
  for (const value of operand) {
    if (isDoc(value) && isOperatorDoc(value)) throw bad(`cannot nest $ under ${name}`);
  }
  return { op: 'in', values: operand };
};

const parseRegex = (operand: unknown, siblings: Doc): Test => {
  const options = siblings.$options;
  if (options !== undefined && typeof options !== 'string') throw bad('$options has to be a string');
  if (isRegex(operand)) {
    if (options !== undefined && regexParts(operand).options !== '') {
      throw new EngineError(51075, 'options set in both $regex and $options');
    }
    return regexTest(operand, options);
  }
  if (typeof operand !== 'string') throw bad('$regex has to be a string');
  return { op: 'regex', pattern: operand, options: options ?? '' };
};

const parseElemMatch = (operand: unknown): Test => {
  if (!isDoc(operand)) throw bad('$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  const logical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
  if (first?.startsWith('$') && !logical && isOperatorDoc(operand)) {
    return { op: 'elementValue', node: and(parseOperators('', operand)) };
  }
  if (operand.$expr !== undefined) throw bad('$expr can only be applied to the top-level document');
  return { op: 'elementDocument', node: parseFilter(operand) };
};

const parseAll = (path: string, operand: unknown): Node => {
  if (!Array.isArray(operand)) throw bad('$all needs an array');
  if (operand.length === 0) return { kind: 'constant', value: false };
  const elementMatches = operand.filter((value) => isDoc(value) && Object.keys(value)[0] === '$elemMatch').length;
  if (elementMatches > 0 && elementMatches < operand.length) throw bad('$all/$elemMatch has to be consistent');
  return and(
    operand.map((value: unknown) => {
      const test = elementMatches > 0 ? parseElemMatch((value as Doc).$elemMatch) : equality(value);
      if (elementMatches === 0 && isDoc(value) && isOperatorDoc(value)) throw bad('no $ expressions in $all');
      return { kind: 'test', path, test } satisfies Node;
    }),
  );
};

const parseNot = (path: string, operand: unknown): Node => {
  if (isRegex(operand)) return not({ kind: 'test', path, test: regexTest(operand) });
  if (!isDoc(operand)) throw bad('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw bad('$not cannot be empty');
  return not(and(parseOperators(path, operand)));
};

const parseRange = (path: string, op: '$gt' | '$gte' | '$lt' | '$lte', value: unknown): Test => {
  if (isRegex(value)) throw bad(`Can't have RegEx as arg to predicate over field '${path}'.`);
  return { op, value };
};

const REFUSED: Readonly<Record<string, [number, string]>> = {
  $near: [115, 'Geospatial operators are not supported: $near'],
  $nearSphere: [115, 'Geospatial operators are not supported: $nearSphere'],
  $geoWithin: [115, 'Geospatial operators are not supported: $geoWithin'],
  $geoIntersects: [115, 'Geospatial operators are not supported: $geoIntersects'],
  $within: [115, 'Geospatial operators are not supported: $within'],
  $geoNear: [115, 'Geospatial operators are not supported: $geoNear'],
  $where: [2, 'no globalScriptEngine in $where parsing'],
  $text: [27, 'text index required for $text query'],
  $jsonSchema: [115, '$jsonSchema is not supported'],
  $sampleRate: [115, '$sampleRate is not supported'],
};

const refuse = (name: string, unknown: string): never => {
  const known = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  throw known ? new EngineError(...known) : bad(unknown);
};

/** Condition of one operator on a path; undefined for those that only serve another one ($options). */
const parseOperator = (path: string, name: string, siblings: Doc): Node | undefined => {
  const operand = siblings[name];
  const test = (made: Test): Node => ({ kind: 'test', path, test: made });
  switch (name) {
    case '$eq':
      return test({ op: 'equal', value: operand });
    case '$ne':
      if (isRegex(operand)) throw bad("Can't have regex as arg to $ne.");
      return not(test({ op: 'equal', value: operand }));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return test(parseRange(path, name, operand));
    case '$in':
      return test(parseIn(name, operand));
    case '$nin':
      return not(test(parseIn(name, operand)));
    case '$exists':
      return truthy(operand) ? test({ op: 'exists' }) : not(test({ op: 'exists' }));
    case '$not':
      return parseNot(path, operand);
    case '$regex':
      return test(parseRegex(operand, siblings));
    case '$options':
      if (siblings.$regex === undefined) throw bad('$options needs a $regex');
      return undefined;
    case '$all':
      return parseAll(path, operand);
    case '$elemMatch':
      return test(parseElemMatch(operand));
    default:
      return test(parseRareOperator(path, name, operand));
  }
};

const parseRareOperator = (path: string, name: string, operand: unknown): Test => {
  switch (name) {
    case '$type':
      return { op: 'type', types: parseTypes(path, operand) };
    case '$mod':
      return { op: 'mod', ...parseMod(operand) };
    case '$size':
      return { op: 'size', size: parseSize(operand) };
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return { op: 'bits', mode: name, mask: parseBits(name, operand) };
    default:
      return refuse(name, `unknown operator: ${name}`);
  }
};

/** True for `{$gt: …}`: a document whose first field is an operator, but not a DBRef. */
export const isOperatorDoc = (value: Doc): boolean => {
  const first = Object.keys(value)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
};

/** Conditions of an operator document on one path ('' for the value itself). */
export const parseOperators = (path: string, operators: Doc): Node[] =>
  Object.keys(operators).flatMap((name) => {
    if (!name.startsWith('$')) throw bad(`unknown operator: ${name}`);
    return parseOperator(path, name, operators) ?? [];
  });

const parseField = (path: string, value: unknown): Node =>
  isDoc(value) && isOperatorDoc(value)
    ? and(parseOperators(path, value))
    : { kind: 'test', path, test: equality(value) };

const parseBranches = (name: '$and' | '$or' | '$nor', operand: unknown): Node => {
  if (!Array.isArray(operand)) throw bad(`${name} argument must be an array, but was of type: ${typeName(operand)}`);
  if (operand.length === 0) throw bad('$and/$or/$nor must be a nonempty array');
  const nodes = operand.map((branch: unknown) => {
    if (!isDoc(branch)) throw bad('$or/$and/$nor entries need to be full objects');
    return parseFilter(branch);
  });
  return { kind: name.slice(1) as 'and' | 'or' | 'nor', nodes };
};

const parseTopLevel = (name: string, operand: unknown): Node | undefined => {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return parseBranches(name, operand);
    case '$expr':
      return { kind: 'expression', spec: operand };
    case '$comment':
      return undefined;
    case '$alwaysTrue':
    case '$alwaysFalse':
      return { kind: 'constant', value: name === '$alwaysTrue' };
    default:
      return refuse(
        name,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
};

/** Parses a filter document; 2 BadValue and other codes as mongod for what it does not understand. */
export const parseFilter = (filter: Doc): Node => {
  const nodes = Object.keys(filter).flatMap((name) => {
    const top = name.startsWith('$') && !['$ref', '$id', '$db'].includes(name);
    return (top ? parseTopLevel(name, filter[name]) : parseField(name, filter[name])) ?? [];
  });
  return nodes.length === 0 ? { kind: 'constant', value: true } : and(nodes);
};
