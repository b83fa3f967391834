import { ValidationError } from '../../errors/index.ts';
import {
  addDays,
  addYears,
  compareDates,
  dateOf,
  daysBetween,
  type IsoDate,
  partsOf,
  type Tracer,
} from '../engine/index.ts';
import { chooseReading, type Reading } from '../options.ts';
import type { CountedDays } from './sure.ts';

/** Which twelve months count for the limit of days. */
export const yilHesabi: Reading<'ILK_GOREV' | 'TAKVIM_YILI'> = {
  name: 'yilHesabi',
  label: 'Bir yıllık dönemin başlangıcı',
  article: '6245 s.K. m.42/a',
  default: 'ILK_GOREV',
  choices: {
    ILK_GOREV:
      'Dönem aynı yere aynı iş için ilk görevin ilk gününde başlar, bir yıl sürer; sonraki ilk görevle yeniden başlar.',
    TAKVIM_YILI: 'Dönem takvim yılıdır.',
  },
};

/** One duty: both days belong to it. */
export interface DutyDays {
  readonly startOn: IsoDate;
  readonly endOn: IsoDate;
}
export interface EarlierDuty extends DutyDays {
  readonly place: string;
  readonly work: string;
}
export interface CountedDuty extends EarlierDuty {
  /** Day of departure where the way there takes days of its own; the first day of the duty otherwise. */
  readonly leftOn?: IsoDate;
  readonly earlier: readonly EarlierDuty[];
}

/**
 * Runs of the duty's days by one-year periods, each with the days that earlier duties to the same place for the same
 * work have used up. Interruptions neither extend nor renew. 6245 s.K. m.42. Throws ValidationError for reversed or
 * overlapping duties.
 */
export function countDutyDays(
  duty: CountedDuty,
  reading: 'ILK_GOREV' | 'TAKVIM_YILI',
  tracer: Tracer,
): readonly CountedDays[] {
  checkDuties(duty);
  chooseReading(yilHesabi, reading, tracer);
  const same = (d: EarlierDuty) => fold(d.place) === fold(duty.place) && fold(d.work) === fold(duty.work);
  const earlier = duty.earlier.filter(same).toSorted((a, b) => compareDates(a.startOn, b.startOn));
  let period: DutyDays | null = null;
  let used = 0;
  let counted: IsoDate | null = null;
  const consume = ({ startOn, endOn }: DutyDays): CountedDays[] => {
    const runs: CountedDays[] = [];
    let from: IsoDate = counted !== null && counted >= startOn ? addDays(counted, 1) : startOn;
    while (from <= endOn) {
      if (period === null || from > period.endOn) {
        period = periodFrom(from, reading);
        used = 0;
      }
      const to: IsoDate = endOn < period.endOn ? endOn : period.endOn;
      const days = daysBetween(from, to) + 1;
      runs.push({ days, priorDays: used });
      used += days;
      counted = to;
      from = addDays(to, 1);
    }
    return runs;
  };
  for (const d of earlier) consume(d);
  return consume(duty);
}

function periodFrom(day: IsoDate, reading: 'ILK_GOREV' | 'TAKVIM_YILI'): DutyDays {
  if (reading === 'ILK_GOREV') return { startOn: day, endOn: addDays(addYears(day, 1), -1) };
  const { year } = partsOf(day);
  return { startOn: dateOf({ year, month: 1, day: 1 }), endOn: dateOf({ year, month: 12, day: 31 }) };
}

function checkDuties(duty: CountedDuty): void {
  for (const [i, d] of duty.earlier.entries()) {
    if (d.endOn < d.startOn)
      throw ValidationError.of(
        `earlierDuties.${i}.endOn`,
        'Görevin bitişi başlangıcından önce olamaz.',
        '6245 s.K. m.42',
      );
    if (d.endOn >= (duty.leftOn ?? duty.startOn))
      throw ValidationError.of(
        `earlierDuties.${i}.endOn`,
        'Önceki görev, hesaplanan görev başlamadan bitmiş olmalıdır; aynı güne iki gündelik verilemez.',
        '6245 s.K. m.42',
      );
  }
}

const fold = (text: string) => text.toLocaleLowerCase('tr').replace(/\s+/g, ' ').trim();
