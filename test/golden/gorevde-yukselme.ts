import type { z } from 'zod';
import * as gy from '../../src/calculations/gorevde-yukselme/index.ts';
import { loadParameters, type Outcome, type Sure, sureDays } from '../../src/calculations/index.ts';
import { parseInput } from '../../src/errors/index.ts';
import type { Adapters } from './adapter.ts';
import { granted, ON, resultOf, valueOrNull } from './outcomes.ts';
import { yerDegistirmeAdapters } from './yer-degistirme.ts';

const deps: gy.PromotionDeps = { book: loadParameters().book, tables: gy.builtInPromotionTables };

/** Runs one calculation on raw input, as the day of the cases. */
function run<S extends z.ZodType, V>(
  calculate: (input: z.output<S>, deps: gy.PromotionDeps) => Outcome<V>,
  schema: S,
  raw: Record<string, unknown>,
): Outcome<V> {
  return calculate(parseInput(schema, { on: ON, ...raw }), deps);
}

const months = (value: unknown) => (typeof value === 'number' ? value * 30 : undefined);
const monthsEach = (value: unknown) =>
  Object.fromEntries(Object.entries((value ?? {}) as Record<string, number>).map(([k, v]) => [k, v * 30]));
export const days = (value: unknown) => {
  const [yil = 0, ay = 0, gun = 0] = (value ?? []) as number[];
  return sureDays({ yil, ay, gun });
};
export const triple = ({ yil, ay, gun }: Sure) => [yil, ay, gun];
const level = (value: unknown) => (typeof value === 'string' ? gy.educationLevel(value) : undefined);

/** The papers of article 7 as facts: level and field of the education, languages, licence. */
function papers(belge: string): Record<string, unknown> {
  const languages = /^bilgisayar_programciligi_2yil\+(\d+)_dil$/.exec(belge);
  if (languages) {
    return { fieldEducation: 'ONLISANS', field: 'BILGISAYAR_PROGRAMCILIGI', languages: Number(languages[1]) };
  }
  const known: Record<string, Record<string, unknown>> = {
    ilgili_yuksekogretim: { fieldEducation: 'LISANS' },
    ilgili_2yil: { fieldEducation: 'ONLISANS' },
    ilgili_ortaogretim: { fieldEducation: 'LISE' },
    hukuk: { fieldEducation: 'LISANS', field: 'HUKUK' },
    'hukuk+ruhsat': { fieldEducation: 'LISANS', field: 'HUKUK', licence: true },
  };
  const facts = known[belge];
  if (!facts) throw new Error(`bilinmeyen belge: ${belge}`);
  return facts;
}

const required = (i: Record<string, unknown>) => ({
  derece: i.kadro_derece,
  ekGosterge: i.ek_gosterge,
  higherEducationYears: i.yuksekogrenim_yil,
});
const oral = (i: Record<string, unknown>) => {
  const { memberTotals, mark, passed } = resultOf(run(gy.calculateOralMark, gy.oralMarkInput, { members: i.uyeler }));
  return { uye_toplamlari: memberTotals, puan: mark, basarili: passed };
};

