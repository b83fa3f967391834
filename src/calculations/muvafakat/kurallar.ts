import type { z } from 'zod';
import { ValidationError } from '../../errors/index.ts';
import type { Tracer } from '../engine/index.ts';
import { createFigures, type Figures } from '../figures.ts';
import { choiceField, dayField, textField } from '../input.ts';
import type { CalculationContext } from '../registry.ts';
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

/** The texts of an institution's rules; its figures are the parameters `muvafakat-<kurum>-…`. */
export interface InstitutionRules {
  readonly kurum: string;
  readonly title: string;
  readonly from: string;
  readonly source: string;
  readonly managers: { readonly article: string; readonly route: string; readonly unvans: readonly string[] };
  readonly commission: { readonly article: string; readonly seats: readonly string[] };
  readonly lifeSafetyDecision: string;
  readonly reasons: readonly {
    readonly kind: ReasonKind;
    readonly article: string;
    readonly title: string;
    readonly proof: string;
    readonly isScored: boolean;
  }[];
}

/** Rule texts that the product brings along. */
export const builtInRules: readonly InstitutionRules[] = [ktu as InstitutionRules];

/** The context may bring further institutions' rules; without them the built-in ones hold. */
export interface MuvafakatContext extends CalculationContext {
  readonly muvafakatRules?: readonly InstitutionRules[];
}

/** The rules of one institution on a day. */
export interface Rules {
  readonly texts: InstitutionRules;
  readonly figures: Figures;
  /** "KTÜ Muvafakat Usul ve Esasları m.5/3". */
  article(place: string): string;
  reason(kind: ReasonKind): InstitutionRules['reasons'][number];
}

/** The institution whose rules apply. */
export const kurumField = textField.default('ktu').describe('Kuralları uygulanan kurumun kısaltması.');
/** The day whose rules apply. */
export const onField = dayField.describe('Kuralların okunduğu gün.');

/** Opens an institution's rules. Throws ValidationError for an institution without rules. */
export function openRules(asked: { kurum: string; on: string }, context: MuvafakatContext, tracer: Tracer): Rules {
  const texts = (context.muvafakatRules ?? builtInRules).find((r) => r.kurum === asked.kurum && r.from <= asked.on);
  if (!texts)
    throw ValidationError.of(
      'kurum',
      `"${asked.kurum}" için ${asked.on} gününde yürürlükte muvafakat kuralı yok. Kurum kısaltmasını ve tarihi denetleyin.`,
    );
  const figures = createFigures(context.book, asked.on, tracer);
  const full = fullNames(texts);
  return {
    texts,
    figures: {
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
    },
    article(place) {
      return `${texts.title} ${place}`;
    },
    reason(kind) {
      const found = texts.reasons.find((r) => r.kind === kind);
      if (!found) throw ValidationError.of('reasons', `"${kind}" gerekçesi ${texts.title} içinde yok.`);
      return found;
    },
  };
}

const FULL_NAMES = new WeakMap<InstitutionRules, (name: string) => string>();

/** Names of an institution's figures in the book, joined once: a fresh text is hashed anew at every look-up. */
function fullNames(texts: InstitutionRules): (name: string) => string {
  const known = FULL_NAMES.get(texts);
  if (known) return known;
  const names = new Map<string, string>();
  const full = (name: string): string => {
    const joined = names.get(name) ?? `muvafakat-${texts.kurum}-${name}`;
    names.set(name, joined);
    return joined;
  };
  FULL_NAMES.set(texts, full);
  return full;
}

/** Case and spaces aside, for titles and names. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
}
