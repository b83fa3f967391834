import { compareStrings } from './compare.ts';
import { isoString } from './date-parts.ts';
import { EngineError } from './error.ts';
import {
  binary,
  type Evaluate,
  integerArgument,
  named,
  nullish,
  type Operator,
  ranged,
  stringArgument,
  unary,
  variadic,
} from './expression-kit.ts';
import { isNumeric, numberOf } from './number.ts';
import { compileRegex } from './regex.ts';
import { createDoc, regexParts, T, typeName, typeOf } from './value.ts';

const concat = (values: readonly unknown[]): unknown => {
  let text = '';
  for (const value of values) {
    if (nullish(value)) return null;
    text += stringArgument(value, '$concat only supports strings', 16702);
  }
  return text;
};

/** Text of a value where mongod turns numbers and dates into strings; null and missing are empty. */
const coerced = (value: unknown, name: string): string => {
  if (nullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return String(value);
  if (value instanceof Date) return isoString(value);
  if (typeOf(value) === T.symbol || typeOf(value) === T.javascript) return String(value);
  throw new EngineError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`);
};

// Only ASCII letters change case, as in mongod.
const lower = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (part) => part.toUpperCase());

const substringBytes: Operator = ranged(3, 3, ([value, start, count], name) => {
  const bytes = Buffer.from(coerced(value, name));
  if (!isNumeric(start))
    throw new EngineError(16034, `${name}: starting index must be a numeric type (is BSON type ${typeName(start)})`);
  if (!isNumeric(count))
    throw new EngineError(16035, `${name}: length must be a numeric type (is BSON type ${typeName(count)})`);
  const from = Math.trunc(numberOf(start));
  const size = Math.trunc(numberOf(count));
  if (from < 0) throw new EngineError(50752, `${name}: starting index must be non-negative (got: ${from})`);
  const to = size < 0 ? bytes.length : Math.min(from + size, bytes.length);
  const inside = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (inside(from))
    throw new EngineError(28656, `${name}: Invalid range, starting index is a UTF-8 continuation byte.`);
  if (inside(to))
    throw new EngineError(28657, `${name}: Invalid range, ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', from, Math.max(from, to));
});

const substringPoints: Operator = ranged(3, 3, ([value, start, count], name) => {
  const from = integerArgument(start, `${name}: starting index`, 34450);
  const size = integerArgument(count, `${name}: length`, 34452);
  if (from < 0) throw new EngineError(34455, `${name}: the starting index must be nonnegative integer.`);
  if (size < 0) throw new EngineError(34454, `${name}: length must be a nonnegative integer.`);
  return [...coerced(value, name)].slice(from, from + size).join('');
});

const indexOf = (bytes: boolean): Operator =>
  ranged(2, 4, ([text, wanted, start = 0, end], name) => {
    if (nullish(text)) return null;
    const whole = stringArgument(text, `${name} requires a string as the first argument`, 40091);
    const part = stringArgument(wanted, `${name} requires a string as the second argument`, 40092);
    const units = bytes ? [...Buffer.from(whole).toString('latin1')] : [...whole];
    const search = bytes ? Buffer.from(part).toString('latin1') : part;
    const from = integerArgument(start, `${name} starting index`, 40096);
    const to = end === undefined ? units.length : integerArgument(end, `${name} ending index`, 40096);
    if (from < 0 || to < 0) throw new EngineError(40097, `${name} requires nonnegative indexes`);
    if (from > units.length || to < from) return -1;
    const at = units.slice(from, to).join('').indexOf(search);
    return at < 0 ? -1 : from + [...units.slice(from, to).join('').slice(0, at)].length;
  });

const split = binary((text, separator) => {
  if (nullish(text) || nullish(separator)) return null;
  const whole = stringArgument(
    text,
    '$split requires an expression that evaluates to a string as a first argument',
    40085,
  );
  const by = stringArgument(
    separator,
    '$split requires an expression that evaluates to a string as a second argument',
    40086,
  );
  if (by === '') throw new EngineError(40087, '$split requires a non-empty separator');
  return whole.split(by);
});

const trim =
  (left: boolean, right: boolean): Operator =>
  (operand, compiler, name) => {
    const { get, has } = named(operand, compiler, { name, required: ['input'], optional: ['chars'] });
    return (frame) => {
      const value = get('input')(frame);
      const chars = get('chars')(frame);
      if (nullish(value) || (has('chars') && nullish(chars))) return null;
      const text = [...stringArgument(value, `${name} requires its input to be a string`, 50699)];
      const cut = has('chars')
        ? new Set(stringArgument(chars, `${name} requires 'chars' to be a string`, 50700))
        : undefined;
      const drop = (char: string | undefined): boolean =>
        char !== undefined && (cut ? cut.has(char) : /[\s\0]/.test(char));
      while (left && text.length > 0 && drop(text[0])) text.shift();
      while (right && drop(text.at(-1))) text.pop();
      return text.join('');
    };
  };

