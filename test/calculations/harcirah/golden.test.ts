import { describe, expect, test } from 'vitest';
import { harcirahAdapters } from '../../golden/harcirah.ts';
import { difference, goldenRows } from '../../golden/rows.ts';

const rows = goldenRows('harcirah.json');

describe('golden rows of harcirah.json', () => {
  if (rows === null) {
    test.skip('../shared/golden/harcirah.json is absent: golden rows are not run', () => undefined);
    return;
  }
  test.each(rows)('$id ($kind)', ({ kind, input, expected }) => {
    const adapter = harcirahAdapters[kind];
    if (!adapter) throw new Error(`no adapter for ${kind}`);
    if ('hata' in expected) expect(() => adapter(input)).toThrow();
    else expect(difference(expected, adapter(input))).toBeNull();
  });
});
