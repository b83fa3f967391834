import { type OfficeLevel, type Relation, relationOf } from './levels.ts';

/** Who is addressed, as far as the closing formula depends on it. */
export interface ClosingAddressee {
  readonly kind: 'kurum' | 'birim' | 'kisi' | 'makam' | 'dagitim';
  readonly level?: OfficeLevel | undefined;
  readonly relation?: Relation | undefined;
  readonly isPrivate?: boolean | undefined;
  readonly isStaff?: boolean | undefined;
}

export interface Closing {
  readonly formula: string;
  /** The rule that gave it, for the officer and the trace. */
  readonly reason: string;
}

const STEMS: Readonly<Record<string, string>> = {
  bilgi: 'Bilgilerinizi',
  geregi: 'Gereğini',
  'bilgi-geregi': 'Bilgilerinizi ve gereğini',
};

/** The words before the formula: a short name or the text itself. */
export function closingStem(stem: string): string {
  return STEMS[stem] ?? stem;
}

const ARZ = 'arz ederim.';
const RICA = 'rica ederim.';

/**
 * Closing formula by the ranks of writer and addressee (Yönetmelik m.16/12, m.20; Kılavuz 13). The writer's rank is that
 * of the delegating office when the letter is signed with `a.` (clause d); the addressee's that of the first line (clause c).
 */
export function closingFormula(
  writer: OfficeLevel | undefined,
  to: ClosingAddressee,
  recipients: readonly ClosingAddressee[] = [],
): Closing {
  switch (to.kind) {
    case 'makam':
      return { formula: 'olurlarınıza arz ederim.', reason: 'Olur isteniyor (m.20).' };
    case 'kisi':
      return to.isStaff === true
        ? { formula: RICA, reason: 'Muhatap idarenin kendi personelidir (m.16/12-a).' }
        : { formula: 'Bilgilerinize sunulur.', reason: 'Muhatap gerçek kişidir (m.16/12-e).' };
    case 'dagitim':
      return forDistribution(recipients.map((recipient) => directionOf(writer, recipient)));
    case 'kurum':
    case 'birim': {
      const { direction, reason } = directionOf(writer, to);
      return { formula: direction === 'rica' ? RICA : ARZ, reason };
    }
  }
}

interface Direction {
  readonly direction: 'arz' | 'rica';
  readonly reason: string;
}

function directionOf(writer: OfficeLevel | undefined, to: ClosingAddressee): Direction {
  if (to.isPrivate === true) return { direction: 'rica', reason: 'Muhatap özel hukuk tüzel kişisidir (Kılavuz 13.1).' };
  if (to.kind === 'kisi') return { direction: 'rica', reason: 'Muhatap idarenin kendi personelidir (m.16/12-a).' };
  switch (to.relation ?? relationOf(writer, to.level)) {
    case 'ast':
      return { direction: 'rica', reason: 'Muhatap alt makamdır (m.16/12-a).' };
    case 'ust':
      return { direction: 'arz', reason: 'Muhatap üst makamdır (m.16/12-b).' };
    case 'esit':
      return { direction: 'arz', reason: 'Muhatap aynı düzeyde makamdır (m.16/12-b).' };
    case 'belirsiz':
      return { direction: 'arz', reason: 'Hiyerarşi mevzuatla belirlenmemiştir; arz kullanılır (Kılavuz 13).' };
  }
}

function forDistribution(directions: readonly Direction[]): Closing {
  const kinds = new Set(directions.map((item) => item.direction));
  if (kinds.size > 1)
    return { formula: 'arz ve rica ederim.', reason: 'Üst/eşit ve alt makamlara birlikte dağıtılıyor (m.16/12-b).' };
  const only = directions[0];
  if (!only) return { formula: ARZ, reason: 'Dağıtım yerleri henüz belli değil; arz kullanılır (Kılavuz 13).' };
  return { formula: only.direction === 'rica' ? RICA : ARZ, reason: only.reason };
}
