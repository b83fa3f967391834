/** The door of the calculations room: pure law engines and the shapes that they share. */
export * from './engine/index.ts';
export { loadParameters, type ParameterFinding } from './parameters/load.ts';
