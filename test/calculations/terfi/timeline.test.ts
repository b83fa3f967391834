import { describe, expect, it } from 'vitest';
import { isoDate, type Sure } from '../../../src/calculations/index.ts';
import {
  type Position,
  positionText,
  runTerfiTimeline,
  type TerfiEvent,
  type TimelineOptions,
} from '../../../src/calculations/terfi/index.ts';
import { ValidationError } from '../../../src/errors/index.ts';

const on = isoDate;
const sure = (yil: number, ay = 0, gun = 0): Sure => ({ yil, ay, gun });
const at = (text: string): Position => {
  const [derece = 0, kademe = 0] = text.split('/').map(Number);
  return { derece, kademe };
};
const entry = (day: string, position: string): TerfiEvent => ({ type: 'entry', on: on(day), position: at(position) });
const asalet = (day: string): TerfiEvent => ({ type: 'asalet', on: on(day) });

function run(events: readonly TerfiEvent[], horizon: string, options: TimelineOptions = {}) {
  return runTerfiTimeline(events, { horizon: on(horizon), ...options });
}
function kha(events: readonly TerfiEvent[], horizon: string, options: TimelineOptions = {}): string {
  const state = run(events, horizon, options).stateOn(on(horizon));
  return state ? positionText(state.kha) : 'none';
}

const officer = [entry('2006-01-10', '8/2'), asalet('2008-01-10')];

describe('steps and ceilings', () => {
  // Ladders from the rules page: R2.1 to R2.4, gösterge tablosu m.43.
  it.each([
    ['3/3', 1, '2012-01-10', '2/1'],
    ['3/3', 3, '2012-01-10', '3/4'],
    ['3/8', 3, '2012-01-10', '3/8'],
    ['1/4', 1, '2012-01-10', '1/4'],
    ['2/6', 2, '2012-01-10', '2/6'],
    ['7/9', 7, '2012-01-10', '7/9'],
    ['3/5', 1, '2012-01-10', '2/3'],
  ])('%s with ceiling %i gives on %s %s', (position, ceiling, day, expected) => {
    const known: TerfiEvent = { type: 'snapshot', on: on('2011-06-01'), position: at(position), due: on('2012-01-10') };
    expect(kha([known], day, { ceiling })).toBe(expected);
  });

  it('has no next promotion at the last step', () => {
    const known: TerfiEvent = { type: 'snapshot', on: on('2011-06-01'), position: at('1/4'), due: on('2012-01-10') };
    expect(run([known], '2013-01-01').next.kha).toBeNull();
  });

  it('keeps the anchor of 29 February', () => {
    const events = [entry('2008-02-29', '9/1'), asalet('2009-02-28')];
    expect(run(events, '2009-03-01').next.kha?.on).toBe('2010-02-28');
    const exact = [entry('2008-02-29', '9/1'), { ...asalet('2012-02-29') }];
    expect(run(exact, '2014-03-01').next.kha?.on).toBe('2015-02-28');
    expect(run(exact, '2015-03-01').next.kha?.on).toBe('2016-02-29');
  });
});

describe('kademe ilerlemesinin durdurulması', () => {
  const stop = (day: string, years: number): TerfiEvent => ({ type: 'stop', on: on(day), years });

  it('takes the promotion of its own day', () => {
    expect(kha([...officer, stop('2009-01-10', 1)], '2009-01-10')).toBe('7/1');
    expect(kha([...officer, stop('2009-01-10', 1)], '2010-01-10')).toBe('7/2');
  });

  it('adds up with a second one', () => {
    const both = [...officer, stop('2009-02-01', 1), stop('2009-03-01', 1)];
    expect(kha(both, '2011-01-10')).toBe('7/2');
    expect(run(both, '2009-06-01').next.kha).toEqual({ on: '2012-01-10', position: at('7/3') });
  });

  it('has no effect at the last step, also not later', () => {
    const known: TerfiEvent = { type: 'snapshot', on: on('2011-06-01'), position: at('3/8'), due: on('2012-01-10') };
    const raised: TerfiEvent = { type: 'degree', on: on('2012-03-01'), why: 'A/10' };
    expect(kha([known, stop('2011-07-01', 2), raised], '2013-01-10', { ceiling: 3 })).toBe('2/6');
    expect(run([known, stop('2011-07-01', 2)], '2011-08-01', { ceiling: 3 }).warnings[0]?.code).toBe(
      'STOP_AT_LAST_KADEME',
    );
  });

  it('loses the 527 step that falls inside it, unless the reading gives it', () => {
    const region: TerfiEvent = { type: 'region', on: on('2008-01-10'), isOn: true };
    const events = [...officer, region, stop('2009-08-22', 2)];
    expect(kha(events, '2010-06-01')).toBe('7/2');
    expect(kha(events, '2010-06-01', { givesRegionStepInStop: true })).toBe('7/3');
    expect(kha(events, '2012-01-10')).toBe('6/1');
  });
});

