import { describe, expect, test } from 'vitest';
import { terfiAdapters } from '../../golden/terfi.ts';
import { ruleCases } from './rules.cases.ts';

interface Answer {
  readonly states: readonly { date: string; kha: Position; eea: Position | null }[];
  readonly next: { readonly kha: string | null; readonly eea: string | null };
}
interface Position {
  readonly derece: number;
  readonly kademe: number;
}

const TUPLES = /^(pos|base|kha|eea|ownKha|served|bought|running|credit)$/;

/** "entry 2010-01-15 pos=9/1 region" in the vocabulary of the case files. */
function eventOf(text: string) {
  const [type = '', date = '', ...facts] = text.trim().split(' ');
  const given = facts.map((fact): [string, unknown] => {
    const [key = '', value] = fact.split('=');
    if (value === undefined) return [key, true];
    if (TUPLES.test(key)) return [key, value.split(/[/,]/).map(Number)];
    if (value === 'false') return [key, false];
    return [key, /^\d+$/.test(value) && key !== 'law' ? Number(value) : value.replaceAll('_', ' ')];
  });
  const { base, emsal, ...rest } = Object.fromEntries(given);
  const terms = base === undefined ? {} : { base, emsal };
  return { type, date, ...rest, ...(type === 'asalet' && base !== undefined ? { intibak: terms } : terms) };
}

const positionOf = ({ derece, kademe }: Position): string => `${derece}/${kademe}`;

describe('rules of the guide, one career each', () => {
  test.each(ruleCases)('$rule: $events', ({ events, ceiling, horizon, states, next }) => {
    const dates = states.split('; ').map((state) => state.slice(0, 10));
    const input = { events: events.split(';').map(eventOf), dates, horizon, ...(ceiling ? { ceiling } : {}) };
    const answer = terfiAdapters.terfi?.(input) as Answer;
    const given = answer.states.map((s) =>
      [s.date, positionOf(s.kha), ...(s.eea ? [positionOf(s.eea)] : [])].join(' '),
    );
    expect(given.join('; ')).toBe(states);
    expect([answer.next.kha ?? '-', ...(answer.next.eea === null ? [] : [answer.next.eea])].join(' ')).toBe(next);
  });
});
