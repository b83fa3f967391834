import { z } from 'zod';
import { isoDate } from '../../src/calculations/index.ts';
import {
  type OneDegreeLawId,
  type Position,
  runTerfiTimeline,
  type TerfiEvent,
  type TimelineOptions,
} from '../../src/calculations/terfi/index.ts';
import type { Adapters } from './adapter.ts';

const date = z.string().transform((text) => isoDate(text));
const sure = z.tuple([z.number(), z.number(), z.number()]).transform(([yil, ay, gun]) => ({ yil, ay, gun }));
const position = z.tuple([z.number(), z.number()]).transform(([derece, kademe]) => ({ derece, kademe }));
const flag = z.boolean().optional();
const count = z.number().optional();
const terms = { base: position, degreeBonus: count, emsal: date, sixB: count, ceiling: count };
const none = { yil: 0, ay: 0, gun: 0 };
const credit = { kha: sure.default(none), eea: sure.optional(), ownKha: sure.optional(), splitEea: flag };

const event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('entry'),
    date,
    pos: position,
    eea: position.optional(),
    region: flag,
    asil: flag,
    credit: sure.optional(),
  }),
  z.object({
    type: z.literal('snapshot'),
    date,
    pos: position,
    due: date,
    eea: position.optional(),
    eeaDue: date.optional(),
    oneUsed: flag,
  }),
  z.object({ type: z.literal('asalet'), date, intibak: z.object(terms).optional() }),
  z.object({ type: z.literal('creditAtAsalet'), date, ...credit }),
  z.object({ type: z.literal('creditDayAfter'), date, ...credit }),
  z.object({ type: z.literal('leaveStart'), date }),
  z.object({ type: z.literal('leaveEnd'), date }),
  z.object({ type: z.literal('milStart'), date }),
  z.object({ type: z.literal('milEnd'), date, served: sure }),
  z.object({ type: z.literal('law'), date, law: z.coerce.string() }),
  z.object({ type: z.literal('steps'), date, n: count, why: z.string().optional() }),
  z.object({ type: z.literal('degree'), date, n: count, why: z.string().optional() }),
  z.object({ type: z.literal('region'), date, on: z.boolean() }),
  z.object({ type: z.literal('stop'), date, years: z.number() }),
  z.object({ type: z.literal('hold71'), date, years: z.number() }),
  z.object({ type: z.literal('art37'), date }),
  z.object({ type: z.literal('intibak'), date, ...terms }),
  z.object({ type: z.literal('diplomaAday'), date, pos: position, ceiling: count }),
  z.object({ type: z.literal('borclanma'), date, bought: sure, running: sure.optional() }),
  z.object({ type: z.literal('kadro'), date, kadro: z.coerce.string().optional() }),
]);
const input = z.object({
  events: z.array(event),
  horizon: date.optional(),
  ceiling: count,
  serviceStart: date.optional(),
  dates: z.array(date).default([]),
  skip5289: flag,
  annulled: z.array(z.object({ type: z.string(), date: z.string() })).default([]),
});

/** A null of a case means “not given”. */
const withoutNulls = (raw: unknown): unknown =>
  JSON.parse(JSON.stringify(raw), (_key, value: unknown) => (value === null ? undefined : value));

/** Drops absent keys, which optional properties of the engine do not take as `undefined`. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function toEvent(raw: z.output<typeof event>): TerfiEvent {
  const { date: on, ...rest } = present(raw);
  const keys: Record<string, string> = { pos: 'position', n: 'count' };
  const renamed = Object.fromEntries(Object.entries(rest).map(([k, v]) => [keys[k] ?? k, v]));
  const base = { ...renamed, on };
  if (raw.type === 'region') return { type: 'region', on, isOn: raw.on };
  if (raw.type === 'law') return { type: 'law', on, law: raw.law as OneDegreeLawId };
  return base as TerfiEvent;
}

const answer = (track: Position | null) => (track ? { derece: track.derece, kademe: track.kademe } : null);

export const terfiAdapters: Adapters = {
  terfi: (raw) => {
    const { events, dates, skip5289, annulled, ...rest } = input.parse(withoutNulls(raw));
    const isValid = (e: { type: string; date: string }) =>
      !annulled.some((a) => a.type === e.type && a.date === e.date);
    const options: TimelineOptions = { ...present(rest), ...(skip5289 ? { withoutLaws: ['5289'] } : {}) };
    const timeline = runTerfiTimeline(events.filter(isValid).map(toEvent), options);
    const states = dates.map((day) => {
      const state = timeline.stateOn(day);
      return { date: day, kha: answer(state?.kha ?? null), eea: answer(state?.eea ?? null) };
    });
    return { states, next: { kha: timeline.next.kha?.on ?? null, eea: timeline.next.eea?.on ?? null } };
  },
};
