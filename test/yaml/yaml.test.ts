import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readYamlFile } from '../../src/yaml/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'ozluk-yaml-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, text);
  return readYamlFile(file);
}

describe('readYamlFile', () => {
  it.each([
    ['a day stays text', 'a: 2024-01-15', { a: '2024-01-15' }],
    ['yes stays text', 'a: yes', { a: 'yes' }],
    ['numbers, truth and nothing', 'a: [12, 1.5, true, null, ~]', { a: [12, 1.5, true, null, null] }],
    ['folded text', 'a: >-\n  bir\n  iki', { a: 'bir iki' }],
    ['an anchor', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['an empty file', '', null],
  ])('reads %s', (_, text, value) => {
    const file = read(text);
    expect(file.value).toEqual(value);
    expect(file.problems).toEqual([]);
  });

  it.each([
    [['a'], 2],
    [['b', 1], 5],
    [['b', 1, 'name'], 5],
    [['b', 1, 'absent'], 5],
    [['absent'], 2],
    [[], 2],
  ])('knows the line of %j or of its owner', (path, line) => {
    expect(read('# note\na: 1\nb:\n  - name: x\n  - name: y\n').lineOf(path)).toBe(line);
  });

  it('lists what is no YAML with its line, and gives what could be read', () => {
    const file = read('a: 1\nb: [1, 2\nc: 3\n');
    expect(file.problems[0]).toMatchObject({ line: 3 });
    expect(file.value).toMatchObject({ a: 1 });
    expect(read('a: 1\na: 2').problems).toMatchObject([{ line: 2, message: expect.stringContaining('unique') }]);
  });
});
