import { describe, expect, test } from 'vitest';
import { muvafakatAdapters } from '../../golden/muvafakat.ts';
import { difference, goldenRows } from '../../golden/rows.ts';

const rows = goldenRows('muvafakat.json');

describe('golden rows of muvafakat.json', () => {
  if (rows === null) {
    test.skip('../shared/golden/muvafakat.json is absent: golden rows are not run', () => undefined);
    return;
  }
  test.each(rows)('$id ($kind)', ({ kind, input, expected }) => {
    const adapter = muvafakatAdapters[kind];
    if (!adapter) throw new Error(`no adapter for ${kind}`);
    if ('hata' in expected) expect(() => adapter(input)).toThrow();
    else expect(difference(expected, adapter(input))).toBeNull();
  });
});
