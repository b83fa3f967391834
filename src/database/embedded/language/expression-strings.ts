import { EngineError } from './error.ts';
import {
  binary,
  fielded,
  integerArgument,
  nullish,
  type Operator,
  type Operators,
  ranged,
  stringArgument,
  unary,
  variadic,
} from './expression-kit.ts';
import { isNumeric, numberOf } from './number.ts';
import { compileRegex } from './regex.ts';
import { regexParts, T, typeName, typeOf } from './value.ts';

const concat: Operator = variadic((values) => {
  let text = '';
  for (const value of values) {
    if (nullish(value)) return null;
    text += stringArgument(value, '$concat only supports strings', 16702);
  }
  return text;
});

/** Text of a value where mongod turns numbers and dates into strings; null and missing are empty. */
const coerced = (value: unknown, name: string): string => {
  if (nullish(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || isNumeric(value) || typeOf(value) === T.symbol) return String(value);
  throw new EngineError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`);
};

const substringBytes: Operator = ranged(3, 3, ([value, start, count], name) => {
  const bytes = Buffer.from(coerced(value, name));
  if (!isNumeric(start))
    throw new EngineError(16034, `${name}: starting index must be a number, not ${typeName(start)}`);
  if (!isNumeric(count)) throw new EngineError(16035, `${name}: length must be a number, not ${typeName(count)}`);
  const from = Math.trunc(numberOf(start));
  const size = Math.trunc(numberOf(count));
  if (!(from >= 0)) throw new EngineError(50752, `${name}: starting index must be non-negative (got: ${from})`);
  const to = size < 0 ? bytes.length : Math.min(from + size, bytes.length);
  const isInside = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (isInside(from)) throw new EngineError(28656, `${name}: starting index is a UTF-8 continuation byte.`);
  if (isInside(to)) throw new EngineError(28657, `${name}: ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', from, Math.max(from, to));
});

const substringPoints: Operator = ranged(3, 3, ([value, start, count], name) => {
  const from = integerArgument(start, `${name}: starting index`, 34450);
  const size = integerArgument(count, `${name}: length`, 34452);
  if (from < 0) throw new EngineError(34455, `${name}: the starting index must be nonnegative integer.`);
  if (size < 0) throw new EngineError(34454, `${name}: length must be a nonnegative integer.`);
  return [...coerced(value, name)].slice(from, from + size).join('');
});

const split: Operator = binary((text, separator) => {
  if (nullish(text) || nullish(separator)) return null;
  const whole = stringArgument(text, '$split requires a string as the first argument', 40085);
  const by = stringArgument(separator, '$split requires a string as the second argument', 40086);
  if (by === '') throw new EngineError(40087, '$split requires a non-empty separator');
  return whole.split(by);
});

const trim = (left: boolean, right: boolean): Operator =>
  fielded(['input'], ['chars'], (fields, name) => {
    const { input, chars } = fields;
    if (nullish(input) || ('chars' in fields && nullish(chars))) return null;
    const text = [...stringArgument(input, `${name} requires its input to be a string`, 50699)];
    const cut =
      chars === undefined ? undefined : stringArgument(chars, `${name} requires 'chars' to be a string`, 50700);
    const isCut = (char: string): boolean => (cut === undefined ? /[\s\0]/.test(char) : [...cut].includes(char));
    const first = left ? text.findIndex((char) => !isCut(char)) : 0;
    const last = right ? text.findLastIndex((char) => !isCut(char)) : text.length - 1;
    return first < 0 ? '' : text.slice(first, last + 1).join('');
  });

const replace = (all: boolean): Operator =>
  fielded(['input', 'find', 'replacement'], [], (fields, name) => {
    const [input, find, replacement] = ['input', 'find', 'replacement'].map((field) => {
      const value = fields[field];
      return nullish(value) ? null : stringArgument(value, `${name} requires that '${field}' be a string`, 51746);
    }) as [string | null, string | null, string | null];
    if (input === null || find === null || replacement === null) return null;
    return all ? input.replaceAll(find, () => replacement) : input.replace(find, () => replacement);
  });

/** Regex of a $regexMatch; undefined when it is null. */
const regexArgument = (regex: unknown, options: unknown, name: string): RegExp | undefined => {
  if (nullish(regex)) return undefined;
  const flags = nullish(options) ? '' : stringArgument(options, `${name} needs 'options' to be of type string`, 51106);
  if (typeof regex === 'string') return compileRegex(regex, flags);
  if (typeOf(regex) !== T.regex) throw new EngineError(51105, `${name} needs 'regex' to be of type string or regex`);
  const parts = regexParts(regex);
  if (parts.options !== '' && flags !== '')
    throw new EngineError(51107, `${name}: regex option(s) specified in both 'regex' and 'option' fields`);
  return compileRegex(parts.pattern, parts.options || flags);
};

const regexMatch: Operator = (operand, compiler, name) => {
  let last: { regex: unknown; options: unknown; compiled: RegExp | undefined } | undefined;
  const match = fielded(['input', 'regex'], ['options'], ({ input, regex, options }) => {
    if (!last || last.regex !== regex || last.options !== options)
      last = { regex, options, compiled: regexArgument(regex, options, name) };
    if (nullish(input) || !last.compiled) return false;
    return last.compiled.test(stringArgument(input, `${name} needs 'input' to be of type string`, 51104));
  });
  return match(operand, compiler, name);
};

const lengthOf = (size: (text: string) => number, code: number): Operator =>
  unary((value, name) => size(stringArgument(value, `${name} requires a string argument`, code)));

/** String operators. Only ASCII letters change case, as in mongod. */
export const strings: Operators = {
  $concat: concat,
  $toLower: unary((value, name) => coerced(value, name).replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  $toUpper: unary((value, name) => coerced(value, name).replace(/[a-z]+/g, (part) => part.toUpperCase())),
  $substr: substringBytes,
  $substrBytes: substringBytes,
  $substrCP: substringPoints,
  $strLenBytes: lengthOf((text) => Buffer.byteLength(text), 34473),
  $strLenCP: lengthOf((text) => [...text].length, 34471),
  $split: split,
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $regexMatch: regexMatch,
};
