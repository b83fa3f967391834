import { bolgeHizmetiCalculations } from './bolge-hizmeti/index.ts';
import { gorevdeYukselmeCalculations } from './gorevde-yukselme/index.ts';
import { harcirahCalculations } from './harcirah/index.ts';
import { muvafakatCalculations } from './muvafakat/index.ts';
import type { CalculationEntry } from './registry.ts';
import { terfiCalculations } from './terfi/index.ts';

/** Every calculation by name: what `ozluk calc KIND` and a form can offer. */
export const calculations: readonly CalculationEntry[] = [
  ...terfiCalculations,
  ...harcirahCalculations,
  ...gorevdeYukselmeCalculations,
  ...bolgeHizmetiCalculations,
  ...muvafakatCalculations,
];