export const gorevdeYukselmeAdapters: Adapters = {
  ...yerDegistirmeAdapters,
  '68B_sure': (i) => ({
    gerekli_yil: valueOrNull(run(gy.calculateRequired68b, gy.required68bInput, required(i)))?.years ?? null,
  }),
  '68B_uygun': (i) => ({
    gerekli_yil: valueOrNull(run(gy.calculateRequired68b, gy.required68bInput, required(i)))?.years ?? null,
    uygun: granted(run(gy.calculateEligible68b, gy.eligible68bInput, { ...required(i), serviceDays: days(i.hizmet) })),
  }),
  '68B_hizmet': (i) => ({
    sayilan: triple(
      resultOf(
        run(gy.calculateCounted68b, gy.counted68bInput, {
          publicDays: days(i.kamu),
          militaryDays: days(i.muvazzaf_askerlik),
          privateAfterDays: days(i.yuksekogrenim_sonrasi_ozel),
          privateBeforeDays: days(i.yuksekogrenim_oncesi_ozel),
          privateInFull: i.ozel_sure_tamami ?? false,
        }),
      ),
    ),
  }),
  madde6_uygunluk: (i) => ({
    uygun: granted(
      run(gy.calculatePromotionConditions, gy.promotionInput, {
        kadro: i.kadro,
        education: level(i.ogrenim),
        educationField: i.bolum ?? undefined,
        ministryLastDays: months(i.bakanlik_son_ay),
        civilServiceDays: months(i.devlet_memurlugu_ay),
        titleOrSameLevelDays: months(i.unvan_veya_ayni_duzey_ay),
        dutyDays: monthsEach(i.gorev_ay),
        ministryDutyDays: { programci: months(i.programci_bakanlik_ay) ?? 0 },
        inYardimciHizmetler: i.yhs ?? false,
        probationLifted: i.adaylik_kalkti ?? undefined,
        licenceBDays: months(i.ehliyet_B_ay),
        documents: i.belge ?? [],
        onDutyOnTransitionalDay: i.gorevde_18_4_1999 ?? false,
        educationOnTransitionalDay: level(i.o_tarihte_ogrenim),
      }),
    ),
  }),
  madde7_uygunluk: (i) => {
    const facts = { kadro: i.kadro, ...papers(String(i.belge)) };
    const outcome = run(gy.calculateTitleChange, gy.titleChangeInput, facts);
    return { uygun: valueOrNull(outcome) === 'UNREGULATED' ? null : granted(outcome) };
  },
  madde23: (i) => {
    const facts = {
      principalDays: months(i.egitim_kurumu_mudurlugu_ay),
      branchManagerDays: months(i.sube_mudurlugu_ay),
      post: i.kadro ?? undefined,
      teachingProbationLifted: i.ogretmenlik_adayligi_kalkti ?? undefined,
    };
    const sure_sarti = granted(run(gy.calculateManagerDuration, gy.managerDurationInput, facts));
    if (i.kadro === undefined || i.kadro === null) return { sure_sarti };
    return { sure_sarti, sartlar: granted(run(gy.calculateManagerConditions, gy.managerInput, facts)) };
  },
  gecis: (i) => ({
    usul:
      valueOrNull(run(gy.calculateTransition, gy.transitionInput, { from: i.nereden, to: i.nereye }))?.label ?? null,
  }),
  basvuru_engeli: (i) => ({
    basvurabilir: granted(
      run(gy.calculateApplication, gy.applicationInput, {
        current: i.mevcut,
        announced: i.ilan,
        onLeave: i.aylıksız_izinde ?? false,
      }),
    ),
  }),
  doktora_gecis: (i) => ({
    sinavsiz: granted(
      run(gy.calculateDoctorateTransition, gy.doctorateInput, {
        target: i.hedef,
        hasDoctorate: i.doktora,
        conditionsMet: i.ogrenim_ve_sertifika_sartlari,
      }),
    ),
  }),
  sozlu_agirlik: (i) => ({ azami_puan: resultOf(run(gy.calculateOralTopic, gy.oralTopicInput, { topic: i.konu })) }),
  sozlu_agirlik_toplam: () => {
    const { fullMark, members } = resultOf(run(gy.calculateOralRules, gy.oralRulesInput, {}));
    return { toplam: fullMark, uye_sayisi: members };
  },
  yazili_baraj: (i) => ({
    basarili: granted(run(gy.calculateThreshold, gy.thresholdInput, { part: 'YAZILI', mark: i.puan })),
  }),
  sozlu_baraj: (i) => ({
    basarili: granted(run(gy.calculateThreshold, gy.thresholdInput, { part: 'SOZLU', mark: i.puan })),
  }),
  sozlu: oral,
  sozlu_gecersiz: oral,
  sozluye_cagri: (i) => {
    const candidates = (i.puanlar as unknown[]).map((written, n) => ({ id: String(n + 1), written }));
    const call = resultOf(run(gy.calculateOralCall, gy.oralCallInput, { announced: i.kadro, candidates }));
    return { cagrilan: call.called.map((c) => c.written), cagrilan_sayisi: call.called.length, kesme_puani: call.cut };
  },
  basari_puani: (i) => ({
    basari_puani: valueOrNull(
      run(gy.calculateSuccessScore, gy.successScoreInput, { written: i.yazili, oral: i.sozlu }),
    ),
  }),
  basari_siralamasi: (i) => {
    const candidates = (i.adaylar as Record<string, unknown>[]).map((a) => ({
      id: String(a.id),
      written: a.yazili,
      oral: a.sozlu,
      serviceDays: a.hizmet_gun,
      education: level(a.ogrenim),
      grade: a.mezuniyet_notu,
    }));
    const list = resultOf(run(gy.calculateSuccessRanking, gy.successRankingInput, { candidates }));
    return { sira: list.rows.map((r) => r.id), esit: list.equalGroups };
  },
  tercih: () => {
    const rules = resultOf(run(gy.calculatePreferenceRules, gy.preferenceRulesInput, {}));
    return { azami_tercih: rules.maximum, tercih_disi_beyan_gerekli: rules.outsideDeclarationNeeded };
  },
  tercih_sayisi: (i) => ({
    azami_tercih: resultOf(run(gy.calculatePreferenceRules, gy.preferenceRulesInput, { count: i.tercih_adedi }))
      .maximum,
  }),
  yerlestirme: (i) => {
    const candidates = (i.adaylar as Record<string, unknown>[]).map((a) => ({
      id: String(a.id),
      preferences: a.tercih,
      acceptsOutside: a.disi,
    }));
    const order = (i.sira as unknown[]).map(String);
    const raw = { order, candidates, quotas: i.kadro };
    const { rows } = resultOf(run(gy.calculatePlacement, gy.placementInput, raw));
    return Object.fromEntries(rows.map((r) => [r.id, r.place ?? gy.PLACEMENT_LABELS[r.status]]));
  },
};
