import { EngineError, ensure } from './error.ts';
import { arithmetic } from './expression-arithmetic.ts';
import { arrays } from './expression-arrays.ts';
import { conversions } from './expression-convert.ts';
import { dates } from './expression-dates.ts';
import { type Compiler, DOLLAR_FIELD, type Evaluate, type Frame, type Operator } from './expression-kit.ts';
import { logic } from './expression-logic.ts';
import { objects } from './expression-objects.ts';
import { strings } from './expression-strings.ts';
import type { Doc, LanguageContext, Variables } from './types.ts';
import { createDoc, fieldOf, isDoc } from './value.ts';

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [arithmetic, arrays, conversions, dates, logic, objects, strings].flatMap(Object.entries<Operator>),
);

const NOT_SUPPORTED: ReadonlySet<string> = new Set(['$function', '$accumulator', '$rand', '$meta', '$sampleRate']);

/** Slots by variable name, for one place in an expression. */
type Slots = ReadonlyMap<string, number>;

const fieldPath = (slot: number, path: readonly string[]): Evaluate => {
  const [first = '', second] = path;
  ensure(!path.includes(''), path.length === 1 ? 16872 : 15998, 'FieldPath field names may not be empty strings.');
  ensure(!path.some((part) => part.startsWith('$')), 16410, DOLLAR_FIELD);
  if (second === undefined) {
    return (frame) => {
      const base = frame[slot];
      return isDoc(base) ? fieldOf(base, first) : walk(base, path, 0);
    };
  }
  return (frame) => walk(frame[slot], path, 0);
};

/** Value at a path; an array on the way gives the array of what its documents have there. */
const walk = (value: unknown, path: readonly string[], depth: number): unknown => {
  if (depth === path.length) return value;
  if (isDoc(value)) return walk(fieldOf(value, path[depth] as string), path, depth + 1);
  if (!Array.isArray(value)) return undefined;
  const found: unknown[] = [];
  for (const element of value) {
    const inner = isDoc(element) ? walk(element, path, depth) : undefined;
    if (inner !== undefined) found.push(inner);
  }
  return found;
};

const variable = (text: string, slots: Slots, context: LanguageContext): Evaluate => {
  const [name = '', ...path] = text.slice(2).split('.');
  if (name === 'REMOVE') return () => undefined;
  if (name === 'NOW') {
    ensure(context.now, 51144, "Builtin variable '$$NOW' is not available");
    return () => context.now;
  }
  const slot = slots.get(name);
  ensure(name !== '', 9, 'empty variable names are not allowed');
  ensure(slot !== undefined, 17276, `Use of undefined variable: ${name}`);
  return path.length === 0 ? (frame) => frame[slot] : fieldPath(slot, path);
};

const operatorCall = (spec: Doc, compiler: Compiler): Evaluate => {
  const names = Object.keys(spec);
  const [name = ''] = names;
  const found = `Found ${names.length} fields in { ${names.join(', ')} }`;
  ensure(names.length === 1, 15983, `an expression specification must contain exactly one field. ${found}`);
  const operator = OPERATORS.get(name);
  if (operator) return operator(spec[name], compiler, name);
  ensure(!NOT_SUPPORTED.has(name), 115, `The embedded engine does not support the expression ${name}`);
  throw new EngineError(168, `Unrecognized expression '${name}'`);
};

const objectLiteral = (spec: Doc, compiler: Compiler): Evaluate => {
  const fields = Object.keys(spec).map((name): [string, Evaluate] => {
    ensure(!name.startsWith('$'), 15983, `Unexpected operator ${name} beside plain fields`);
    ensure(!name.includes('.'), 16412, "FieldPath field names may not contain '.'. Consider using $getField.");
    return [name, compiler.compile(spec[name])];
  });
  return (frame) => {
    const made = createDoc();
    for (const [name, evaluate] of fields) {
      const value = evaluate(frame);
      if (value !== undefined) made[name] = value;
    }
    return made;
  };
};

const arrayLiteral = (specs: readonly unknown[], compiler: Compiler): Evaluate => {
  const items = specs.map((spec) => compiler.compile(spec));
  return (frame) => items.map((evaluate) => evaluate(frame) ?? null);
};

const checkVariable = (name: string): void => {
  const fits = /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name);
  ensure(fits, 9, `'${name}' starts with an invalid character for a user variable name`);
};

const createCompiler = (context: LanguageContext, slots: Slots, counter: { next: number }): Compiler => {
  const compiler: Compiler = {
    context,
    compile: (spec) => {
      if (typeof spec === 'string') {
        if (spec.startsWith('$$')) return variable(spec, slots, context);
        if (spec.startsWith('$')) return fieldPath(slots.get('CURRENT') ?? 0, spec.slice(1).split('.'));
        return () => spec;
      }
      if (Array.isArray(spec)) return arrayLiteral(spec, compiler);
      if (!isDoc(spec)) return () => spec;
      const [first] = Object.keys(spec);
      return first?.startsWith('$') ? operatorCall(spec, compiler) : objectLiteral(spec, compiler);
    },
    bind: (names) => {
      const added = names.map((name): [string, number] => {
        if (name !== 'CURRENT') checkVariable(name);
        const slot = counter.next;
        counter.next += 1;
        return [name, slot];
      });
      const inner = createCompiler(context, new Map([...slots, ...added]), counter);
      return { compiler: inner, slots: added.map(([, slot]) => slot) };
    },
  };
  return compiler;
};

const letNames = (context: LanguageContext): string[] => Object.keys(context.let ?? {});

/** Compiles an expression to run on frames of `createFrame` with the same context. */
export const compileClosure = (spec: unknown, context: LanguageContext): Evaluate => {
  const names = letNames(context);
  const slots = new Map([['ROOT', 0], ['CURRENT', 0], ...names.map((name, i): [string, number] => [name, i + 1])]);
  return createCompiler(context, slots, { next: names.length + 1 }).compile(spec);
};

/** A frame whose variables hold the values of `context.let`; put the document into slot 0. */
export const createFrame = (context: LanguageContext): Frame => [
  undefined,
  ...letNames(context).map((name) => context.let?.[name]),
];

/** Compiles an aggregation expression; it takes `{ ROOT: doc, …variables }` and gives undefined for "missing". */
export const compileExpression = (
  spec: unknown,
  context: LanguageContext = {},
): ((variables: Variables) => unknown) => {
  const evaluate = compileClosure(spec, context);
  const names = letNames(context);
  return (variables) => {
    const frame = createFrame(context);
    frame[0] = variables.ROOT;
    for (const [i, name] of names.entries()) if (name in variables) frame[i + 1] = variables[name];
    return evaluate(frame);
  };
};

/** Values of a command's `let` (constant expressions), for `LanguageContext.let`. */
export const evaluateLet = (spec: Doc, context: LanguageContext = {}): Doc => {
  const values = createDoc();
  for (const name of Object.keys(spec)) {
    checkVariable(name);
    values[name] = compileClosure(spec[name], { ...context, let: undefined })([createDoc()]);
  }
  return values;
};
