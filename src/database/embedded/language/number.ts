import { EngineError } from './error.ts';

/** True for int, long, double and decimal values. */
export const isNumeric = (_value: unknown): boolean => {
  throw new EngineError(238, 'not built yet');
};
/** a + b on mongod's numeric tower: int → long on overflow → double; decimal wins. */
export const add = (_a: unknown, _b: unknown): unknown => {
  throw new EngineError(238, 'not built yet');
};
/** a − b on mongod's numeric tower. */
export const subtract = (_a: unknown, _b: unknown): unknown => {
  throw new EngineError(238, 'not built yet');
};
/** a × b on mongod's numeric tower. */
export const multiply = (_a: unknown, _b: unknown): unknown => {
  throw new EngineError(238, 'not built yet');
};
/** The value as a safe JS integer when it is numeric and integral (command options such as limit), else undefined. */
export const toInteger = (_value: unknown): number | undefined => {
  throw new EngineError(238, 'not built yet');
};
