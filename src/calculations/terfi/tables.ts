import { type ColumnDay, columnsOf, isoDate, isoOfColumns, type ParameterReading } from '../engine/index.ts';
import articles from './articles.json' with { type: 'json' };
import tables from './tables.json' with { type: 'json' };

/** Laws that gave every officer on duty one degree, by the id of the rules page. */
export type OneDegreeLawId = '2182' | '457' | '458' | '459' | '5289' | '2016';

export interface OneDegreeLaw {
  readonly id: OneDegreeLawId;
  readonly title: string;
  /** The officer must be on duty on this day. */
  readonly onDuty: ColumnDay;
  readonly excludedBy: readonly string[];
  readonly source: string;
}

/** Rule ids whose article is on file. */
export type RuleId = keyof typeof articles;

export const STEPS_PER_DEGREE = tables.kademePerDerece.value;
export const PRIORITY_REGION = tables.priorityRegion;
export const regionFigure = figureOf({
  name: 'oncelikliYore.gun',
  title: 'Öncelikli yörede bir kademe için fiilen çalışılacak süre',
  value: PRIORITY_REGION.days,
  unit: 'gün',
  from: PRIORITY_REGION.from,
  source: PRIORITY_REGION.source,
  confidence: 'unverified',
});
export const LOWEST_DERECE = tables.lowestDerece.value;
export const ARTICLE_37_KADEME = tables.article37.kademe;

/** A dated figure of these tables as a trace prints it. */
export function figureOf(figure: {
  readonly name: string;
  readonly title: string;
  readonly value: string | number;
  readonly unit: string;
  readonly from: string;
  readonly source: string;
  readonly confidence: ParameterReading['confidence'];
}): ParameterReading {
  return { ...figure, value: String(figure.value) };
}

/** Law and article of a rule, as it is cited in a trace. */
export function articleOf(rule: RuleId): string {
  return articles[rule];
}

const lastKademes = Array.from({ length: 16 }, (_, derece) => {
  const byDerece: Readonly<Record<string, number>> = tables.lastKademe.byDerece;
  return byDerece[String(derece)] ?? tables.lastKademe.others;
});

/** Last step of a degree. 657 s.K. m.43. */
export function lastKademe(derece: number): number {
  return lastKademes[derece] ?? tables.lastKademe.others;
}

/** The one-degree laws, oldest first. */
export const oneDegreeLaws: readonly OneDegreeLaw[] = tables.oneDegreeLaws.map((law) => ({
  ...law,
  id: law.id as OneDegreeLawId,
  onDuty: columnsOf(isoDate(law.onDuty)),
}));

/** The day on which an officer must be on duty, as a figure for the trace. */
export function onDutyFigure(law: OneDegreeLaw): ParameterReading {
  const day = isoOfColumns(law.onDuty);
  const name = `birDerece.${law.id}`;
  return figureOf({
    name,
    title: `${law.title}: görevde olunacak gün`,
    value: day,
    unit: 'gün',
    from: day,
    source: law.source,
    confidence: 'verified',
  });
}

export function oneDegreeLaw(id: OneDegreeLawId): OneDegreeLaw | undefined {
  return oneDegreeLaws.find((law) => law.id === id);
}
