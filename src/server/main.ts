import { DomainError } from '../errors/index.ts';
import { print, printError, table } from './cli/command.ts';
import { commands } from './cli/index.ts';

/** Entry of every command: `npm start` is `serve`. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((c) => c.name === name);
  if (command && (rest.includes('--help') || rest.includes('-h'))) {
    print(`${command.summary}\n\nKullanım: npm run -s ozluk -- ${command.usage}`);
    return 0;
  }
  if (command) return command.run(rest);
  const known = name === undefined || name === '--help' || name === '-h' || name === 'help';
  if (!known) printError(`"${name}" diye bir komut yok.`);
  print(`Özlük — kamu kurumları için personel işlemleri sunucusu\n`);
  print(
    table(
      ['komut', 'ne yapar'],
      commands.map((c) => [c.usage, c.summary]),
    ),
  );
  return known ? 0 : 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    printError(
      error instanceof DomainError
        ? `Hata: ${error.message}`
        : `Beklenmeyen hata: ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = 1;
  },
);
