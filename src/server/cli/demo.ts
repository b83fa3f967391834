import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRODUCT_ROLES } from '../../access/index.ts';
import { readYamlFile } from '../../yaml/index.ts';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createClient } from '../demo/client.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { type Story, type TokenOf, walkStory } from '../demo/story.ts';
import { accountRoles, developmentToken, holderName } from '../demo/tokens.ts';
import { listen } from '../listen.ts';
import { createLog } from '../log.ts';
import { openServices, type Services } from '../services.ts';
import { type Command, print, table } from './command.ts';

/** Does the main job as a client would, over HTTP, on a server of its own that is gone afterwards. */
export const demo: Command = {
  name: 'demo',
  usage: 'demo',
  summary: 'Örnek kurumla üç iş açar, adım adım yürütür ve üç yazıyı out/ klasörüne indirir (npm run demo).',
  async run() {
    const ownFolder = process.env.OZLUK_DATA ? null : mkdtempSync(join(tmpdir(), 'ozluk-demo-'));
    const out = process.env.OZLUK_OUT ?? 'out';
    const config = readConfig({
      ...process.env,
      OZLUK_DATA: process.env.OZLUK_DATA ?? ownFolder ?? '',
      NODE_ENV: 'development',
    });
    const services = await openServices(config, createLog('error'));
    const server = await listen(createApp(services), { host: '127.0.0.1', port: 0 });
    try {
      const { people } = services.db.isNew ? await loadDemoInstitution(services) : { people: 'kayıtlı' };
      print(
        `Örnek kurum: Kastamonu Defterdarlığı, ${people} kişi. Sunucu: ${server.url}, ${services.db.engine.label}\n`,
      );
      await tell(services, server.url, out);
    } finally {
      await server.stop();
      await services.close();
      if (ownFolder) rmSync(ownFolder, { recursive: true, force: true });
    }
    return 0;
  },
};

async function tell(services: Services, url: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const client = createClient(url);
  const tokenOf = tokensOf(services);
  const written: string[][] = [];
  for (const story of stories()) {
    const walked = await walkStory(client, story, tokenOf);
    print(`${walked.caseNumber}  ${story.title}`);
    print(
      table(
        ['adım', 'ne oldu', 'kim'],
        walked.acts.map((a) => [a.step, a.act, a.by]),
      ),
    );
    print(`durum: ${walked.status === 'OPEN' ? 'sürüyor' : 'tamamlandı'}\n`);
    for (const [kind, name] of Object.entries(story.letters)) {
      const letter = walked.documents.findLast((d) => d.kind === kind && d.status === 'KESIN');
      if (!letter) throw new Error(`${walked.caseNumber}: no final ${kind}`);
      const { token } = await tokenOf('yonetici', '');
      const { bytes, fileName } = await client.download(token, letter.downloadPath);
      writeFileSync(join(out, `${name}.docx`), bytes);
      written.push([join(out, `${name}.docx`), `${bytes.length} bayt`, walked.caseNumber, fileName]);
    }
  }
  print(table(['yazı', 'boyut', 'iş', 'indirme adı'], written));
}

function stories(): Story[] {
  const file = join(import.meta.dirname, '..', 'demo', 'stories.yaml');
  return (readYamlFile(file).value as { stories: Story[] }).stories;
}

/** Tokens as an institution's identity provider would give them: the holder of the office, else the service's clerk. */
function tokensOf(services: Services): TokenOf {
  const offices = accountRoles(services.rules.catalog);
  return async (role, service) => {
    const own = offices.find((o) => o.role === role && (o.service === null || o.service === service));
    const product = PRODUCT_ROLES.find((p) => p === role);
    const account = own ?? (product ? { role: product, service: null } : { role: 'servis-gorevlisi', service });
    const token = await developmentToken(services, account);
    if (token === null) throw new Error('demo needs development tokens');
    return { token, name: await holderName(services, account) };
  };
}
