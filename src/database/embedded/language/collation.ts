import { describe } from './describe.ts';
import { ensure } from './error.ts';
import { toInteger } from './number.ts';
import type { Collator, Doc } from './types.ts';

const ALLOWED: Readonly<Record<string, (value: unknown) => boolean>> = {
  locale: (value) => typeof value === 'string',
  caseLevel: (value) => typeof value === 'boolean',
  caseFirst: (value) => ['upper', 'lower', 'off'].includes(value as string),
  strength: (value) => [1, 2, 3, 4, 5].includes(toInteger(value) ?? 0),
  numericOrdering: (value) => typeof value === 'boolean',
  alternate: (value) => value === 'non-ignorable',
  maxVariable: (value) => value === 'punct' || value === 'space',
  normalization: (value) => typeof value === 'boolean',
  backwards: (value) => value === false,
  version: (value) => typeof value === 'string',
};

const DEFAULTS = {
  caseLevel: false,
  caseFirst: 'off',
  strength: 3,
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
  version: '57.1',
} as const;

/** What of a collation this engine acts on; the rest has its default. */
interface Settings {
  readonly locale: string;
  readonly caseLevel: boolean;
  readonly caseFirst: 'upper' | 'lower' | 'off';
  readonly strength: number;
  readonly numericOrdering: boolean;
}

const check = (spec: Doc): void => {
  for (const [name, value] of Object.entries(spec)) {
    const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
    ensure(allowed, 40415, `BSON field 'collation.${name}' is an unknown field.`);
    ensure(allowed(value), 2, `BSON field 'collation.${name}' has a value that is not supported: ${describe(value)}`);
  }
  ensure(spec.locale !== undefined, 40414, "BSON field 'collation.locale' is missing but a required field");
};

/** ICU locale as JavaScript writes it; refused when Node has no data for it. */
const localeOf = (locale: string): string => {
  const tag = locale.replaceAll('_', '-');
  const isTag = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(tag);
  const isKnown = isTag && Intl.Collator.supportedLocalesOf([tag]).length > 0;
  ensure(isKnown, 2, `Field 'locale' is invalid in: { locale: "${locale}" }`);
  return tag;
};

const sensitivityOf = (spec: Settings): 'base' | 'accent' | 'case' | 'variant' => {
  if (spec.strength === 1) return spec.caseLevel ? 'case' : 'base';
  return spec.strength === 2 && !spec.caseLevel ? 'accent' : 'variant';
};

/** Text that is equal for strings equal under the collation, as far as folding can say (see the engine's limits). */
const makeFold = (spec: Settings, locale: string, collator: Intl.Collator): ((text: string) => string) => {
  const { strength, caseLevel } = spec;
  // A letter keeps its marks where the locale counts it as a letter of its own (Turkish ç, ş …).
  const bare = (letter: string): string => {
    const base = String.fromCodePoint(letter.codePointAt(0) as number);
    return collator.compare(letter, base) === 0 ? base : letter;
  };
  return (text) => {
    let folded = text.normalize(strength < 3 ? 'NFKC' : 'NFC');
    if (strength < 3 && !caseLevel) folded = folded.toLocaleLowerCase(locale);
    if (strength === 1)
      folded = folded
        .normalize('NFD')
        .replace(/\P{Mn}\p{Mn}+/gu, bare)
        .normalize('NFC');
    if (spec.numericOrdering) folded = folded.replace(/(^|\D)0+(?=\d)/g, '$1');
    return folded;
  };
};

/** Collator for a wire collation document; undefined for none or locale "simple". Throws 2, 40414, 40415. */
export const makeCollator = (spec: Doc | undefined): Collator | undefined => {
  if (spec === undefined || Object.keys(spec).length === 0) return undefined;
  check(spec);
  if (spec.locale === 'simple') return undefined;
  const strength = toInteger(spec.strength) ?? DEFAULTS.strength;
  const full = { ...DEFAULTS, ...spec, strength } as Doc as Doc & Settings;
  const locale = localeOf(full.locale);
  const collator = new Intl.Collator(locale, {
    usage: 'sort',
    sensitivity: sensitivityOf(full),
    numeric: full.numericOrdering,
    caseFirst: full.caseFirst === 'off' ? 'false' : full.caseFirst,
  });
  return {
    spec: full,
    compare: (a, b) => (a === b ? 0 : collator.compare(a, b)),
    fold: makeFold(full, locale, collator),
  };
};
