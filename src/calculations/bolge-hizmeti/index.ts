/** The door of region service and relocation: MEB Yön. m.26–33, Ek-2, Ek-3. */
export * from './ek2.ts';
export { bolgeHizmetiCalculations } from './entries.ts';
export * from './manager-round.ts';
export * from './moves.ts';
export * from './preference.ts';
export * from './ranking.ts';
export {
  calculateNewUnitRegion,
  calculateRegion,
  findRegion,
  type NewUnitInput,
  newUnitInput,
  type RegionFinding,
  type RegionInput,
  regionInput,
} from './region.ts';
export { placeInName } from './region-name.ts';
export * from './served-regions.ts';
export * from './staff-round.ts';
export * from './tables.ts';
export * from './term.ts';