const replace =
  (all: boolean): Operator =>
  (operand, compiler, name) => {
    const { get } = named(operand, compiler, { name, required: ['input', 'find', 'replacement'] });
    return (frame) => {
      const [input, find, replacement] = ['input', 'find', 'replacement'].map((field) => {
        const value = get(field)(frame);
        return nullish(value) ? null : stringArgument(value, `${name} requires that '${field}' be a string`, 51746);
      }) as [string | null, string | null, string | null];
      if (input === null || find === null || replacement === null) return null;
      return all ? input.replaceAll(find, () => replacement) : input.replace(find, () => replacement);
    };
  };

/** Regex and options of a $regex… operator; null when the regex is null. */
const regexArgument = (regex: unknown, options: unknown, name: string): RegExp | null => {
  if (nullish(regex)) return null;
  if (!nullish(options) && typeof options !== 'string')
    throw new EngineError(51106, `${name} needs 'options' to be of type string`);
  if (typeof regex === 'string') return compileRegex(regex, nullish(options) ? '' : options, 'g');
  if (typeOf(regex) !== T.regex) throw new EngineError(51105, `${name} needs 'regex' to be of type string or regex`);
  const parts = regexParts(regex);
  if (parts.options !== '' && !nullish(options))
    throw new EngineError(51107, `${name}: regex option(s) specified in both 'regex' and 'option' fields`);
  return compileRegex(parts.pattern, nullish(options) ? parts.options : options, 'g');
};

const regexOperator =
  (none: unknown, find: (text: string, regex: RegExp) => unknown): Operator =>
  (operand, compiler, name) => {
    const { get } = named(operand, compiler, { name, required: ['input', 'regex'], optional: ['options'] });
    let last: { regex: unknown; options: unknown; compiled: RegExp | null } | undefined;
    const compiled = (regex: unknown, options: unknown): RegExp | null => {
      if (!last || last.regex !== regex || last.options !== options)
        last = { regex, options, compiled: regexArgument(regex, options, name) };
      return last.compiled;
    };
    return (frame) => {
      const input = get('input')(frame);
      const regex = compiled(get('regex')(frame), get('options')(frame));
      if (nullish(input) || regex === null) return none;
      regex.lastIndex = 0;
      return find(stringArgument(input, `${name} needs 'input' to be of type string`, 51104), regex);
    };
  };

const matchDoc = (match: RegExpExecArray): unknown =>
  Object.assign(createDoc(), {
    match: match[0],
    idx: [...match.input.slice(0, match.index)].length,
    captures: match.slice(1).map((capture) => capture ?? null),
  });

const lengthOf = (size: (text: string) => number, code: number): Operator =>
  unary((value, name) => size(stringArgument(value, `${name} requires a string argument`, code)));

const changeCase =
  (change: (text: string) => string): Operator =>
  (operand, compiler, name) => {
    const specs: unknown[] = Array.isArray(operand) ? operand : [operand];
    if (specs.length !== 1)
      throw new EngineError(16020, `Expression ${name} takes exactly 1 arguments. ${specs.length} were passed in.`);
    const value: Evaluate = compiler.compile(specs[0]);
    return (frame) => change(coerced(value(frame), name));
  };

/** String operators. */
export const strings: Readonly<Record<string, Operator>> = {
  $concat: variadic(concat),
  $toLower: changeCase(lower),
  $toUpper: changeCase(upper),
  $substr: substringBytes,
  $substrBytes: substringBytes,
  $substrCP: substringPoints,
  $strLenBytes: lengthOf((text) => Buffer.byteLength(text), 34473),
  $strLenCP: lengthOf((text) => [...text].length, 34471),
  $strcasecmp: binary((a, b, name) => Math.sign(compareStrings(upper(coerced(a, name)), upper(coerced(b, name)))) + 0),
  $indexOfBytes: indexOf(true),
  $indexOfCP: indexOf(false),
  $split: split,
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $regexMatch: regexOperator(false, (text, regex) => regex.test(text)),
  $regexFind: regexOperator(null, (text, regex) => {
    const match = regex.exec(text);
    return match ? matchDoc(match) : null;
  }),
  $regexFindAll: regexOperator([], (text, regex) => [...text.matchAll(regex)].map(matchDoc)),
};
