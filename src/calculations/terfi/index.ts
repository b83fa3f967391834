/** The door of the terfi and intibak engine. */
export { type EventOf, type IntibakTerms, isArticle64, type TerfiEvent, type TerfiEventType } from './events.ts';
export { type Position, positionText, raiseDerece, raiseKademe, rankOf } from './position.ts';
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
