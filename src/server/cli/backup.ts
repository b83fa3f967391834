import { parseArgs } from 'node:util';
import { backupDatabase, type CollectionCount, openDatabase, restoreDatabase } from '../../database/index.ts';
import { ValidationError } from '../../errors/index.ts';
import { readConfig } from '../config.ts';
import { type Command, print, table } from './command.ts';

/** Writes the whole database into a folder of extended JSON. */
export const backup: Command = {
  name: 'backup',
  usage: 'backup KLASÖR',
  summary: 'Veritabanını genişletilmiş JSON olarak boş bir klasöre yedekler (gömülü motor ya da MONGODB_URI).',
  run: (args) => onDatabase(args, (db, folder) => backupDatabase(db, folder, new Date())),
};

/** Fills an empty database from such a folder. */
export const restore: Command = {
  name: 'restore',
  usage: 'restore KLASÖR',
  summary: 'Yedeği boş bir veritabanına yükler (gömülü motor ya da MONGODB_URI).',
  run: (args) => onDatabase(args, restoreDatabase),
};

async function onDatabase(
  args: readonly string[],
  act: (db: Awaited<ReturnType<typeof openDatabase>>, folder: string) => Promise<CollectionCount[]>,
): Promise<number> {
  const [folder] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
  if (!folder)
    throw ValidationError.of('KLASÖR', 'Yedek klasörünün yolunu yazın; örnek: ozluk backup yedek-2026-11-22');
  const { dataFolder, mongodbUri, engine } = readConfig(process.env);
  const db = await openDatabase({ dataFolder, mongodbUri, engine });
  try {
    const counts = await act(db, folder);
    print(
      table(
        ['koleksiyon', 'belge'],
        counts.map((c) => [c.collection, String(c.documents)]),
      ),
    );
    return 0;
  } finally {
    await db.close();
  }
}
