import { createReadStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ValidationError } from '../../errors/index.ts';
import { importExternalOffices } from '../../institution/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices } from '../services.ts';
import { type Command, print, table } from './command.ts';

const SHOWN = 50;

/** Imports the directory of outside offices from a CSV, with a report of the refused rows. */
export const importOfficesCommand: Command = {
  name: 'import-offices',
  usage: 'import-offices DOSYA.csv',
  summary:
    'Muhatap kurum rehberini CSV’den aktarır (kod, ad, tur; detsis, kep, ustKod, digerAdlar, baslangic, bitis); yinelenmesi zararsızdır. Sunucu kapalıyken çalışır (gömülü motor).',
  async run(args) {
    const [file] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
    if (!file || !existsSync(file))
      throw ValidationError.of('DOSYA', `"${file ?? ''}" dosyası yok; CSV dosyasının yolunu yazın.`);
    const config = readConfig(process.env);
    const services = await openServices(config, createLog(config.logLevel));
    try {
      const context = openScope(services, SERVER_ACTOR).command();
      const { refusals, ...counts } = await importExternalOffices(context, createReadStream(file));
      const refusedRows = new Set(refusals.map((one) => one.row)).size;
      const row = [counts.rowsRead, counts.inserted, counts.updated, counts.unchanged, refusedRows].map(String);
      print(table(['okunan', 'eklenen', 'değişen', 'aynı', 'reddedilen'], [row]));
      if (refusals.length === 0) return 0;
      print();
      const shown = refusals.slice(0, SHOWN).map((r) => [String(r.row), r.field, r.reason]);
      print(table(['satır', 'sütun', 'neden'], shown));
      if (refusals.length > SHOWN) print(`… ve ${refusals.length - SHOWN} neden daha.`);
      return 3;
    } finally {
      await services.close();
    }
  },
};
