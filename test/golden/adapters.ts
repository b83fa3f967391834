import type { Adapter } from './adapter.ts';
import { bolgeSorguAdapters } from './bolge-sorgu.ts';
import { gorevdeYukselmeAdapters } from './gorevde-yukselme.ts';
import { harcirahAdapters } from './harcirah.ts';
import { muvafakatAdapters } from './muvafakat.ts';
import { sureAdapters } from './sure.ts';
import { terfiAdapters } from './terfi.ts';

/** Every kind of golden case and the function that answers it. */
export const adapters: Readonly<Record<string, Adapter>> = {
  ...sureAdapters,
  ...terfiAdapters,
  ...harcirahAdapters,
  ...gorevdeYukselmeAdapters,
  ...bolgeSorguAdapters,
  ...muvafakatAdapters,
};
