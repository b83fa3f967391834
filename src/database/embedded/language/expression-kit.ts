import { describe } from './describe.ts';
import { EngineError, ensure } from './error.ts';
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
/** Operators by their names. */
export type Operators = Readonly<Record<string, Operator>>;

/** Message of 16410. */
export const DOLLAR_FIELD = "FieldPath field names may not start with '$'. Consider using $getField or $setField.";

/** True for null and missing. */
export const nullish = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The arguments of an operator, of which a single one may stand without an array. */
export const listOf = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

const compileList = (operand: unknown, compiler: Compiler, arity: readonly [string, number, number]): Evaluate[] => {
  const [name, least, most] = arity;
  const list = listOf(operand);
  const wanted = least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`;
  const fits = list.length >= least && list.length <= most;
  const message = `Expression ${name} takes ${wanted}. ${list.length} were passed in.`;
  ensure(fits, least === most ? 16020 : 28667, message);
  return list.map((spec) => compiler.compile(spec));
};

/** Operator of exactly one argument. */
export const unary =
  (apply: (value: unknown, name: string) => unknown): Operator =>
  (operand, compiler, name) => {
    const [argument] = compileList(operand, compiler, [name, 1, 1]) as [Evaluate];
    return (frame) => apply(argument(frame), name);
  };

/** Operator of exactly two arguments. */
export const binary =
  (apply: (a: unknown, b: unknown, context: LanguageContext) => unknown): Operator =>
  (operand, compiler, name) => {
    const [first, second] = compileList(operand, compiler, [name, 2, 2]) as [Evaluate, Evaluate];
    const { context } = compiler;
    return (frame) => apply(first(frame), second(frame), context);
  };

/** What an operator does with its evaluated arguments. */
type Apply<Values> = (values: Values, name: string, context: LanguageContext) => unknown;

/** Operator of `least` to `most` arguments, all evaluated first. */
export const ranged =
  (least: number, most: number, apply: Apply<unknown[]>): Operator =>
  (operand, compiler, name) => {
    const list = compileList(operand, compiler, [name, least, most]);
    const evaluate = (frame: Frame): unknown[] => list.map((argument) => argument(frame));
    return (frame) => apply(evaluate(frame), name, compiler.context);
  };

/** Operator of any number of arguments. */
export const variadic = (apply: Apply<unknown[]>): Operator => ranged(0, Number.MAX_SAFE_INTEGER, apply);

/** The operand document of an operator, checked: unknown and missing fields are refused with 9. */
export const checkFields = (
  operand: unknown,
  name: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc => {
  ensure(isDoc(operand), 9, `${name} only supports an object as its argument`);
  for (const field of Object.keys(operand))
    ensure(required.includes(field) || optional.includes(field), 9, `Unrecognized argument to ${name}: ${field}`);
  for (const field of required) ensure(operand[field] !== undefined, 9, `Missing '${field}' parameter to ${name}`);
  return operand;
};

/** Operator whose operand is a document, its fields evaluated first; those that it does not have are absent. */
export const fielded =
  (required: readonly string[], optional: readonly string[], apply: Apply<Doc>): Operator =>
  (operand, compiler, name) => {
    const specs = checkFields(operand, name, required, optional);
    const fields = Object.keys(specs).map((field) => [field, compiler.compile(specs[field])] as const);
    return (frame) => {
      const values: Doc = {};
      for (const [field, evaluate] of fields) values[field] = evaluate(frame);
      return apply(values, name, compiler.context);
    };
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
