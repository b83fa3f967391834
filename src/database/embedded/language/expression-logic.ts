import { compare } from './compare.ts';
import { EngineError, ensure } from './error.ts';
import {
  arrayArgument,
  binary,
  type Compiler,
  checkFields,
  type Evaluate,
  type Frame,
  listOf,
  nullish,
  type Operator,
  type Operators,
  stringArgument,
  unary,
} from './expression-kit.ts';
import { truthy } from './number.ts';
import type { Doc } from './types.ts';
import { isDoc, typeName } from './value.ts';

const comparison = (holds: (sign: number) => unknown): Operator =>
  binary((a, b, { collation }) => holds(compare(a, b, collation)));

const and: Operator = (operand, compiler) => {
  const parts = listOf(operand).map((spec) => compiler.compile(spec));
  return (frame) => parts.every((part) => truthy(part(frame)));
};

const or: Operator = (operand, compiler) => {
  const parts = listOf(operand).map((spec) => compiler.compile(spec));
  return (frame) => parts.some((part) => truthy(part(frame)));
};

const BRANCHES = ['if', 'then', 'else'];

const condition: Operator = (operand, compiler) => {
  if (isDoc(operand)) {
    for (const field of Object.keys(operand))
      ensure(BRANCHES.includes(field), 17083, `Unrecognized parameter to $cond: ${field}`);
    for (const [i, field] of BRANCHES.entries())
      ensure(operand[field] !== undefined, 17080 + i, `Missing '${field}' parameter to $cond`);
  }
  const specs = isDoc(operand) ? BRANCHES.map((field) => operand[field]) : listOf(operand);
  ensure(specs.length === 3, 16020, `Expression $cond takes exactly 3 arguments. ${specs.length} were passed in.`);
  const [test, yes, no] = specs.map((spec) => compiler.compile(spec)) as [Evaluate, Evaluate, Evaluate];
  return (frame) => (truthy(test(frame)) ? yes(frame) : no(frame));
};

const ifNull: Operator = (operand, compiler) => {
  const parts = listOf(operand).map((spec) => compiler.compile(spec));
  ensure(parts.length >= 2, 1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
  return (frame) => {
    let value: unknown;
    for (const part of parts) {
      value = part(frame);
      if (!nullish(value)) return value;
    }
    return value;
  };
};

const switchOperator: Operator = (operand, compiler) => {
  ensure(isDoc(operand), 40060, `$switch requires an object as an argument, found: ${typeName(operand)}`);
  for (const field of Object.keys(operand))
    ensure(field === 'branches' || field === 'default', 40067, `$switch found an unknown argument: ${field}`);
  const specs = operand.branches;
  ensure(Array.isArray(specs), 40061, `$switch expected an array for 'branches', found: ${typeName(specs)}`);
  ensure(specs.length > 0, 40068, '$switch requires at least one branch.');
  const branches = specs.map((branch: unknown): [Evaluate, Evaluate] => {
    ensure(isDoc(branch), 40062, `$switch expected each branch to be an object, found: ${typeName(branch)}`);
    ensure(branch.case !== undefined, 40064, "$switch requires each branch have a 'case' expression");
    ensure(branch.then !== undefined, 40065, "$switch requires each branch have a 'then' expression.");
    return [compiler.compile(branch.case), compiler.compile(branch.then)];
  });
  const otherwise = operand.default === undefined ? undefined : compiler.compile(operand.default);
  return (frame) => {
    for (const [test, result] of branches) if (truthy(test(frame))) return result(frame);
    if (otherwise) return otherwise(frame);
    throw new EngineError(40066, '$switch could not find a matching branch, and no default was specified.');
  };
};

const letOperator: Operator = (operand, compiler, name) => {
  const { vars, in: body } = checkFields(operand, name, ['vars', 'in']);
  ensure(isDoc(vars), 10065, 'invalid parameter: expected an object (vars)');
  const names = Object.keys(vars);
  const values = names.map((variable) => compiler.compile(vars[variable]));
  const bound = compiler.bind(names);
  const evaluate = bound.compiler.compile(body);
  return (frame) => {
    const results = values.map((value) => value(frame));
    for (const [i, slot] of bound.slots.entries()) frame[slot] = results[i];
    return evaluate(frame);
  };
};

const literal: Operator = (operand) => () => operand;

/** What $map, $filter and $reduce share: the input array (null for none), the body, and the slots of its variables. */
const overElements = (
  specs: Doc,
  compiler: Compiler,
  how: { body: string; names: string[]; message: string; code: number },
) => {
  const input = compiler.compile(specs.input);
  const bound = compiler.bind(how.names);
  return {
    elements: (frame: Frame): unknown[] | null => {
      const values = input(frame);
      return nullish(values) ? null : arrayArgument(values, how.message, how.code);
    },
    body: bound.compiler.compile(specs[how.body]),
    slots: bound.slots as [number, number],
  };
};

const elementName = (given: unknown): string =>
  given === undefined ? 'this' : stringArgument(given, "'as' must be a string", 9);

const map: Operator = (operand, compiler, name) => {
  const specs = checkFields(operand, name, ['input', 'in'], ['as']);
  const how = { body: 'in', names: [elementName(specs.as)], message: 'input to $map must be an array', code: 16883 };
  const { elements, body, slots } = overElements(specs, compiler, how);
  const mapped = (frame: Frame, value: unknown): unknown => {
    frame[slots[0]] = value;
    return body(frame) ?? null;
  };
  return (frame) => elements(frame)?.map((value) => mapped(frame, value)) ?? null;
};

const filter: Operator = (operand, compiler, name) => {
  const specs = checkFields(operand, name, ['input', 'cond'], ['as']);
  const how = {
    body: 'cond',
    names: [elementName(specs.as)],
    message: 'input to $filter must be an array',
    code: 28651,
  };
  const { elements, body, slots } = overElements(specs, compiler, how);
  const holds = (frame: Frame, value: unknown): boolean => {
    frame[slots[0]] = value;
    return truthy(body(frame));
  };
  return (frame) => elements(frame)?.filter((value) => holds(frame, value)) ?? null;
};

const reduce: Operator = (operand, compiler, name) => {
  const specs = checkFields(operand, name, ['input', 'initialValue', 'in']);
  const how = {
    body: 'in',
    names: ['this', 'value'],
    message: '$reduce requires that `input` be an array',
    code: 40080,
  };
  const { elements, body, slots } = overElements(specs, compiler, how);
  const initial = compiler.compile(specs.initialValue);
  const next = (frame: Frame, reduced: unknown, value: unknown): unknown => {
    [frame[slots[0]], frame[slots[1]]] = [value, reduced];
    return body(frame);
  };
  return (frame) => {
    const values = elements(frame);
    return values === null ? null : values.reduce((reduced, value) => next(frame, reduced, value), initial(frame));
  };
};

/** Comparison, conditions, variables, and operators that run an expression for each element. */
export const logic: Operators = {
  $eq: comparison((sign) => sign === 0),
  $ne: comparison((sign) => sign !== 0),
  $gt: comparison((sign) => sign > 0),
  $gte: comparison((sign) => sign >= 0),
  $lt: comparison((sign) => sign < 0),
  $lte: comparison((sign) => sign <= 0),
  $cmp: comparison((sign) => Math.sign(sign) + 0),
  $and: and,
  $or: or,
  $not: unary((value) => !truthy(value)),
  $cond: condition,
  $ifNull: ifNull,
  $switch: switchOperator,
  $let: letOperator,
  $literal: literal,
  $const: literal,
  $map: map,
  $filter: filter,
  $reduce: reduce,
};
