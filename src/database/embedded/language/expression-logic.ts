import { compare } from './compare.ts';
import { EngineError } from './error.ts';
import { type Compiler, type Evaluate, namedSpecs, nullish, type Operator, unary } from './expression-kit.ts';
import { truthy } from './number.ts';
import { isDoc, typeName } from './value.ts';

const comparison =
  (holds: (sign: number) => unknown): Operator =>
  (operand, compiler, name) => {
    if (!Array.isArray(operand) || operand.length !== 2) {
      const count = Array.isArray(operand) ? operand.length : 1;
      throw new EngineError(16020, `Expression ${name} takes exactly 2 arguments. ${count} were passed in.`);
    }
    const [first, second] = operand.map((spec) => compiler.compile(spec)) as [Evaluate, Evaluate];
    const { collation } = compiler.context;
    return (frame) => holds(compare(first(frame), second(frame), collation));
  };

const list = (operand: unknown, compiler: Compiler): Evaluate[] =>
  (Array.isArray(operand) ? operand : [operand]).map((spec) => compiler.compile(spec));

const and: Operator = (operand, compiler) => {
  const parts = list(operand, compiler);
  return (frame) => parts.every((part) => truthy(part(frame)));
};

const or: Operator = (operand, compiler) => {
  const parts = list(operand, compiler);
  return (frame) => parts.some((part) => truthy(part(frame)));
};

const condition: Operator = (operand, compiler) => {
  let branches: unknown[];
  if (isDoc(operand)) {
    for (const field of Object.keys(operand)) {
      if (!['if', 'then', 'else'].includes(field))
        throw new EngineError(17083, `Unrecognized parameter to $cond: ${field}`);
    }
    for (const [field, code] of [
      ['if', 17080],
      ['then', 17081],
      ['else', 17082],
    ] as const) {
      if (operand[field] === undefined) throw new EngineError(code, `Missing '${field}' parameter to $cond`);
    }
    branches = [operand.if, operand.then, operand.else];
  } else {
    branches = Array.isArray(operand) ? operand : [operand];
    if (branches.length !== 3) {
      throw new EngineError(16020, `Expression $cond takes exactly 3 arguments. ${branches.length} were passed in.`);
    }
  }
  const [test, yes, no] = branches.map((spec) => compiler.compile(spec)) as [Evaluate, Evaluate, Evaluate];
  return (frame) => (truthy(test(frame)) ? yes(frame) : no(frame));
};

const ifNull: Operator = (operand, compiler) => {
  const parts = list(operand, compiler);
  if (parts.length < 2) throw new EngineError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
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
  if (!isDoc(operand))
    throw new EngineError(40060, `$switch requires an object as an argument, found: ${typeName(operand)}`);
  for (const field of Object.keys(operand)) {
    if (field !== 'branches' && field !== 'default')
      throw new EngineError(40067, `$switch found an unknown argument: ${field}`);
  }
  if (!Array.isArray(operand.branches))
    throw new EngineError(40061, `$switch expected an array for 'branches', found: ${typeName(operand.branches)}`);
  if (operand.branches.length === 0) throw new EngineError(40068, '$switch requires at least one branch.');
  const branches = operand.branches.map((branch: unknown): [Evaluate, Evaluate] => {
    if (!isDoc(branch))
      throw new EngineError(40062, `$switch expected each branch to be an object, found: ${typeName(branch)}`);
    if (branch.case === undefined)
      throw new EngineError(40064, "$switch requires each branch have a 'case' expression");
    if (branch.then === undefined)
      throw new EngineError(40065, "$switch requires each branch have a 'then' expression.");
    return [compiler.compile(branch.case), compiler.compile(branch.then)];
  });
  const otherwise = operand.default === undefined ? undefined : compiler.compile(operand.default);
  return (frame) => {
    for (const [test, result] of branches) if (truthy(test(frame))) return result(frame);
    if (otherwise) return otherwise(frame);
    throw new EngineError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
};

const letOperator: Operator = (operand, compiler, name) => {
  const { vars, in: body } = namedSpecs(operand, name, { required: ['vars', 'in'] });
  if (!isDoc(vars)) throw new EngineError(10065, `invalid parameter: expected an object (vars)`);
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

/** Comparison, boolean, conditional operators, $let and $literal. */
export const logic: Readonly<Record<string, Operator>> = {
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
};
