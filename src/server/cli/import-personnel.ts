import { createReadStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ValidationError } from '../../errors/index.ts';
import { importPersonnel } from '../../personnel/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices } from '../services.ts';
import { type Command, print, table } from './command.ts';

const SHOWN = 50;

/** Imports a personnel CSV with progress and a report of the refused rows. */
export const importPersonnelCommand: Command = {
  name: 'import-personnel',
  usage: 'import-personnel DOSYA.csv',
  summary: 'Personel CSV dosyasını aktarır; yinelenmesi zararsızdır. Sunucu kapalıyken çalışır (gömülü motor).',
  async run(args) {
    const [file] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
    if (!file || !existsSync(file))
      throw ValidationError.of('DOSYA', `"${file ?? ''}" dosyası yok; CSV dosyasının yolunu yazın.`);
    const config = readConfig(process.env);
    const services = await openServices(config, createLog(config.logLevel));
    try {
      const startedAt = Date.now();
      const report = await importPersonnel(
        openScope(services, SERVER_ACTOR).command(),
        createReadStream(file),
        (soFar) => {
          process.stderr.write(`\r${soFar.rowsRead} satır okundu, ${soFar.refused} reddedildi`);
        },
      );
      process.stderr.write('\n');
      const seconds = Math.max((Date.now() - startedAt) / 1000, 0.001);
      print(
        table(
          ['okunan', 'eklenen', 'değişen', 'aynı', 'reddedilen', 'süre (sn)'],
          [
            [
              report.rowsRead,
              report.inserted,
              report.updated,
              report.unchanged,
              report.refused,
              seconds.toFixed(1),
            ].map(String),
          ],
        ),
      );
      if (report.refused > 0) {
        print();
        print(
          table(
            ['satır', 'sütun', 'neden'],
            report.refusals.slice(0, SHOWN).map((r) => [String(r.row), r.field, r.reason]),
          ),
        );
        if (report.refused > SHOWN) print(`… ve ${report.refused - SHOWN} satır daha.`);
      }
      return report.refused > 0 ? 3 : 0;
    } finally {
      await services.close();
    }
  },
};
