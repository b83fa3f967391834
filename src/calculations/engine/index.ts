export * from './calendar.ts';
export * from './dated.ts';
export * from './money.ts';
export * from './sure.ts';
export * from './trace.ts';
