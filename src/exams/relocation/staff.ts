import { bolgeHizmeti, displaySure, isIsoDate, isoDate, sureOfDays } from '../../calculations/index.ts';
import { parseInput, ValidationError } from '../../errors/index.ts';
import { staffStandingOf } from '../../statements/index.ts';
import { type Cells, daysCell, type RoundFamily } from './family.ts';

const COLUMNS = ['kesintisizBaslama', 'hizmetGunu', 'kadroGunu'] as const;
const length = (days: number | undefined): string => displaySure(sureOfDays(days ?? 0));

/** In-province and inter-province rounds of staff: length of service, then a lot. MEB Yön. m.32, 33. */
export const staffFamily: RoundFamily = {
  columns: COLUMNS,
  facts: ['since', 'serviceDays', 'kadroDays', 'preferences'],
  asksRecord: (cells: Cells<(typeof COLUMNS)[number]>) => COLUMNS.some((column) => !cells[column]),
  factsOnRecord: async (context, person, { round: { on, kind } }) => {
    if (kind !== 'IL_ICI' && kind !== 'ILLER_ARASI') throw new Error(`${kind} is no round of staff`);
    const standing = await staffStandingOf(context, person, { on: isoDate(on), kind, places: [] });
    if ('missing' in standing) return {};
    const { since, serviceDays, kadroDays } = standing;
    return { since, serviceDays, kadroDays };
  },
  readFacts: (cells: Cells<(typeof COLUMNS)[number]>, known, lack) => {
    const since = cells.kesintisizBaslama ? toIso(cells.kesintisizBaslama) : (known.since ?? '');
    if (!isIsoDate(since))
      lack('kesintisizBaslama', 'Kesintisiz hizmetin başladığı günü GG.AA.YYYY ya da YYYY-AA-GG yazın.');
    const serviceDays = daysCell(cells.hizmetGunu, known.serviceDays, () =>
      lack('hizmetGunu', 'Hizmet süresini gün olarak yazın (yıl 360 gün).'),
    );
    const kadroDays = daysCell(cells.kadroGunu, known.kadroDays, () =>
      lack('kadroGunu', 'Kadrodaki süreyi gün olarak yazın (yıl 360 gün).'),
    );
    return { since, serviceDays, kadroDays };
  },
  refusals: () => [],
  checkPlaces: ({ places }) => {
    if (places.every((p) => p.il === undefined && p.ilce === undefined)) return;
    throw ValidationError.of('places', 'İl ve ilçe yalnız yönetici dönemlerinin yerlerine yazılır; adı yeterlidir.');
  },
  roundInput: ({ places }) => ({ quotas: Object.fromEntries(places.map((p) => [p.name, p.count])) }),
  calculate: (raw, deps) => bolgeHizmeti.calculateStaffRound(parseInput(bolgeHizmeti.staffRoundInput, raw), deps),
  resultOf: (value) => {
    const { rows, notEligible, lots } = value as bolgeHizmeti.StaffRound;
    return { rows: rows.map((r) => ({ ...r, status: statusOf(r.place), region: null })), notEligible, lots };
  },
  list: {
    documentKind: 'yer-degistirme-listesi',
    cells: ({ serviceDays, kadroDays }) => ({ hizmet: length(serviceDays), kadro: length(kadroDays) }),
    remarks: { KADRO_SURESI: 'kadrodaki süreyle', KURA: 'kura ile' },
  },
};

const statusOf = (place: string | null) => (place === null ? ('YERLESEMEDI' as const) : ('TERCIHINE' as const));

/** `22.11.2026` as `2026-11-22`; anything else is left to be judged. */
function toIso(text: string): string {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]}-${match[1]}` : text;
}
