/** The door of the calculations room: pure law engines and the shapes that they share. */
export * as bolgeHizmeti from './bolge-hizmeti/index.ts';
export * from './engine/index.ts';
export * as gorevdeYukselme from './gorevde-yukselme/index.ts';
export * as harcirah from './harcirah/index.ts';
export { calculations } from './list.ts';
export * as muvafakat from './muvafakat/index.ts';
export { loadParameters, type ParameterFinding } from './parameters/load.ts';
export type { CalculationContext, CalculationEntry } from './registry.ts';
export * as selection from './selection/index.ts';
export * as terfi from './terfi/index.ts';
