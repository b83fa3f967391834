import { addDays, isIsoDate } from '../../calculations/index.ts';
import { type Case, cases } from '../model.ts';
import { toCase } from '../queries.ts';
import { type CalculationScene, numberOf, textOf } from './view.ts';

/** A temporary duty that another yolluk case of the person holds; both days belong to it. */
export interface RecordedDuty {
  readonly caseNumber: string;
  readonly place: string;
  readonly work: string;
  readonly startOn: string;
  readonly endOn: string;
}

/** More duties of one person than any year has. */
const MOST_DUTIES = 500;

/**
 * The person's temporary duties of the other yolluk cases that began before the day, oldest first: what the limit of 180
 * days counts. Cancelled and refused ones are left out. 6245 s.K. m.42.
 */
export async function earlierDutiesOf(
  { context, row, person }: CalculationScene,
  day: string,
): Promise<RecordedDuty[]> {
  const rows = await cases(context.db)
    .find({ process: row.process, 'subject.sicilNo': person.sicilNo, caseNumber: { $ne: row.caseNumber } })
    .sort({ caseNumber: 1 })
    .limit(MOST_DUTIES)
    .lean();
  return rows
    .map(toCase)
    .filter(counts)
    .flatMap((other) => dutyOf(other) ?? [])
    .filter((duty) => duty.startOn < day);
}

function counts({ status, state }: Case): boolean {
  return status !== 'cancelled' && !state.trail.some((entry) => entry.outcome === 'uygun-degil');
}

function dutyOf({ caseNumber, state: { data } }: Case): RecordedDuty | null {
  const day = textOf(data, 'yolculukTarihi');
  const place = textOf(data, 'yollukGorevYeri');
  const work = textOf(data, 'yollukGorevKonusu');
  const kind = textOf(data, 'yollukTuru');
  if ((kind !== 'gecici' && kind !== 'yurtdisi') || day === undefined || !isIsoDate(day)) return null;
  const [stay = 0, out = 0, back = 0] = ['gorevGunSayisi', 'gidisYolGunu', 'donusYolGunu'].map((k) =>
    numberOf(data, k),
  );
  // Abroad the days of travel count as those of the stay do.
  const isAbroad = kind === 'yurtdisi';
  const days = isAbroad ? out + stay + back : stay;
  if (days < 1 || place === undefined || work === undefined) return null;
  const startOn = isAbroad ? day : addDays(day, out);
  return { caseNumber, place, work, startOn, endOn: addDays(startOn, days - 1) };
}
