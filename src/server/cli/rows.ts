import type { Readable } from 'node:stream';
import { readCsv } from '../../csv/index.ts';
import { ValidationError } from '../../errors/index.ts';

/** A row of input with its number, or the reason why it can't be read. */
export interface InputRow {
  readonly row: number;
  readonly value: unknown;
}

/**
 * Rows of standard input as a stream: a JSON array, JSON lines, one JSON object, or CSV with a header. The first character
 * tells which. In CSV an empty cell is an absent field; a cell that starts with `[` or `{` is JSON.
 */
export async function* readRows(input: Readable): AsyncGenerator<InputRow> {
  const source = peekable(input);
  const first = await source.firstCharacter();
  if (first === '[') yield* fromArray(source.rest());
  else if (first === '{') yield* fromLines(source.rest());
  else if (first !== null) yield* fromCsv(source.rest());
}

/** JSON lines; a single object written over several lines is taken as one row when nothing else follows it. */
async function* fromLines(text: AsyncIterable<string>): AsyncGenerator<InputRow> {
  let row = 0;
  let unread: string[] = [];
  for await (const line of lines(text)) {
    if (line.trim() === '') continue;
    const value = unread.length === 0 || line.startsWith('{') ? tryJson(line) : undefined;
    if (value === undefined) {
      unread.push(line);
      continue;
    }
    yield* unread.map((): InputRow => ({ row: ++row, value: malformed(row) }));
    unread = [];
    yield { row: ++row, value };
  }
  const whole = unread.length > 1 ? tryJson(unread.join('\n')) : undefined;
  if (whole !== undefined) yield { row: ++row, value: whole };
  else yield* unread.map((): InputRow => ({ row: ++row, value: malformed(row) }));
}

async function* fromArray(text: AsyncIterable<string>): AsyncGenerator<InputRow> {
  let whole = '';
  for await (const chunk of text) whole += chunk;
  const values = tryJson(whole);
  if (!Array.isArray(values)) throw malformed(1);
  for (const [index, value] of values.entries()) yield { row: index + 1, value };
}

async function* fromCsv(text: AsyncIterable<string>): AsyncGenerator<InputRow> {
  let row = 0;
  for await (const { record } of readCsv(text)) {
    row += 1;
    const cells = Object.entries(record).filter(([, cell]) => cell !== '');
    yield {
      row,
      value: Object.fromEntries(
        cells.map(([name, cell]) => [name, /^[[{]/.test(cell) ? (tryJson(cell) ?? cell) : cell]),
      ),
    };
  }
}

function malformed(row: number): ValidationError {
  return ValidationError.of('satır', `${row}. satır geçerli bir JSON değil; her satıra bir nesne yazın.`);
}

/** The value, or undefined where the text is not JSON: the caller says so in its own words. */
function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function* lines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split(/\r?\n/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function peekable(input: Readable) {
  const iterator = input.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  let head = '';
  return {
    async firstCharacter(): Promise<string | null> {
      while (head.trim() === '') {
        const { done, value } = await iterator.next();
        if (done) return null;
        head += value;
      }
      return head
        .replace(/^\uFEFF/, '')
        .trimStart()
        .charAt(0);
    },
    async *rest(): AsyncGenerator<string> {
      yield head.replace(/^\uFEFF/, '');
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    },
  };
}
