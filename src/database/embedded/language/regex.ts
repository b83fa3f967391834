import { EngineError, ensure } from './error.ts';

/** Pattern without the white space and comments that option x allows. */
const compact = (pattern: string): string =>
  pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\s+|#[^\n]*/g, (part) => (/^(\s|#)/.test(part) ? '' : part));

const translate = (pattern: string): string =>
  pattern
    .replace(/\\[\s\S]/g, (part) => ({ '\\A': '^', '\\z': '$', '\\Z': '(?=\\n?$)' })[part] ?? part)
    .replace(/\(\?P</g, '(?<');

/** JavaScript regex for a PCRE pattern with mongod's options (i, m, s, x, u). Throws 51091 or 51108. */
export const compileRegex = (pattern: string, options: string, flags = ''): RegExp => {
  ensure(!`${pattern}${options}`.includes('\0'), 2, 'Regular expression cannot contain an embedded null byte');
  // JavaScript would read [[:alpha:]] as a set of these characters.
  ensure(!/\[:\^?\w+:\]/.test(pattern), 51091, 'Regular expression is invalid: POSIX classes are not supported');
  let body = pattern;
  let given = options;
  const inline = /^\(\?([imsx]+)\)/.exec(body);
  if (inline) {
    body = body.slice(inline[0].length);
    given += inline[1] ?? '';
  }
  for (const option of given) ensure('imsxu'.includes(option), 51108, `invalid flag in regex options: ${option}`);
  if (given.includes('x')) body = compact(body);
  const own = [...'ims'].filter((flag) => given.includes(flag)).join('') + flags;
  const source = translate(body);
  try {
    return new RegExp(source, `${own}u`);
  } catch {
    // Escapes that PCRE allows and JavaScript's Unicode mode doesn't, such as \- : once more without that mode.
  }
  try {
    return new RegExp(source, own);
  } catch (error) {
    throw new EngineError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
};

/** Literal text that every match starts with, when the pattern is anchored; undefined when an index can't use it. */
export const anchoredPrefix = (pattern: string, options: string): string | undefined => {
  if (!/^(\^|\\A)/.test(pattern) || /[imx]/.test(options) || pattern.includes('|')) return undefined;
  let prefix = '';
  let rest = pattern.replace(/^(\^|\\A)/, '');
  for (;;) {
    const match = /^(?:\\([^A-Za-z0-9])|([^\\^$.|?*+()[\]{}]))([?*+{]?)/su.exec(rest);
    if (match === null) return prefix === '' ? undefined : prefix;
    const quantifier = match[3] ?? '';
    if (quantifier === '' || quantifier === '+') prefix += match[1] ?? match[2] ?? '';
    if (quantifier !== '') return prefix === '' ? undefined : prefix;
    rest = rest.slice(match[0].length);
  }
};
