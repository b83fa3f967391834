import type { Reading } from '../options.ts';

/** How "not above the document" is tested. */
export const belgeKarsilastirma: Reading<'TOPLAM' | 'GECE'> = {
  name: 'belgeKarsilastirma',
  label: 'Belge bedelini aşmama sınaması',
  article: '6245 s.K. m.33/d',
  default: 'TOPLAM',
  choices: {
    TOPLAM: 'Belgelerin toplamı tavanların toplamıyla karşılaştırılır (kaynaktaki örnek).',
    GECE: 'Her gecenin bedeli o gecenin tavanıyla karşılaştırılır.',
  },
};

/** Whether the cap of a day is brought to kuruş before it is used. */
export const gunlukTavan: Reading<'TAM' | 'KIRP'> = {
  name: 'gunlukTavan',
  label: 'Günlük konaklama tavanı',
  article: '6245 s.K. m.33/d',
  default: 'TAM',
  choices: {
    TAM: 'Tavan tam değeriyle kullanılır, yalnız toplam yuvarlanır.',
    KIRP: 'Günlük tavanın kuruştan sonrası atılır (2016 tarihli kamu örneği).',
  },
};
