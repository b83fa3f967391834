import type { z } from 'zod';
import * as bh from '../../src/calculations/bolge-hizmeti/index.ts';
import { type Outcome, sureDays, sureOfDays } from '../../src/calculations/index.ts';
import { parseInput } from '../../src/errors/index.ts';
import type { Adapters } from './adapter.ts';
import { granted, ON, resultOf, valueOrNull } from './outcomes.ts';

const deps: bh.RegionDeps = { tables: bh.builtInRegionTables };

function run<S extends z.ZodType, V>(
  calculate: (input: z.output<S>, deps: bh.RegionDeps) => Outcome<V>,
  schema: S,
  raw: Record<string, unknown>,
): Outcome<V> {
  return calculate(parseInput(schema, { on: ON, ...raw }), deps);
}

const preferable = (i: Record<string, unknown>) => {
  const raw = { current: i.bulundugu, completed: i.tamamladigi };
  const { regions, allCompleted } = resultOf(run(bh.calculatePreferableRegions, bh.preferableInput, raw));
  return { bolgeler: regions, tumu_tamam: allCompleted };
};

/** Region service and relocation: kinds of gorevde-yukselme.json that articles 26–33 answer. */
export const yerDegistirmeAdapters: Adapters = {
  bolge: (i) => {
    const term = resultOf(run(bh.calculateTerm, bh.termInput, { region: i.bolge }));
    return {
      sure_yil: term.years,
      puan_yil: term.pointsPerYear,
      puan_ay: term.pointsPerMonth,
      tam_sure_puani: term.pointsForTerm,
    };
  },
  istege_bagli_yari: (i) => ({
    basvurabilir: granted(
      run(bh.calculateHalfTerm, bh.halfTermInput, { region: i.bolge, servedDays: Number(i.ay) * 30 }),
    ),
  }),
  m31_yari: (i) => {
    const servedDays = resultOf(run(bh.calculateServed, bh.servedInput, { from: i.baslama, until: i.referans }));
    const { yil, ay, gun } = sureOfDays(servedDays);
    const half = run(bh.calculateHalfTerm, bh.halfTermInput, { on: i.referans, region: i.bolge, servedDays });
    return { sure: [yil, ay, gun], basvurabilir: granted(half) };
  },
  ek2_satir: (i) => ({
    puan: resultOf(run(bh.calculateEk2Row, bh.ek2RowInput, { section: i.bolum, row: i.satir })),
  }),
  ek2_toplam: (i) => ({
    puan: resultOf(
      run(bh.calculateEk2, bh.ek2Input, {
        education: i.ogrenim ?? [],
        awards: i.belgeler ?? {},
        penalties: i.cezalar ?? {},
        serviceMonths: i.hizmet_ay ?? {},
      }),
    ),
  }),
  bolge_puani: (i) => {
    const periods = (i.donemler as { bolge: number; sure: number[] }[]).map(
      ({ bolge, sure: [yil = 0, ay = 0, gun = 0] }) => ({
        region: bolge,
        days: sureDays({ yil, ay, gun }),
      }),
    );
    return { puan: resultOf(run(bh.calculateRegionPoints, bh.regionPointsInput, { periods })) };
  },
  yer_degistirmeye_esas_puan: (i) => ({
    puan: resultOf(run(bh.calculateMoveScore, bh.moveScoreInput, { ek2: i.ek2, regionPoints: i.bolge_puani })),
  }),
  tercih_edilebilir_bolge: preferable,
  m29_tercih: preferable,
  m29_4_esitlik: (i) => {
    const candidates = (i.adaylar as Record<string, unknown>[]).map((a) => ({
      id: String(a.id),
      score: a.puan,
      managerDays: a.yoneticilik_gun,
      ministryDays: a.bakanlik_gun,
    }));
    const { rows, equalGroups } = resultOf(run(bh.calculateManagerRanking, bh.managerRankingInput, { candidates }));
    return { sira: rows.map((r) => r.id), esit: equalGroups };
  },
  m29_5_uzatma: (i) => {
    const years = valueOrNull(
      run(bh.calculateExtension, bh.extensionInput, {
        region: i.bolge,
        termCompleted: i.sure_tamam,
        extendedBefore: i.daha_once_uzatti,
        twiceTheTermOnTransition: i['19_6_2021_itibariyla_iki_kati_ve_fazla'] ?? false,
      }),
    );
    return { uzatabilir: years !== null, ek_sure_yil: years ?? 0 };
  },
  m32_33_uc_yil: (i) => ({
    basvurabilir: granted(
      run(bh.calculateUninterrupted, bh.uninterruptedInput, { on: i.referans, since: i.baslama_kesintisiz }),
    ),
  }),
  referans: (i) => {
    const kind = String(i.tur).toUpperCase();
    const move = resultOf(run(bh.calculateMoveRules, bh.moveRulesInput, { kind }));
    return { tarih: move.referenceLabel, azami_tercih: move.maxPreferences };
  },
  yeni_ilce: (i) => {
    const parents = (i.ayrildigi_ilceler as unknown[]).map((ilce) => ({ il: i.il, ilce }));
    return { bolge: resultOf(run(bh.calculateNewUnitRegion, bh.newUnitInput, { parents })) };
  },
};
