import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asciiNameOf, documentBytes, type OfficeDocument } from '../../documents/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import type { ImportReport } from '../../personnel/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices } from '../services.ts';
import { type Command, print, table } from './command.ts';

const SHOWN = 50;

/** One act of a command that works on the institution's records; gives the exit code. */
export type Act = (context: StatementsContext, args: readonly string[]) => Promise<number>;

/** A command whose first word names the act: the records are opened as the server itself, and closed after it. */
export function officeCommand({
  acts,
  ...command
}: Omit<Command, 'run'> & { acts: Readonly<Record<string, Act>> }): Command {
  return {
    ...command,
    async run([name = '', ...rest]) {
      const act = acts[name];
      const names = Object.keys(acts).join(', ');
      if (!act) throw ValidationError.of('işlem', `"${name}" diye bir işlem yok; işlemler: ${names}.`);
      const config = readConfig(process.env);
      const services = await openServices(config, createLog(config.logLevel));
      try {
        const { graph } = openScope(services, SERVER_ACTOR);
        return await act({ ...graph, actor: SERVER_ACTOR }, rest);
      } finally {
        await services.close();
      }
    },
  };
}

/** Prints what became of the rows of a file; exit code 3 where some were refused. */
export function printImport({ rowsRead, inserted, updated, unchanged, refused, refusals }: ImportReport): number {
  const counts = [rowsRead, inserted, updated, unchanged, refused].map(String);
  print(table(['okunan', 'eklenen', 'değişen', 'aynı', 'reddedilen'], [counts]));
  if (refused === 0) return 0;
  const rows = refusals.slice(0, SHOWN).map((r) => [String(r.row), r.field, r.reason]);
  print(`\n${table(['satır', 'sütun', 'neden'], rows)}`);
  if (refused > SHOWN) print(`… ve ${refused - SHOWN} satır daha.`);
  return 3;
}

/** Writes a document's Word file into a folder and prints its path and hash. Throws NotFoundError. */
export async function saveDocument(
  { db }: StatementsContext,
  document: OfficeDocument,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<void> {
  const bytes = await documentBytes(db, document.id);
  if (!bytes) throw new NotFoundError(`${document.title} belgesinin Word dosyası yok. Belgeyi yeniden üretin.`);
  const path = join(folder, asciiNameOf(name));
  writeFileSync(path, bytes);
  print(`${path}  ${document.sha256}`);
}

/** Prints whether a repeated calculation gave the stored bytes; exit code 3 where it didn't. */
export function printRepeat(
  label: string,
  stored: string,
  again: { isSame: boolean; recalculatedSha256: string },
): number {
  print(`${label}: saklanan ${stored}, yeniden ${again.recalculatedSha256}`);
  print(again.isSame ? 'Baytı baytına aynı.' : 'AYNI DEĞİL: mevzuat değerleri ya da kayıt değişmiş.');
  return again.isSame ? 0 : 3;
}

/** What a YAML file holds, to be checked by the command that takes it. Throws ValidationError without the file. */
export function readYamlFile(path: string | undefined): unknown {
  return parse(readFileSync(fileOf(path), 'utf8'), { schema: 'core' });
}

/** The path of a file that exists. Throws ValidationError. */
export function fileOf(path: string | undefined): string {
  if (path && existsSync(path)) return path;
  throw ValidationError.of('DOSYA', `"${path ?? ''}" dosyası yok; dosyanın yolunu yazın.`);
}
