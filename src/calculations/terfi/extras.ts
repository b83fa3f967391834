import type { ColumnDay } from '../engine/index.ts';
import { type EventOf, isArticle64 } from './events.ts';
import { raiseDerece } from './position.ts';
import { moveText, openTracks, type Run, raiseTracks, refuse, writeRow } from './run.ts';
import type { Career, Track } from './state.ts';
import { ARTICLE_37_KADEME, articleOf, onDutyFigure, oneDegreeLaw, type RuleId, STEPS_PER_DEGREE } from './tables.ts';

/** A law that gives everybody on duty one degree; once each, and not after a law that excludes it. */
export function applyLaw(run: Run, day: ColumnDay, event: EventOf<'law'>): void {
  const { career } = run;
  const law = oneDegreeLaw(event.law);
  if (!law) refuse('R2', day, `"${event.law}" bir derece kanunları arasında tanımlı değil.`);
  if (career.entryDay === null || career.laws.includes(event.law)) return;
  const excluding = law.excludedBy.find((id) => career.laws.some((used) => used === id));
  if (excluding !== undefined || (career.oneUsed && law.excludedBy.length > 0)) {
    run.tracer?.step({
      label: law.title,
      rule: 'R11',
      article: law.source,
      parameters: [onDutyFigure(law)],
      result: 'Daha önce bir derece kanunundan yararlanıldığından uygulanmaz',
    });
    return;
  }
  career.laws.push(event.law);
  career.lawDegrees += 1;
  const before = career.kha.position;
  for (const track of openTracks(career)) track.position = raiseDerece(track.position);
  run.tracer?.step({
    label: law.title,
    rule: 'R11',
    article: law.source,
    parameters: [onDutyFigure(law)],
    result: moveText(career.kha, before),
  });
  writeRow(run, day, event.label ?? law.title);
}

/** True where a track stands at step 4 of the ceiling or above, and there is a degree above it. 657 s.K. m.37. */
function isAtArticle37({ ceiling }: Career, track: Track): boolean {
  return ceiling > 1 && track.position.derece === ceiling && track.position.kademe >= ARTICLE_37_KADEME;
}

/** The day on which article 37 applies by itself: at step 4 of the ceiling inside an open time; null otherwise. */
export function nextArticle37Day(career: Career): ColumnDay | null {
  if (career.article37.length === 0 || !career.isAsil || !isAtArticle37(career, career.kha)) return null;
  const window = career.article37.find(({ to }) => to === null || to > career.today);
  return window ? Math.max(window.from, career.today) : null;
}

/** One degree above the ceiling for an officer who draws step 4 of it. 657 s.K. m.37. */
export function applyArticle37(run: Run, day: ColumnDay, event: Pick<EventOf<'art37'>, 'label'>): void {
  const { career } = run;
  const { ceiling, kha } = career;
  if (!career.isAsil || !isAtArticle37(career, kha)) {
    refuse('R15.3', day, `37. madde için yükselebileceği ${ceiling}. derecenin 4. kademesinde olmak gerekir.`);
  }
  const before = kha.position;
  for (const track of openTracks(career).filter((t) => isAtArticle37(career, t))) {
    const { derece, kademe } = track.position;
    track.position = { derece: derece - 1, kademe: kademe - STEPS_PER_DEGREE };
  }
  run.tracer?.step({
    label: '37. madde',
    rule: 'R15.3',
    article: articleOf('R15.3'),
    result: moveText(kha, before),
  });
  writeRow(run, day, event.label ?? '37. madde');
}

/** Steps or degrees apart from time (64, A/9 to A/11, A/5 …); those of a candidate wait for asalet. */
export function applyRaise(run: Run, day: ColumnDay, event: EventOf<'steps'> | EventOf<'degree'>): void {
  const { career } = run;
  const count = event.count ?? 1;
  const why = event.why ?? (event.type === 'steps' ? 'Kademe ilerlemesi' : 'Bir derece');
  if (career.entryDay === null) refuse('R2', day, 'Göreve başlamadan önce kademe ya da derece verilemez.');
  if (!career.isAsil) {
    career.pending.push({ kind: event.type, count, why });
    return;
  }
  if (event.type === 'steps' && isArticle64(why)) career.article64Steps += count;
  const before = career.kha.position;
  const rule = ruleOf(why);
  raiseTracks(career, event.type, count);
  run.tracer?.step({
    label: event.label ?? why,
    rule,
    article: articleOf(rule),
    result: moveText(career.kha, before),
  });
  writeRow(run, day, event.label ?? why);
}

function ruleOf(why: string): RuleId {
  if (!isArticle64(why)) return 'R3';
  return why.includes('243') ? 'R6.3' : 'R6.4';
}
