import { parseArgs } from 'node:util';
import { type CalculationEntry, calculations, type ParameterBook } from '../../calculations/index.ts';
import { DomainError, NotFoundError } from '../../errors/index.ts';
import { customFolderOf } from '../config.ts';
import { loadParametersFor } from '../rule-data.ts';
import { type Command, print, printError, table } from './command.ts';
import { readRows } from './rows.ts';

/** Runs one calculation over many rows: JSON or CSV in, one JSON line out for each row, in order. */
export const calc: Command = {
  name: 'calc',
  usage: 'calc [TÜR] < girdi.jsonl|girdi.json|girdi.csv',
  summary: 'Bir hesabı standart girdideki her satır için yapar; TÜR yazılmazsa türleri listeler.',
  async run(args) {
    const [kind] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
    if (kind === undefined) {
      print(
        table(
          ['tür', 'hesap', 'dayanak'],
          calculations.map((c) => [c.kind, c.title, c.article]),
        ),
      );
      return 0;
    }
    const entry = calculations.find((c) => c.kind === kind);
    if (!entry) throw new NotFoundError(`"${kind}" diye bir hesap yok. Türler için: npm run -s ozluk -- calc`);
    const { book } = loadParametersFor(customFolderOf(process.env));
    let rows = 0;
    let refused = 0;
    for await (const { row, value } of readRows(process.stdin)) {
      rows += 1;
      const answer = answerRow(entry, book, row, value);
      if ('error' in answer) refused += 1;
      if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
        await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
    printError(`${rows} satır hesaplandı, ${refused} satır reddedildi.`);
    return refused > 0 ? 3 : 0;
  },
};

function answerRow(entry: CalculationEntry, book: ParameterBook, row: number, value: unknown): object {
  if (value instanceof DomainError) return { row, error: { code: value.code, message: value.message } };
  try {
    return { row, ...entry.calculate(value, { book }) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      row,
      error: { code: error.code, message: error.message, ...('issues' in error ? { issues: error.issues } : {}) },
    };
  }
}
