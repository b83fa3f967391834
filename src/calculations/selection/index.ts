/** What ranking, placement and lots share: used by promotion exams and by relocation. */
export * from './dated-table.ts';
export * from './lot.ts';
export * from './names.ts';
export * from './placement.ts';
export * from './ranking.ts';
export * from './service.ts';
