/** The door of promotion, title change and appointment: MEB Yön. m.5–25, 657 s.K. m.68/B. */
export * from './application.ts';
export * from './call.ts';
export * from './doctorate.ts';
export * from './education.ts';
export * from './kadro.ts';
export * from './manager.ts';
export * from './marks.ts';
export * from './oral.ts';
export * from './place.ts';
export * from './promotion.ts';
export * from './service-68b.ts';
export * from './success.ts';
export * from './tables.ts';
export * from './title-change.ts';
export * from './transition.ts';
