import { createReadStream, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NotFoundError } from '../../errors/index.ts';
import {
  checkDraw,
  createRelocationRound,
  drawRelocationRound,
  importRelocationApplicants,
  listRounds,
  type RoundRaw,
  writeRelocationList,
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

const create: Act = async (context, [file]) => {
  const made = await createRelocationRound(context, readYamlFile(file) as RoundRaw);
  print(`${made.roundNumber} açıldı: ${made.name}, ${made.places.length} yer. Kura tohumu: ${made.seed}`);
  return 0;
};

const importApplicants: Act = async (context, [number = '', path]) =>
  printImport(await importRelocationApplicants(context, number, createReadStream(fileOf(path))));

const draw: Act = async (context, [number = '', folder = '.']) => {
  const drawn = await drawRelocationRound(context, number);
  mkdirSync(folder, { recursive: true });
  const document = await writeRelocationList(context, { roundNumber: number, draw: drawn.draw });
  await saveDocument(context, document, { folder, name: `${number}-${document.kind}.docx` });
  print(`${drawn.draw}. çekiliş, ${drawn.applicants} başvuru, sonuç özeti ${drawn.resultSha256}`);
  return 0;
};

const check: Act = async (context, args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { cekilis: { type: 'string' } },
  });
  const [number = ''] = positionals;
  const found = await checkDraw(context, number, values.cekilis === undefined ? undefined : Number(values.cekilis));
  if (!found) throw new NotFoundError(`${number} döneminin böyle bir çekilişi yok. Numarayı denetleyin.`);
  return printRepeat(`${found.draw.draw}. çekiliş`, found.draw.resultSha256, found);
};

const list: Act = async (context) => {
  const found = await listRounds(context.db, { after: undefined, limit: 100, inverted: false });
  print(
    table(
      ['no', 'referans günü', 'tür', 'dönem'],
      found.map((r) => [r.roundNumber, r.on, r.kind, r.name]),
    ),
  );
  return 0;
};

/** Relocation rounds from the command line: opening with the seed, importing, drawing with the list as a file, repeating. */
export const relocation = officeCommand({
  name: 'relocation',
  usage:
    'relocation create DÖNEM.yaml | relocation import NO BAŞVURULAR.csv | relocation draw NO KLASÖR | relocation check NO [--cekilis N] | relocation list',
  summary: 'Yer değiştirme dönemi: kura tohumuyla açar, başvuruları aktarır, kurayı çeker, listeyi Word olarak yazar.',
  acts: { create, import: importApplicants, draw, check, list },
});
