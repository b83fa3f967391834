import { describe } from './describe.ts';
import { EngineError } from './error.ts';
import { toInteger } from './number.ts';
import type { Doc, LanguageContext } from './types.ts';
import { isDoc, typeName } from './value.ts';

/** Variable values while an expression runs: slot 0 is the document, the others belong to variables. */
export type Frame = unknown[];
/** A compiled expression; undefined stands for "missing". */
export type Evaluate = (frame: Frame) => unknown;

/** Compiles the operands of an operator. */
export interface Compiler {
  readonly context: LanguageContext;
  compile(spec: unknown): Evaluate;
  /** A compiler that knows more variables, and the slots where their values go. */
  bind(names: readonly string[]): { readonly compiler: Compiler; readonly slots: readonly number[] };
}

/** Compiles one operator with its operand. */
export type Operator = (operand: unknown, compiler: Compiler, name: string) => Evaluate;

/** True for null and missing. */
export const nullish = (value: unknown): value is null | undefined => value === null || value === undefined;

const listOf = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

const arguments_ = (operand: unknown, compiler: Compiler, arity: readonly [string, number, number]): Evaluate[] => {
  const [name, least, most] = arity;
  const list = listOf(operand);
  if (list.length < least || list.length > most) {
    if (least === most) {
      throw new EngineError(
        16020,
        `Expression ${name} takes exactly ${least} arguments. ${list.length} were passed in.`,
      );
    }
    throw new EngineError(
      28667,
      `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${list.length} were passed in.`,
    );
  }
  return list.map((spec) => compiler.compile(spec));
};

/** Operator of exactly one argument. */
export const unary =
  (apply: (value: unknown, name: string) => unknown): Operator =>
  (operand, compiler, name) => {
    const [argument] = arguments_(operand, compiler, [name, 1, 1]) as [Evaluate];
    return (frame) => apply(argument(frame), name);
  };

/** Operator of exactly two arguments. */
export const binary =
  (apply: (a: unknown, b: unknown, name: string) => unknown): Operator =>
  (operand, compiler, name) => {
    const [first, second] = arguments_(operand, compiler, [name, 2, 2]) as [Evaluate, Evaluate];
    return (frame) => apply(first(frame), second(frame), name);
  };

/** Operator of `least` to `most` arguments, all evaluated first. */
export const ranged =
  (
    least: number,
    most: number,
    apply: (values: unknown[], name: string, context: LanguageContext) => unknown,
  ): Operator =>
  (operand, compiler, name) => {
    const list = arguments_(operand, compiler, [name, least, most]);
    return (frame) =>
      apply(
        list.map((argument) => argument(frame)),
        name,
        compiler.context,
      );
  };

/** Operator of any number of arguments. */
export const variadic = (apply: (values: unknown[], name: string, context: LanguageContext) => unknown): Operator =>
  ranged(0, Number.MAX_SAFE_INTEGER, apply);

/** Which fields the operand document of an operator has. */
export interface NamedArguments {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** The operand document of an operator, checked: unknown and missing fields are refused with 9. */
export const namedSpecs = (operand: unknown, name: string, shape: NamedArguments): Doc => {
  if (!isDoc(operand)) throw new EngineError(9, `${name} only supports an object as its argument`);
  for (const field of Object.keys(operand)) {
    if (!shape.required.includes(field) && !shape.optional?.includes(field)) {
      throw new EngineError(9, `Unrecognized argument to ${name}: ${field}`);
    }
  }
  for (const field of shape.required) {
    if (operand[field] === undefined) throw new EngineError(9, `Missing '${field}' parameter to ${name}`);
  }
  return operand;
};

const MISSING: Evaluate = () => undefined;

/** The compiled fields of an operand document; absent ones give "missing". `has` tells them apart. */
export const named = (
  operand: unknown,
  compiler: Compiler,
  shape: NamedArguments & { readonly name: string },
): { get: (field: string) => Evaluate; has: (field: string) => boolean } => {
  const specs = namedSpecs(operand, shape.name, shape);
  const compiled = new Map(Object.keys(specs).map((field) => [field, compiler.compile(specs[field])]));
  return { get: (field) => compiled.get(field) ?? MISSING, has: (field) => compiled.has(field) };
};

/** The value as an integer argument; refuses others with `code`. */
export const integerArgument = (value: unknown, what: string, code = 9): number => {
  const integer = toInteger(value);
  if (integer === undefined) throw new EngineError(code, `${what} must be an integer, but found: ${describe(value)}`);
  return integer;
};

/** The value as an array; refuses others with `code`. */
export const arrayArgument = (value: unknown, message: string, code: number): unknown[] => {
  if (!Array.isArray(value)) throw new EngineError(code, `${message} of type: ${typeName(value)}`);
  return value;
};

/** The value as a string; refuses others with `code`. */
export const stringArgument = (value: unknown, message: string, code: number): string => {
  if (typeof value !== 'string') throw new EngineError(code, `${message}, found: ${typeName(value)}`);
  return value;
};
