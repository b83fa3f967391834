import { z } from 'zod';
import {
  addSure,
  addSureToDate,
  countedDays,
  interval,
  isoDate,
  type Sure,
  subtractSure,
  subtractSureFromDate,
  sureOfDays,
} from '../../src/calculations/index.ts';
import type { Adapters } from './adapter.ts';

const date = z.string().transform((text) => isoDate(text));
const sure = z
  .object({ y: z.number(), m: z.number(), d: z.number() })
  .transform(({ y, m, d }) => ({ yil: y, ay: m, gun: d }));
const answer = ({ yil, ay, gun }: Sure) => ({ y: yil, m: ay, d: gun });

const difference = z.object({ son: date, ilk: date });
const shift = z.object({ tarih: date, sure });
const sum = z.object({ sureler: z.array(sure) });
const rest = z.object({ sure, cikan: z.array(sure) });
const threeQuarters = z.object({ gun: z.number(), sinir: z.number().optional() });
const THREE_QUARTERS = '0.75';

export const sureAdapters: Adapters = {
  'tarih-farki': (input) => {
    const { son, ilk } = difference.parse(input);
    return { sure: answer(interval(son, ilk)) };
  },
  'tarih-eksi-sure': (input) => {
    const { tarih, sure: length } = shift.parse(input);
    return { tarih: subtractSureFromDate(tarih, length) };
  },
  'tarih-arti-sure': (input) => {
    const { tarih, sure: length } = shift.parse(input);
    return { tarih: addSureToDate(tarih, length) };
  },
  'sure-toplami': (input) => ({ sure: answer(addSure(...sum.parse(input).sureler)) }),
  'sure-farki': (input) => {
    const { sure: from, cikan } = rest.parse(input);
    return { sure: answer(subtractSure(from, ...cikan)) };
  },
  'dortte-uc': (input) => {
    const { gun, sinir } = threeQuarters.parse(input);
    const days = countedDays(gun, THREE_QUARTERS, sinir);
    return { gun: days, sure: answer(sureOfDays(days)) };
  },
};
