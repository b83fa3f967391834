import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { gorevdeYukselme } from '../../calculations/index.ts';
import { asciiNameOf, documentBytes } from '../../documents/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import {
  calculateExamLists,
  checkExamRun,
  createExam,
  type ExamRaw,
  importExamCandidates,
  listExams,
  writeExamLists,
} from '../../exams/index.ts';
import type { StatementsContext } from '../../statements/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openScope, SERVER_ACTOR } from '../scope.ts';
import { openServices } from '../services.ts';
import { type Command, print, table } from './command.ts';

const SHOWN = 50;
const STAGES = ['CAGRI', 'BASARI', 'YERLESTIRME'] as const satisfies readonly gorevdeYukselme.ExamStage[];

type Act = (context: StatementsContext, args: readonly string[]) => Promise<number>;

/** Exams from the command line: entering, importing, calculating with the lists as files, repeating. */
export const exam: Command = {
  name: 'exam',
  usage:
    'exam create SINAV.yaml | exam import NO ADAYLAR.csv | exam lists NO KLASÖR [--asama CAGRI|BASARI|YERLESTIRME] | exam check NO [--hesap N] | exam list',
  summary: 'Görevde yükselme sınavı: açar, aday ve puan aktarır, listeleri Word olarak klasöre yazar, hesabı yineler.',
  async run(args) {
    const [name = '', ...rest] = args;
    const act = ACTS[name];
    if (!act)
      throw ValidationError.of('işlem', `"${name}" diye bir işlem yok; create, import, lists, check ya da list yazın.`);
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

const create: Act = async (context, args) => {
  const file = fileOf(args[0]);
  const made = await createExam(context, parse(readFileSync(file, 'utf8'), { schema: 'core' }) as ExamRaw);
  print(`${made.examNumber} açıldı: ${made.name}, ${made.posts.length} kadro unvanı.`);
  return 0;
};

const importCandidates: Act = async (context, [number = '', path]) => {
  const report = await importExamCandidates(context, number, createReadStream(fileOf(path)));
  const { rowsRead, inserted, updated, unchanged, refused, refusals } = report;
  const counts = [rowsRead, inserted, updated, unchanged, refused].map(String);
  print(table(['okunan', 'eklenen', 'değişen', 'aynı', 'reddedilen'], [counts]));
  if (refused === 0) return 0;
  const rows = refusals.slice(0, SHOWN).map((r) => [String(r.row), r.field, r.reason]);
  print(`\n${table(['satır', 'sütun', 'neden'], rows)}`);
  if (refused > SHOWN) print(`… ve ${refused - SHOWN} satır daha.`);
  return 3;
};

const lists: Act = async (context, args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { asama: { type: 'string', default: 'YERLESTIRME' } },
  });
  const [number = '', folder = '.'] = positionals;
  const stage = STAGES.find((s) => s === values.asama);
  if (stage === undefined)
    throw ValidationError.of('--asama', `"${values.asama}" bir aşama değil; ${STAGES.join(', ')} yazın.`);
  const run = await calculateExamLists(context, { examNumber: number, stage });
  mkdirSync(folder, { recursive: true });
  for (const list of STAGES.slice(0, STAGES.indexOf(stage) + 1)) {
    const documents = await writeExamLists(context, { examNumber: number, list, run: run.run });
    for (const document of documents) {
      const post = String(document.facts.data.kadroUnvani);
      const name = asciiNameOf(`${number}-${document.kind}-${post}.docx`);
      const bytes = await documentBytes(context.db, document.id);
      if (!bytes) throw new NotFoundError(`${document.title} belgesinin Word dosyası yok. Belgeyi yeniden üretin.`);
      writeFileSync(join(folder, name), bytes);
      print(`${join(folder, name)}  ${document.sha256}`);
    }
  }
  print(`${run.run}. hesap, ${run.candidates} aday, sonuç özeti ${run.resultSha256}`);
  return 0;
};

const check: Act = async (context, args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { hesap: { type: 'string' } },
  });
  const [number = ''] = positionals;
  const found = await checkExamRun(context, number, values.hesap === undefined ? undefined : Number(values.hesap));
  if (!found) throw new NotFoundError(`${number} sınavının böyle bir hesabı yok. Numarayı denetleyin.`);
  print(`${found.run.run}. hesap: saklanan ${found.run.resultSha256}, yeniden ${found.recalculatedSha256}`);
  print(found.isSame ? 'Baytı baytına aynı.' : 'AYNI DEĞİL: mevzuat değerleri ya da kayıt değişmiş.');
  return found.isSame ? 0 : 3;
};

const list: Act = async (context) => {
  const found = await listExams(context.db, { after: undefined, limit: 100, inverted: false });
  const rows = found.map((e) => [e.examNumber, e.applicationsEndOn, e.kind, e.name]);
  print(table(['no', 'başvuru sonu', 'tür', 'sınav'], rows));
  return 0;
};

const ACTS: Readonly<Record<string, Act>> = { create, import: importCandidates, lists, check, list };

function fileOf(path: string | undefined): string {
  if (path && existsSync(path)) return path;
  throw ValidationError.of('DOSYA', `"${path ?? ''}" dosyası yok; dosyanın yolunu yazın.`);
}
