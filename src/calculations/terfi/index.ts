/** The door of the terfi and intibak engine. */

export { calculateTerfi, nextPromotions, type TerfiResult } from './calculate.ts';
export type { TerfiFinding } from './derivation.ts';
export { type DerivedEvents, deriveTerfiEvents, type TerfiOptions } from './derive.ts';
export { calculateTerfiInput, type TerfiInput, terfiCalculations, terfiInput } from './entry-list.ts';
export { type EventOf, type IntibakTerms, isArticle64, type TerfiEvent, type TerfiEventType } from './events.ts';
export {
  EDUCATION_LEVELS,
  type EducationLevel,
  educationTitles,
  SINIFS,
  type Sinif,
  type TerfiFacts,
  type TerfiFactsInput,
  terfiFactsSchema,
} from './facts.ts';
export { type Position, positionText, raiseDerece, raiseKademe, rankOf } from './position.ts';
export {
  defaultReadings,
  readingsSchema,
  type TerfiReadingName,
  type TerfiReadings,
  terfiReadings,
} from './readings.ts';
export type { OneDegreeLawId } from './tables.ts';
export {
  type NextPromotion,
  type NextPromotions,
  nextPromotionsOfEvents,
  runTerfiTimeline,
  type TerfiTimeline,
  type TimelineOptions,
  type TimelineRow,
} from './timeline.ts';
