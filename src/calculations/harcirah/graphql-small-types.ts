/** Results of the small calculations of law 6245 in the API. */
import { builder } from '../../graphql/index.ts';
import type { KktcKonaklamaValue } from './kktc.ts';
import type { KonaklamaTavaniValue } from './konaklama-tavani.ts';
import type { YurtdisiKonaklamaValue } from './yurtdisi-konaklama.ts';

export const EsasDereceType = builder.objectRef<{ readonly esasDerece: number }>('EsasDereceValue').implement({
  description: 'Harcıraha esas derece.',
  fields: (t) => ({ esasDerece: t.exposeInt('esasDerece', { description: 'Derece, 1–15.' }) }),
});

export const KonaklamaTavaniType = builder.objectRef<KonaklamaTavaniValue>('KonaklamaTavaniValue').implement({
  description: 'Bir günün konaklama tavanı.',
  fields: (t) => ({
    cap: t.expose('cap', { type: 'Money', description: 'Tavan, TL.' }),
    multiplier: t.expose('multiplier', { type: 'Decimal', description: 'Gündeliğin katı.' }),
  }),
});

export const KktcKonaklamaType = builder.objectRef<KktcKonaklamaValue>('KktcKonaklamaValue').implement({
  description: 'KKTC’de belgeli konaklama.',
  fields: (t) => ({
    nightlyCap: t.expose('nightlyCap', { type: 'Money', description: 'Gecelik tavan, TL.' }),
    paidNights: t.exposeInt('paidNights', { description: 'Ödenen gece.' }),
    payable: t.expose('payable', { type: 'Money', description: 'Ödenecek tutar, TL.' }),
  }),
});

export const YurtdisiKonaklamaType = builder.objectRef<YurtdisiKonaklamaValue>('YurtdisiKonaklamaValue').implement({
  description: 'Yurt dışında belgeli konaklama; gündeliğin para birimiyle.',
  fields: (t) => ({
    nightly: t.expose('nightly', { type: 'Decimal', description: 'Bir gecenin ilavesi.' }),
    paidNights: t.exposeInt('paidNights', { description: 'Ödenen gece.' }),
    total: t.expose('total', { type: 'Decimal', description: 'Toplam.' }),
  }),
});

export const MahalType = builder.objectRef<{ readonly isInside: boolean }>('MemuriyetMahalliValue').implement({
  description: 'Memuriyet mahalli.',
  fields: (t) => ({ isInside: t.exposeBoolean('isInside', { description: 'Yer memuriyet mahalli içinde mi.' }) }),
});
