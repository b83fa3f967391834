import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { relocation } from '../../src/server/cli/relocation.ts';
import { readConfig } from '../../src/server/config.ts';
import { loadDemoInstitution } from '../../src/server/demo/load.ts';
import { createLog } from '../../src/server/log.ts';
import { openServices } from '../../src/server/services.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ozluk-relocation-'));
  vi.stubEnv('OZLUK_DATA', folder);
  vi.stubEnv('MONGODB_URI', undefined);
  vi.stubEnv('LOG_LEVEL', 'fatal');
  const config = readConfig(process.env);
  const services = await openServices(config, createLog(config.logLevel), { noSync: true });
  await loadDemoInstitution(services);
  await services.close();
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await relocation.run(args), out };
  } finally {
    written.mockRestore();
  }
}

test('a round from opening to the list, and the draw repeated', async () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const round = file(
    'donem.yaml',
    'name: 2026 İl İçi\nkind: IL_ICI\non: 2026-09-30\nseed: Resmî ilan 30.09.2026\nplaces:\n  - {name: Cide, count: 1}\n',
  );
  const opened = await run('create', round);
  const number = /^(Y-\d{4}-\d{4}) açıldı/.exec(opened.out)?.[1] ?? '';
  expect(number).not.toBe('');
  const rows = ['adayNo;sicilNo;tercihler', '1;ORNEK-006;Cide', '2;ORNEK-999;Cide'];
  const imported = await run('import', number, file('basvuru.csv', rows.join('\n')));
  expect(imported.code).toBe(3);
  expect(imported.out).toContain('ORNEK-999 sicil numaralı personel kaydı yok');
  const drawn = await run('draw', number, join(folder, 'out'));
  expect(drawn.out).toContain('1. çekiliş, 1 başvuru, sonuç özeti');
  expect(readdirSync(join(folder, 'out'))).toEqual([`${number}-yer-degistirme-listesi.docx`]);
  const checked = await run('check', number);
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Baytı baytına aynı.')]);
  expect((await run('list')).out).toContain('2026 İl İçi');
  const managers = file(
    'yonetici.yaml',
    'name: 2026 Bölge\nkind: BOLGE_HIZMETI\non: 2026-05-31\nseed: Resmî ilan 31.05.2026\nplaces:\n  - {name: Cide, count: 1, il: Kastamonu, ilce: Cide}\n',
  );
  expect((await run('create', managers)).out).toContain('açıldı: 2026 Bölge, 1 yer');
  await expect(run('çek', number)).rejects.toThrow('create, import, draw, check, list');
});
