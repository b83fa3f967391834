import { createReadStream, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { gorevdeYukselme } from '../../calculations/index.ts';
import { NotFoundError, ValidationError } from '../../errors/index.ts';
import {
  calculateExamLists,
  checkExamEligibility,
  checkExamRun,
  createExam,
  type EligibilityProgress,
  type ExamRaw,
  importExamCandidates,
  listExams,
  writeExamLists,
} from '../../exams/index.ts';
import { print, table } from './command.ts';
import {
  type Act,
  fileOf,
  officeCommand,
  printImport,
  printRepeat,
  readYamlFile,
  saveDocument,
} from './office-command.ts';

const STAGES = ['CAGRI', 'BASARI', 'YERLESTIRME'] as const satisfies readonly gorevdeYukselme.ExamStage[];

const STATES = ['UYGUN', 'UYGUN_DEGIL', 'EKSIK_BILGI'] as const;

const create: Act = async (context, [file]) => {
  const made = await createExam(context, readYamlFile(file) as ExamRaw);
  print(`${made.examNumber} açıldı: ${made.name}, ${made.posts.length} kadro unvanı.`);
  return 0;
};

const importCandidates: Act = async (context, [number = '', path]) =>
  printImport(await importExamCandidates(context, number, createReadStream(fileOf(path))));

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
      await saveDocument(context, document, { folder, name: `${number}-${document.kind}-${post}.docx` });
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
  return printRepeat(`${found.run.run}. hesap`, found.run.resultSha256, found);
};

const eligibility: Act = async (context, [number = '']) => {
  const sums = { UYGUN: 0, UYGUN_DEGIL: 0, EKSIK_BILGI: 0 };
  let [done, after]: [number, string | null | undefined] = [0, undefined];
  while (after !== null) {
    const step: EligibilityProgress = await checkExamEligibility(context, { examNumber: number, after });
    for (const state of STATES) sums[state] += step.counts[state];
    done += step.checked;
    after = step.after;
    print(`${done} / ${step.total} aday denetlendi.`);
  }
  print(table(['uygun', 'uygun değil', 'eksik bilgi'], [STATES.map((s) => String(sums[s]))]));
  return 0;
};

const list: Act = async (context) => {
  const found = await listExams(context.db, { after: undefined, limit: 100, inverted: false });
  const rows = found.map((e) => [e.examNumber, e.applicationsEndOn, e.kind, e.name]);
  print(table(['no', 'başvuru sonu', 'tür', 'sınav'], rows));
  return 0;
};

/** Exams from the command line: entering, importing, calculating with the lists as files, repeating. */
export const exam = officeCommand({
  name: 'exam',
  usage:
    'exam create SINAV.yaml | exam import NO ADAYLAR.csv | exam eligibility NO | exam lists NO KLASÖR [--asama CAGRI|BASARI|YERLESTIRME] | exam check NO [--hesap N] | exam list',
  summary:
    'Görevde yükselme sınavı: açar, aday ve puan aktarır, adayların şartlarını denetler, listeleri Word olarak klasöre yazar, hesabı yineler.',
  acts: { create, import: importCandidates, eligibility, lists, check, list },
});
