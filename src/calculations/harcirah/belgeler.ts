import { z } from 'zod';
import { concluded, createTracer, type Outcome } from '../engine/index.ts';
import { choiceField, flagField } from '../input.ts';
import belgeler from './belgeler.json' with { type: 'json' };

/** Lists of documents by name, as the regulation groups them. */
export type BelgeListId = keyof typeof belgeler.lists;
export const belgeListIds = Object.keys(belgeler.lists) as readonly BelgeListId[];

/** One list, in the order of the source. Merkezî Yönetim Harcama Belgeleri Yönetmeliği. */
export function documentsOf(list: BelgeListId): readonly string[] {
  return belgeler.lists[list];
}

/** Occasions of a temporary duty that need further documents. */
export const gorevAmaci = choiceField('GorevAmaci', {
  GENEL: 'Genel.',
  DERS: 'Ders vermek üzere görevlendirilen öğretim elemanı.',
  KONFERANS: 'Konferans, seminer, toplantı.',
  TOPLU_SEYAHAT: 'Kurs, yarışma, gösteri gibi toplu seyahat.',
});

export const belgelerInput = z.strictObject({
  kind: choiceField('YollukTuru', {
    YURTICI_GECICI: 'Yurt içi geçici görev.',
    YURTDISI_GECICI: 'Yurt dışı geçici görev.',
    YURTICI_SUREKLI: 'Yurt içi sürekli görev.',
    EMEKLI_TAZMINATI: 'Emeklilik tazminatı.',
  }).describe('Ödemenin türü.'),
  purpose: gorevAmaci.default('GENEL').describe('Geçici görevin amacı.'),
  hasLodging: flagField.default(false).describe('Konaklama ödemesi isteniyor mu.'),
  isTaxiOverLimit: flagField.default(false).describe('Taksi gideri belgesiz sınırı aşıyor mu.'),
  isFlight: flagField.default(false).describe('Uçakla yolculuk var mı.'),
  isOffMap: flagField.default(true).describe('Yer resmî mesafe haritasında gösterilmemiş mi (sürekli görev).'),
  isAdvance: flagField.default(false).describe('Avans verildi mi.'),
});
export type BelgelerInput = z.output<typeof belgelerInput>;

/** The checklist of one payment file. */
export function calculateBelgeler(input: BelgelerInput): Outcome<{ readonly documents: readonly string[] }> {
  const tracer = createTracer();
  const documents = requiredDocuments(input);
  tracer.step({ label: 'Aranacak belgeler', article: belgeler.article, result: () => documents.join('; ') });
  if (input.isAdvance)
    tracer.step({
      label: 'Avans belgesi',
      article: belgeler.article,
      result: () => `avans verilirken: ${documentsOf('avans').join('; ')}`,
    });
  return concluded({ documents }, tracer);
}

/** Documents of the settled payment; those of an advance come first when there is one. */
export function requiredDocuments(facts: Omit<BelgelerInput, 'isOffMap'> & { isOffMap?: boolean }): readonly string[] {
  return [...(facts.isAdvance ? documentsOf('avans') : []), ...settledDocuments(facts)];
}

function settledDocuments(facts: Omit<BelgelerInput, 'isOffMap'> & { isOffMap?: boolean }): readonly string[] {
  switch (facts.kind) {
    case 'EMEKLI_TAZMINATI':
      return documentsOf('emekli_tazminati');
    case 'YURTICI_SUREKLI':
      return documentsOf('yurtici_surekli_genel').filter(
        (d) => facts.isOffMap !== false || !d.includes('mesafe cetveli'),
      );
    case 'YURTDISI_GECICI':
      return [...documentsOf('yurtdisi_gecici_genel'), ...occasional('yurtdisi_gecici_varsa', facts)];
    case 'YURTICI_GECICI':
      return [
        ...documentsOf('yurtici_gecici_genel'),
        ...occasional('yurtici_gecici_varsa', facts),
        ...(facts.purpose === 'GENEL' ? [] : documentsOf(listOfPurpose[facts.purpose])),
      ];
  }
}

const listOfPurpose = {
  DERS: 'yurtici_gecici_ders_ogretim_elemani_ek',
  KONFERANS: 'yurtici_gecici_konferans_ek',
  TOPLU_SEYAHAT: 'yurtici_gecici_toplu_seyahat_ek',
} as const;

type Occasions = Pick<BelgelerInput, 'hasLodging' | 'isTaxiOverLimit' | 'isFlight'>;

/** The “if any” lists name lodging, taxi and flight in this order. */
function occasional(list: BelgeListId, { hasLodging, isTaxiOverLimit, isFlight }: Occasions): readonly string[] {
  return documentsOf(list).filter((_, i) => [hasLodging, isTaxiOverLimit, isFlight][i] === true);
}