describe('one-degree laws', () => {
  const law = (day: string, id: '2182' | '458' | '5289' | '2016'): TerfiEvent => ({
    type: 'law',
    on: on(day),
    law: id,
  });
  const old = [entry('1975-03-01', '13/3'), asalet('1976-03-01')];

  it('2182 excludes none, 458 excludes 5289 and 2016', () => {
    const all = [
      ...old,
      law('1979-03-01', '2182'),
      law('1991-10-15', '458'),
      law('2005-01-15', '5289'),
      law('2016-01-15', '2016'),
    ];
    const without = [...old, law('1979-03-01', '2182'), law('1991-10-15', '458')];
    expect(kha(all, '2016-02-01', { ceiling: 1 })).toBe(kha(without, '2016-02-01', { ceiling: 1 }));
    expect(run(all, '1992-01-01').rows.filter((r) => r.label.includes('sayılı')).length).toBe(2);
  });

  it('gives the same law once', () => {
    expect(kha([...officer, law('2009-05-01', '5289'), law('2009-06-01', '5289')], '2009-07-01')).toBe('6/2');
  });

  it('does not move degree 1 but counts as used', () => {
    const known: TerfiEvent = { type: 'snapshot', on: on('2004-06-01'), position: at('1/2'), due: on('2005-01-01') };
    const events = [known, law('2005-01-15', '5289'), law('2016-01-15', '2016')];
    expect(kha(events, '2005-02-01')).toBe('1/3');
    expect(kha(events, '2016-02-01')).toBe('1/4');
  });

  it('has no effect before the entry', () => {
    expect(kha([...officer, law('2005-01-15', '5289')], '2008-01-10')).toBe('7/1');
  });
});

describe('candidacy', () => {
  it('keeps steps and degrees until asalet', () => {
    const steps: TerfiEvent = { type: 'steps', on: on('2007-01-01'), why: 'A/9' };
    expect(kha([...officer, steps], '2007-06-01')).toBe('8/2');
    expect(kha([...officer, steps], '2008-01-10')).toBe('7/2');
  });

  it('refuses an intibak of a candidate and a second asalet', () => {
    const intibak: TerfiEvent = { type: 'intibak', on: on('2007-01-01'), base: at('9/1'), emsal: on('2005-07-31') };
    expect(() => run([...officer, intibak], '2009-01-01')).toThrow(ValidationError);
    expect(() => run([...officer, asalet('2009-01-10')], '2010-01-01')).toThrow(/aday/);
  });

  it('puts insurance years and laws on the new entry again', () => {
    const events: TerfiEvent[] = [
      entry('2004-09-04', '12/3'),
      { type: 'creditDayAfter', on: on('2004-09-05'), kha: sure(2), eea: sure(2) },
      { type: 'law', on: on('2005-01-15'), law: '5289' },
      { type: 'diplomaAday', on: on('2005-08-14'), position: at('10/3'), ceiling: 1 },
    ];
    expect(kha(events, '2005-09-01', { ceiling: 3 })).toBe('8/2');
  });

  it('has no next date', () => {
    expect(run([entry('2006-01-10', '8/2')], '2006-06-01').next).toEqual({ kha: null, eea: null });
  });
});

describe('leave and military service', () => {
  it('gives the promotion of the day on which the leave begins', () => {
    const events: TerfiEvent[] = [
      ...officer,
      { type: 'leaveStart', on: on('2009-01-10') },
      { type: 'leaveEnd', on: on('2009-07-10') },
    ];
    const timeline = run(events, '2009-08-01');
    expect(kha(events, '2009-03-01')).toBe('7/2');
    expect(timeline.next.kha?.on).toBe('2010-07-10');
    expect(run(events, '2009-03-01').next.kha).toBeNull();
    expect(timeline.rows.find((r) => r.date === '2009-01-10')?.leftOn).toBe('2009-01-10');
  });

  it('counts the military service of an officer on the return', () => {
    const events: TerfiEvent[] = [
      ...officer,
      { type: 'milStart', on: on('2008-04-10') },
      { type: 'milEnd', on: on('2009-04-12'), served: sure(1) },
    ];
    expect(kha(events, '2009-04-12')).toBe('7/2');
    expect(run(events, '2009-04-12').next.kha?.on).toBe('2010-01-12');
  });

  it('refuses a return without a leave, and a leave inside a leave', () => {
    const back: TerfiEvent = { type: 'leaveEnd', on: on('2009-07-10') };
    const away: TerfiEvent = { type: 'leaveStart', on: on('2009-02-10') };
    expect(() => run([...officer, back], '2010-01-01')).toThrow(ValidationError);
    expect(() => run([...officer, away, { ...away, on: on('2009-03-10') }], '2010-01-01')).toThrow(ValidationError);
  });
});

