import { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import type { ParameterBook, Tracer } from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { choiceField, dayField, textField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';
import { type DatedTable, datedTableSchema } from '../selection/index.ts';
import ktu from './ktu.json' with { type: 'json' };

/** Reasons for a transfer; AFET (5/4) is considered but not scored. */
export const reasonKindField = choiceField('MuvafakatGerekcesi', {
  CAN_GUVENLIGI: 'Can güvenliği; puanlanmaz, takvime bağlı değildir.',
  SAGLIK: 'Sağlık.',
  AILE_BIRLIGI: 'Aile birliği.',
  OGRENIM: 'Öğrenim durumu.',
  UST_GOREV: 'Üst göreve atanma.',
  ENGELLILIK: 'Engellilik.',
  AFET: 'Afet sonrası bakıma muhtaç anne ve baba; Komisyon değerlendirir, puanlanmaz.',
});
export type ReasonKind = z.output<typeof reasonKindField>;

const text = z.string().min(1);
const rulesSchema = z.strictObject({
  il: text,
  managers: z.strictObject({ article: text, route: text, unvans: z.array(text) }),
  commission: z.strictObject({ article: text, seats: z.array(text) }),
  lifeSafetyDecision: text,
  reasons: z.array(
    z.strictObject({ kind: reasonKindField, article: text, title: text, proof: text, isScored: z.boolean() }),
  ),
});

/** First part of the names of these tables and of their figures: `muvafakat-ktu`, `muvafakat-ktu-gecerlilik-ay`. */
export const INSTITUTION_RULES = 'muvafakat-';
/** The texts of an institution's rules in all their wordings; the figures are the parameters of the same name. */
export const institutionRulesSchema = datedTableSchema(rulesSchema);
/** One wording of the texts. */
export type InstitutionRules = z.output<typeof rulesSchema>;

const BUILT_IN = 'ktu';
/** The first rules on file: Karadeniz Teknik Üniversitesi's, from 2024. */
export const builtInRules: DatedTable<InstitutionRules> = institutionRulesSchema.parse(ktu);

/** What the calculations read: figures, and the institution's own rule texts where its folder has any. */
export type MuvafakatContext = CalculationContext;

/** The rules of one institution on a day. */
export interface Rules {
  /** "KTÜ Muvafakat Usul ve Esasları". */
  readonly title: string;
  readonly texts: InstitutionRules;
  readonly figures: Figures;
  /** "KTÜ Muvafakat Usul ve Esasları m.5/3". */
  article(place: string): string;
  reason(kind: ReasonKind): InstitutionRules['reasons'][number];
}

/** The institution whose rules apply. */
export const kurumField = textField
  .optional()
  .describe('Kuralları uygulanan kurumun kısaltması; verilmezse kurumun kendi kuralları, yoksa ktu.');
/** The day whose rules apply. */
export const onField = dayField.describe('Kuralların okunduğu gün.');

/** The rules that apply where none are named: the only ones of the institution's own folder, else the built-in ones. */
export function ownKurum({ tables }: ParameterBook): string {
  const own = [...(tables?.keys() ?? [])].filter((name) => name.startsWith(INSTITUTION_RULES));
  return own.length === 1 && own[0] !== undefined ? own[0].slice(INSTITUTION_RULES.length) : BUILT_IN;
}

/** Title of the rules of an institution; null where none are on file. */
export function rulesTitle(book: ParameterBook, kurum: string | undefined): string | null {
  return tableOf(book, kurum ?? ownKurum(book))?.title ?? null;
}

function tableOf(book: ParameterBook, kurum: string): DatedTable<InstitutionRules> | null {
  const own = book.tables?.get(INSTITUTION_RULES + kurum);
  // The loader has checked it against institutionRulesSchema.
  if (own !== undefined) return own as DatedTable<InstitutionRules>;
  return kurum === BUILT_IN ? builtInRules : null;
}

/** Opens an institution's rules. Throws ValidationError for an institution without rules on the day. */
export function openRules(
  asked: { readonly kurum?: string | undefined; readonly on: string },
  { book }: MuvafakatContext,
  tracer: Tracer,
): Rules {
  const kurum = asked.kurum ?? ownKurum(book);
  const table = tableOf(book, kurum);
  const texts = table?.versions.findLast((v) => v.from <= asked.on)?.value ?? null;
  if (table === null || texts === null)
    throw ValidationError.of(
      'kurum',
      `"${kurum}" için ${asked.on} gününde yürürlükte muvafakat kuralı yok. Kurum kısaltmasını ve tarihi denetleyin.`,
    );
  const { title } = table;
  return {
    title,
    texts,
    figures: ofKurum(createFigures(book, asked.on, tracer), namesOf(kurum)),
    article(place) {
      return `${title} ${place}`;
    },
    reason(kind) {
      const found = texts.reasons.find((r) => r.kind === kind);
      if (!found) throw ValidationError.of('reasons', `"${kind}" gerekçesi ${title} içinde yok.`);
      return found;
    },
  };
}

const NAMES = new Map<string, (name: string) => string>();
/** More institutions than one server has rules of; names come from a request. */
const MOST_KURUMS = 100;

/** Names of an institution's figures in the book, joined once: a fresh text is hashed anew at every look-up. */
function namesOf(kurum: string): (name: string) => string {
  const known = NAMES.get(kurum);
  if (known) return known;
  const joinedNames = new Map<string, string>();
  const full = (name: string): string => {
    const joined = joinedNames.get(name) ?? `${INSTITUTION_RULES}${kurum}-${name}`;
    joinedNames.set(name, joined);
    return joined;
  };
  if (NAMES.size < MOST_KURUMS) NAMES.set(kurum, full);
  return full;
}

function ofKurum(figures: Figures, full: (name: string) => string): Figures {
  return {
    exact(name) {
      return figures.exact(full(name));
    },
    count(name) {
      return figures.count(full(name));
    },
    optional(name) {
      return figures.optional(full(name));
    },
    used() {
      return figures.used();
    },
  };
}

/** Case and spaces aside, for titles and names. */
export function fold(name: string): string {
  return name.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
}
