import { runEypInspect } from '../../ebys/index.ts';
import { type Command, printError } from './command.ts';

/** `eyp inspect FILE`: the findings of one package; the exit code tells the gravest. */
export const eyp: Command = {
  name: 'eyp',
  usage: 'eyp inspect DOSYA',
  summary: 'Bir e-Yazışma paketini denetler; bulguları kritik, önemli, uyarı olarak yazar.',
  async run([action, path, ...rest]) {
    if (action === 'inspect' && path !== undefined && rest.length === 0)
      return runEypInspect(path, (text) => void process.stdout.write(text));
    printError('Kullanım: npm run -s ozluk -- eyp inspect DOSYA');
    return 2;
  },
};
