import { bolgeHizmeti, displaySure, isoDate, selection, sureOfDays } from '../../calculations/index.ts';
import { type Issue, parseInput, ValidationError } from '../../errors/index.ts';
import { bolgeHizmetiOf } from '../../statements/index.ts';
import { candidateOf } from './candidate.ts';
import { type Cells, daysCell, type Lack, type RoundFamily } from './family.ts';
import type { ApplicantFacts, StoredApplicant, StoredRound } from './model.ts';

const COLUMNS = [
  'il',
  'ilce',
  'tamamlananBolgeler',
  'gorevYapilanBolgeler',
  'bolgeGunu',
  'puan',
  'belgeler',
  'yoneticilikGunu',
  'bakanlikGunu',
] as const;
type ManagerCells = Cells<(typeof COLUMNS)[number]>;
/** Of these the record may tell what is left open. */
const ON_RECORD = COLUMNS.filter((column) => column !== 'ilce' && column !== 'belgeler');
/** The heading that gives a fact of the calculation. */
const HEADINGS: Readonly<Record<string, string>> = { preferences: 'tercihler', score: 'puan' };
const NONE = '-';
const length = (days: number | undefined): string => displaySure(sureOfDays(days ?? 0));

/** Term-bound and voluntary rounds of managers: score, lengths of service, a lot for whom m.29 must move. MEB Yön. m.29, 31. */
export const managerFamily: RoundFamily = {
  columns: COLUMNS,
  facts: ['il', 'ilce', 'completed', 'served', 'regionDays', 'score', 'managerDays', 'ministryDays', 'preferences'],
  asksRecord: (cells: ManagerCells) => ON_RECORD.some((column) => !cells[column]),
  factsOnRecord: async (context, person, { round, cells }) => {
    const { puan, belgeler }: ManagerCells = cells;
    // Where the score is written, the documents of success aren't asked for: nothing else reads them.
    const awards = puan ? {} : awardsOf(belgeler);
    const extras = { places: [], awards, managementPostgraduate: false };
    const asked = { on: isoDate(round.on), extras, otherWorkplaces: [] };
    const outcome = await bolgeHizmetiOf(context, person.sicilNo, asked);
    if (outcome.kind === 'notEligible') throw ValidationError.of('sicilNo', outcome.reason, outcome.article);
    if (outcome.kind === 'missing') {
      const lacking = outcome.missing.map((m) => m.label).join('; ');
      throw ValidationError.of(
        'sicilNo',
        `Kayıttan tamamlanamadı (${lacking}). Kaydı tamamlayın ya da ${ON_RECORD.join(', ')} sütunlarını doldurun.`,
      );
    }
    return recordedFacts(outcome.value, round);
  },
  readFacts,
  refusals,
  checkPlaces: ({ on, places }, { tables }) => {
    const table = selection.readTable(tables.regions, isoDate(on)).value;
    for (const { name, il, ilce } of places) {
      if (il === undefined) throw ValidationError.of('places', `"${name}" kadrosunun ilini (ve ilçesini) yazın.`);
      bolgeHizmeti.findRegion(table, il, ilce);
    }
  },
  roundInput: ({ places, lowerRegion }) => ({
    places: places.map(({ name, count, ...located }) => ({ id: name, quota: count, ...located })),
    ...(lowerRegion === undefined ? {} : { lowerRegion }),
  }),
  calculate: (raw, deps) => bolgeHizmeti.calculateManagerRound(parseInput(bolgeHizmeti.managerRoundInput, raw), deps),
  resultOf: (value) => {
    const { rows, lot } = value as bolgeHizmeti.ManagerRound;
    const ranked = rows.flatMap(({ position, status, ...row }) =>
      position === null || status === 'SARTI_TASIMIYOR' ? [] : [{ ...row, position, status }],
    );
    const notEligible = rows.filter((r) => r.position === null).map((r) => r.id);
    return { rows: ranked, notEligible, lots: lot === null ? [] : [lot] };
  },
  list: {
    documentKind: 'yonetici-yer-degistirme-listesi',
    cells: ({ score, managerDays, ministryDays }) => ({
      puan: score ?? '',
      hizmet: `${length(managerDays)} / ${length(ministryDays)}`,
    }),
    remarks: { YONETICILIK: 'yöneticilik süresiyle', BAKANLIK: 'Bakanlıktaki süreyle', KURAYLA: 'kura ile' },
  },
};

