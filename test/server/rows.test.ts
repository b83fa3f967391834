import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readRows } from '../../src/server/cli/rows.ts';

async function rowsOf(text: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  // Cut anywhere: a row may lie across two chunks.
  for await (const { row, value } of readRows(Readable.from([text.slice(0, 7), text.slice(7)])))
    rows.push([row, value instanceof Error ? 'refused' : value]);
  return rows;
}

test.each([
  [
    'JSON lines',
    '{"a":1}\n{"a":2}\n',
    [
      [1, { a: 1 }],
      [2, { a: 2 }],
    ],
  ],
  [
    'JSON lines with a bad one',
    '{"a":1}\n{"a":\n{"a":3}\n',
    [
      [1, { a: 1 }],
      [2, 'refused'],
      [3, { a: 3 }],
    ],
  ],
  [
    'an array',
    ' [{"a":1}, {"a":2}]',
    [
      [1, { a: 1 }],
      [2, { a: 2 }],
    ],
  ],
  ['one object over several lines', '{\n  "a": 1\n}\n', [[1, { a: 1 }]]],
  [
    'CSV with commas',
    'a,b\n1,x\n2,\n',
    [
      [1, { a: '1', b: 'x' }],
      [2, { a: '2' }],
    ],
  ],
  ['CSV with semicolons, BOM and JSON cells', '\uFEFFa;b\n1;[1,2]\n', [[1, { a: '1', b: [1, 2] }]]],
  ['nothing', '  \n', []],
])('reads %s', async (_title, text, expected) => {
  expect(await rowsOf(text)).toEqual(expected);
});
