/** The door of the errors leaf: expected failures and the check of raw input. */
export * from './errors.ts';
export { IN_TURKISH, parseInput } from './parse.ts';