/** What the record tells. Throws ValidationError where m.29 moves nobody: the term isn't completed. */
function recordedFacts(standing: Standing, { kind }: StoredRound): ApplicantFacts {
  const { place, served, score, managerDays, ministryDays } = standing;
  if (kind === 'BOLGE_HIZMETI' && !served.currentCompleted) {
    throw ValidationError.of('sicilNo', 'Kaydına göre bulunduğu bölgenin süresi dolmamış.', 'MEB Yön. m.29/1');
  }
  const begun = served.byRegion.map((r) => r.region).filter((r) => !served.completed.includes(r));
  return {
    il: place.il,
    ilce: place.ilce,
    completed: [...served.completed],
    served: begun,
    regionDays: served.currentDays,
    score,
    managerDays,
    ministryDays,
  };
}
type Standing = Extract<Awaited<ReturnType<typeof bolgeHizmetiOf>>, { readonly kind: 'value' }>['value'];

function readFacts(cells: ManagerCells, known: ApplicantFacts, lack: Lack): ApplicantFacts {
  const located = cells.il
    ? { il: cells.il, ilce: cells.ilce || null }
    : { il: known.il ?? '', ilce: known.ilce ?? null };
  if (located.il === '') lack('il', 'Bulunduğu ili (il müdürlüğünde değilse ilçeyi de) yazın.');
  const score = cells.puan ? cells.puan.replace(',', '.') : (known.score ?? '');
  if (score === '') lack('puan', 'Yer değiştirmeye esas puanı yazın.');
  const regions = (column: 'tamamlananBolgeler' | 'gorevYapilanBolgeler', recorded: number[] | undefined): number[] => {
    const found = cells[column] ? regionsOf(cells[column]) : (recorded ?? null);
    if (found === null) lack(column, `Bölgeleri 1|3 gibi yazın; yoksa "${NONE}" yazın.`);
    return found ?? [];
  };
  const days = (column: 'bolgeGunu' | 'yoneticilikGunu' | 'bakanlikGunu', recorded: number | undefined): number =>
    daysCell(cells[column], recorded, () => lack(column, 'Süreyi gün olarak yazın (yıl 360 gün).'));
  return {
    ...located,
    score,
    completed: regions('tamamlananBolgeler', known.completed),
    served: regions('gorevYapilanBolgeler', known.served),
    regionDays: days('bolgeGunu', known.regionDays),
    managerDays: days('yoneticilikGunu', known.managerDays),
    ministryDays: days('bakanlikGunu', known.ministryDays),
  };
}

/** `1|3` as numbers, `-` as none; null for anything else. */
function regionsOf(text: string): number[] | null {
  if (text === NONE) return [];
  const parts = text.split('|').map((p) => p.trim());
  return parts.every((p) => /^[1-5]$/.test(p)) ? parts.map(Number) : null;
}

/** `basari_tesekkur:2|basari_odul:1` as counts by row of Ek-2, `-` as none; null where nothing is told. */
function awardsOf(text: string | undefined): Record<string, number> | null {
  if (!text) return null;
  if (text === NONE) return {};
  const pairs = text.split('|').map((p) => /^\s*(\w+)\s*:\s*(\d{1,3})\s*$/.exec(p));
  if (pairs.some((p) => p === null))
    throw ValidationError.of('belgeler', `Başarı belgelerini basari_tesekkur:2 gibi yazın; yoksa "${NONE}" yazın.`);
  return Object.fromEntries(pairs.map((p) => [p?.[1] ?? '', Number(p?.[2])]));
}

/** The round of this one alone: unknown places, regions that may not be preferred, too many preferences. */
function refusals(round: StoredRound, applicant: StoredApplicant, deps: bolgeHizmeti.RegionDeps): readonly Issue[] {
  const { on, kind, seed } = round;
  const candidates = [candidateOf(applicant, managerFamily.facts)];
  try {
    managerFamily.calculate({ on, kind, seed, ...managerFamily.roundInput(round), candidates }, deps);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.issues.map(({ path, ...issue }) => {
      const fact = path.split('.').at(-1) ?? path;
      return { ...issue, path: HEADINGS[fact] ?? fact };
    });
  }
}
