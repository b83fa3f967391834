/** What-if questions of staying longer and of half the term over the API. */

import { parseInput } from '../../errors/index.ts';
import { builder } from '../../graphql/index.ts';
import { outcomeOf, outcomeUnion } from '../graphql.ts';
import { mapOutcome } from '../selection/graphql-input.ts';
import { regionTablesOf } from './tables.ts';
import { calculateExtension, calculateHalfTerm, extensionInput, halfTermInput } from './term.ts';

const Extension = builder.objectRef<{ readonly years: number }>('RegionExtension').implement({
  description: 'Bölgede bir dönem daha kalma.',
  fields: (t) => ({ years: t.exposeInt('years', { description: 'Kalınabilecek ek yıl.' }) }),
});

builder.queryField('calculateRegionExtension', (t) =>
  t.field({
    type: outcomeUnion('RegionExtension', { description: 'Bölgede bir dönem daha kalma.', type: Extension }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Dördüncü ve beşinci bölgede bir defaya mahsus kalma süresi. MEB Yön. m.29/5, Geçici m.3/5.',
    args: {
      on: t.arg({ type: 'Date', description: 'Hangi günün kuralları.' }),
      region: t.arg.int({ description: 'Bulunulan bölge, 1–5.' }),
      termCompleted: t.arg.boolean({ description: 'Bölge süresi tamam mı.' }),
      extendedBefore: t.arg.boolean({ description: 'Daha önce uzatıldı mı.' }),
      twiceTheTermOnTransition: t.arg.boolean({
        defaultValue: false,
        description: '19/6/2021’de sürenin iki katı ve fazlası dolmuş muydu.',
      }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() =>
        mapOutcome(calculateExtension(parseInput(extensionInput, args), { tables: regionTablesOf(book) }), (years) => ({
          years,
        })),
      ),
  }),
);

const HalfTerm = builder.objectRef<{ readonly isServed: boolean }>('RegionHalfTerm').implement({
  description: 'Bölge süresinin yarısı dolmuş.',
  fields: (t) => ({
    isServed: t.exposeBoolean('isServed', { description: 'Her zaman doğru; değilse sonuç verilmez.' }),
  }),
});

builder.queryField('calculateRegionHalfTerm', (t) =>
  t.field({
    type: outcomeUnion('RegionHalfTerm', { description: 'İsteğe bağlı yer değiştirmede yarı süre.', type: HalfTerm }),
    nullable: true,
    authScopes: { personnelReader: true },
    description: 'Yöneticinin isteğe bağlı yer değiştirmesi için bölge süresinin yarısı doldu mu. MEB Yön. m.31/1.',
    args: {
      on: t.arg({ type: 'Date', description: 'Referans günü (30 Haziran).' }),
      region: t.arg.int({ description: 'Bulunulan bölge, 1–5.' }),
      servedDays: t.arg.int({ description: 'Bölgede geçen süre, 30/360 gün.' }),
    },
    resolve: (_parent, args, { book }) =>
      outcomeOf(() =>
        mapOutcome(
          calculateHalfTerm(parseInput(halfTermInput, args), { tables: regionTablesOf(book) }),
          (isServed) => ({
            isServed,
          }),
        ),
      ),
  }),
);
