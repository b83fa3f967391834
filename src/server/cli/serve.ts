import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { developmentTokens } from '../demo/tokens.ts';
import { startJobs } from '../jobs.ts';
import { listen } from '../listen.ts';
import { createLog } from '../log.ts';
import { openServices } from '../services.ts';
import { type Command, print } from './command.ts';

const PARENT_MS = 250;

/** Starts the server and stays until SIGTERM or SIGINT. */
export const serve: Command = {
  name: 'serve',
  usage: 'serve',
  summary: 'Sunucuyu başlatır (npm start).',
  async run() {
    const startedAt = performance.now();
    const stopped = stopSignal();
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    const services = await openServices(config, log);
    if (config.loadDemo && services.db.isNew && services.db.engine.kind === 'embedded') {
      const { people } = await loadDemoInstitution(services);
      print(`Örnek kurum yüklendi: Kastamonu Defterdarlığı, ${people} kişi (tümü kurgudur).`);
    }
    const server = await listen(createApp(services), config);
    print(`Özlük hazır: ${config.publicUrl ?? server.url}/graphql  (${Math.round(performance.now() - startedAt)} ms)`);
    print(`Veritabanı: ${services.db.engine.label}`);
    print(
      services.pdf
        ? `PDF/A: ${services.pdf.program}`
        : 'PDF/A: LibreOffice bulunamadı; yazılar EBYS’ye DOCX olarak verilir (ayar: OZLUK_SOFFICE)',
    );
    for (const line of await developmentTokens(services)) print(line);
    const stopJobs = startJobs(services);
    await stopped;
    print('Kapatılıyor…');
    await server.stop();
    await services.pdf?.close();
    await stopJobs();
    await services.close();
    print('Kapandı.');
    return 0;
  },
};

/**
 * SIGTERM or SIGINT. Under `npm start` the signal reaches npm and its shell, which end without passing it on: then a change
 * of parent says the same.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, PARENT_MS);
    watch.unref();
  });
}
