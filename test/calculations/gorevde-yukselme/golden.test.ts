import { describe, expect, it } from 'vitest';
import { bolgeSorguAdapters } from '../../golden/bolge-sorgu.ts';
import { gorevdeYukselmeAdapters } from '../../golden/gorevde-yukselme.ts';
import { difference, goldenRows } from '../../golden/rows.ts';

const FILES = [
  { file: 'gorevde-yukselme.json', adapters: gorevdeYukselmeAdapters },
  { file: 'bolge-sorgu.json', adapters: bolgeSorguAdapters },
];

describe.each(FILES)('golden rows of $file', ({ file, adapters }) => {
  const rows = goldenRows(file);
  if (rows === null) {
    it.skip(`../shared/golden/${file} is absent: golden rows are not run`, () => {});
    return;
  }
  it.each(rows)('$id', ({ kind, input, expected }) => {
    const adapter = adapters[kind];
    if (!adapter) throw new Error(`no adapter for ${kind}`);
    if ('hata' in expected) expect(() => adapter(input)).toThrow();
    else expect(difference(expected, adapter(input))).toBeNull();
  });
});
