import type { RoundFamily } from './family.ts';
import { managerFamily } from './managers.ts';
import type { RoundKind } from './model.ts';
import { staffFamily } from './staff.ts';

/** A kind of relocation round: its Turkish name, its article, what it does differently. */
export interface RoundKindRow {
  readonly label: string;
  readonly article: string;
  readonly family: RoundFamily;
}

/** All kinds of relocation rounds. */
export const KINDS: Readonly<Record<RoundKind, RoundKindRow>> = {
  IL_ICI: { label: 'İl içi', article: 'MEB Yön. m.32', family: staffFamily },
  ILLER_ARASI: { label: 'İller arası', article: 'MEB Yön. m.33', family: staffFamily },
  BOLGE_HIZMETI: {
    label: 'Yöneticilerin bölge hizmetine bağlı yer değiştirmesi',
    article: 'MEB Yön. m.29',
    family: managerFamily,
  },
  ISTEGE_BAGLI_YONETICI: {
    label: 'Yöneticilerin isteğe bağlı yer değiştirmesi',
    article: 'MEB Yön. m.31',
    family: managerFamily,
  },
};

/** What rounds of a kind do differently. */
export function familyOf(kind: RoundKind): RoundFamily {
  return KINDS[kind].family;
}
