import { parseArgs } from 'node:util';
import { ValidationError } from '../../errors/index.ts';
import { createAuthenticator } from '../auth.ts';
import { ConfigError, readConfig } from '../config.ts';
import { type Command, print } from './command.ts';

/** Prints a development token for the roles given. */
export const token: Command = {
  name: 'token',
  usage: 'token ROL[@SERVİS][/BİRİM] … [--sicil NO] [--ad "AD SOYAD"] [--saat 12]',
  summary: 'Geliştirme belirteci üretir; üretim kipinde çalışmaz.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { sicil: { type: 'string' }, ad: { type: 'string' }, saat: { type: 'string' } },
    });
    if (positionals.length === 0)
      throw ValidationError.of('ROL', 'En az bir rol yazın; örnek: ozluk token servis-gorevlisi@atama');
    const { issue } = createAuthenticator(readConfig(process.env));
    if (!issue)
      throw new ConfigError(
        'Belirteçler kurumun kimlik sağlayıcısından gelir; bu ayarlarla geliştirme belirteci üretilmez.',
      );
    const hours = Number(values.saat ?? 12);
    if (!(hours > 0 && hours <= 24 * 30)) throw ValidationError.of('--saat', 'Süreyi 1–720 saat arasında yazın.');
    const [first = ''] = positionals;
    print(
      await issue({
        accountId: `gelistirme:${first}`,
        name: values.ad ?? first,
        sicilNo: values.sicil ?? null,
        roles: positionals,
        hours,
      }),
    );
    return 0;
  },
};