describe('articles 37 and 71/3', () => {
  const known = (position: string): TerfiEvent => ({
    type: 'snapshot',
    on: on('2013-06-01'),
    position: at(position),
    due: on('2014-05-23'),
  });
  const art37: TerfiEvent = { type: 'art37', on: on('2014-02-25') };

  it('does 37 before the step of 64 on one day', () => {
    const step: TerfiEvent = { type: 'steps', on: on('2014-02-25'), why: '64/4' };
    expect(kha([known('3/4'), step, art37], '2014-02-25', { ceiling: 3 })).toBe('2/2');
  });

  it('refuses 37 below step 4 of the ceiling and for higher education', () => {
    expect(() => kha([known('3/3'), art37], '2014-02-25', { ceiling: 3 })).toThrow(/37/);
    expect(() => kha([known('1/4'), art37], '2014-02-25', { ceiling: 1 })).toThrow(/37/);
  });

  it('applies 37 by itself once the time is open', () => {
    const article37 = [{ from: on('2014-02-25'), to: null }];
    expect(kha([known('3/3')], '2014-05-22', { ceiling: 3, article37 })).toBe('3/3');
    expect(kha([known('3/3')], '2014-05-23', { ceiling: 3, article37 })).toBe('2/1');
    expect(
      kha([known('3/3')], '2014-05-23', { ceiling: 3, article37: [{ from: on('2013-01-01'), to: on('2014-05-23') }] }),
    ).toBe('3/4');
  });

  it('waits only in KHA after a class change', () => {
    const bought: TerfiEvent = { type: 'borclanma', on: on('2008-02-14'), bought: sure(1) };
    const hold: TerfiEvent = { type: 'hold71', on: on('2009-06-01'), years: 3 };
    const state = run([...officer, bought, hold], '2012-02-01').stateOn(on('2012-02-01'));
    expect(state && positionText(state.kha)).toBe('7/2');
    expect(state?.eea && positionText(state.eea)).toBe('6/3');
  });
});

describe('intibak', () => {
  const intibak = (base: string, emsal: string): TerfiEvent => ({
    type: 'intibak',
    on: on('2012-08-14'),
    base: at(base),
    emsal: on(emsal),
    ceiling: 1,
  });

  it('keeps a present position that is higher, and its date', () => {
    const timeline = run([...officer, intibak('10/2', '2011-07-31')], '2012-09-01');
    expect(positionText(timeline.rows.at(-1)?.kha ?? at('0/0'))).toBe('6/2');
    expect(timeline.next.kha?.on).toBe('2013-01-10');
  });

  it('re-adds the steps of 64 but not those of A/9', () => {
    const step = (why: string): TerfiEvent => ({ type: 'steps', on: on('2010-01-01'), why });
    expect(kha([...officer, step('64 (243 KHK)'), intibak('8/3', '2005-07-31')], '2012-08-14')).toBe('5/1');
    expect(kha([...officer, step('A/9'), intibak('8/3', '2005-07-31')], '2012-08-14')).toBe('6/3');
  });

  it('refuses a peer who finishes after the day', () => {
    expect(() => run([...officer, intibak('9/1', '2013-07-31')], '2013-01-01')).toThrow(/Emsal/);
  });
});

describe('the shape of the result', () => {
  it('does not depend on the order of the events', () => {
    const events: TerfiEvent[] = [
      ...officer,
      { type: 'stop', on: on('2009-02-01'), years: 1 },
      { type: 'kadro', on: on('2013-03-09'), kadro: '1-8' },
    ];
    expect(run([...events].reverse(), '2014-01-01').rows).toEqual(run(events, '2014-01-01').rows);
  });

  it('explains every row but the first with rule and article', () => {
    const rows = run([...officer, { type: 'stop', on: on('2009-02-01'), years: 1 }], '2012-01-01').rows;
    for (const row of rows) {
      expect(row.trace.length).toBeGreaterThan(0);
      for (const step of row.trace) expect(step.article).not.toBe('');
    }
    expect(rows.at(1)?.trace.map((s) => s.arithmetic)).toContain('10.01.2008 − 10.01.2006 = 2 yıl');
  });

  it('needs an entry', () => {
    expect(() => runTerfiTimeline([asalet('2008-01-10')])).toThrow(/başlama/);
  });
});
