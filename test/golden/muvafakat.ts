import { loadParameters, type Outcome } from '../../src/calculations/index.ts';
import {
  bandName,
  calculateGecerlilik,
  calculateGerekce,
  calculateHizmetPuani,
  calculateHizmetTablosu,
  calculateKapsam,
  calculateKomisyon,
  calculateKomisyonKarari,
  calculateKontenjan,
  calculateMuvafakatPuan,
  calculateMuvafakatUygunluk,
  calculateSiralama,
  calculateTakvim,
  gecerlilikInput,
  gerekceInput,
  hizmetPuaniInput,
  hizmetTablosuInput,
  kapsamInput,
  komisyonInput,
  komisyonKararInput,
  kontenjanInput,
  muvafakatPuanInput,
  siralamaInput,
  takvimInput,
  uygunlukInput,
} from '../../src/calculations/muvafakat/index.ts';
import { parseInput } from '../../src/errors/index.ts';
import type { Adapters } from './adapter.ts';

const context = { book: loadParameters().book };
/** A day under the KTÜ rules of 2024. */
const on = '2024-04-01';

type Case = Record<string, unknown>;

function settled<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  throw new Error(outcome.kind === 'missing' ? outcome.missing.map((m) => m.label).join(', ') : outcome.reason);
}

const reasonNames: Readonly<Record<string, string>> = {
  can_guvenligi: 'CAN_GUVENLIGI',
  saglik: 'SAGLIK',
  aile_birligi: 'AILE_BIRLIGI',
  ogrenim: 'OGRENIM',
  ust_gorev: 'UST_GOREV',
  engellilik: 'ENGELLILIK',
};
/** Unknown words stay as they are and are refused by the product's own check. */
const reasonKind = (word: unknown) => (typeof word === 'string' ? (reasonNames[word] ?? word) : word);
const documentNames: Readonly<Record<string, string>> = { adli: 'ADLI', 'mülki idare': 'MULKI_IDARE' };
const studyNames: Readonly<Record<string, string>> = {
  ayni_alan_orgun_lisans_devlet: 'ALAN_ICI_ORGUN_LISANS',
  ikinci_lisans: 'BASKA_LISANS',
  onlisans: 'ONLISANS',
  tezli_yuksek_lisans_devlet: 'TEZLI_YUKSEK_LISANS',
  tezsiz_yuksek_lisans: 'TEZSIZ_YUKSEK_LISANS',
};
const daysOfYears = (years: unknown) => Math.floor(Number(years) * 360);

const findReasons = (...reasons: readonly unknown[]) =>
  settled(calculateGerekce(parseInput(gerekceInput, { on, reasons }), context));
const isEligible = (facts: Case) =>
  calculateMuvafakatUygunluk(parseInput(uygunlukInput, { on, ...facts }), context).kind === 'value';
const bands = () => settled(calculateHizmetTablosu(parseInput(hizmetTablosuInput, { on }), context));
const serviceOptions = (input: Case) =>
  input.dis_hizmet_yok === undefined ? {} : { options: { disHizmetYok: input.dis_hizmet_yok } };
const service = (input: Case) => ({
  on,
  universityYears: input.universite_yil,
  outsideYears: input.dis_yil ?? null,
  ...serviceOptions(input),
});
const hizmet = (input: Case) => ({
  toplam: settled(calculateHizmetPuani(parseInput(hizmetPuaniInput, service(input)), context)).total,
});
const vote = (facts: Case) =>
  settled(calculateKomisyonKarari(parseInput(komisyonKararInput, { on, ...facts }), context));

function gerekce(input: Case) {
  const kind = reasonKind(input.kriter);
  const proof = input.saglaniyor ?? input.adli_veya_mulki_belge ?? false;
  const value = findReasons({ kind, isProven: proof });
  const finding = value.findings[0];
  return {
    puan: value.points,
    puanlama: finding?.isScored,
    takvime_bagli: value.isCalendarBound,
    karar: value.decision,
  };
}

function siralama(input: Case) {
  const applicants = (input.adaylar as Case[]).map((a) => ({
    id: a.id,
    score: a.puan,
    isUnitPositive: a.birim_uygun,
    netServiceDays: a.net_hizmet_gun,
    bornOn: a.dogum,
  }));
  const value = settled(
    calculateSiralama(parseInput(siralamaInput, { on, applicants, quota: input.kontenjan }), context),
  );
  return { sira: value.ranking.map((r) => r.id), muvafakat: value.granted };
}

function gecerlilik(input: Case) {
  const given = { on, announcedOn: input.ilan, requestedOn: input.talep_yazisi_geldi === true ? input.ilan : null };
  return settled(calculateGecerlilik(parseInput(gecerlilikInput, given), context));
}

export const muvafakatAdapters: Adapters = {
  gerekce,
  siralama,
  hizmet_puani: hizmet,
  tablo_satiri: hizmet,
  hizmet_yili_universite_ici: (input) => {
    const { universityBand } = settled(
      calculateHizmetPuani(parseInput(hizmetPuaniInput, { on, universityYears: input.yil }), context),
    );
    return { kendi_puani: universityBand.university, kumulatif: universityBand.universityTotal };
  },
  hizmet_yili_universite_disi: (input) => {
    const facts = { on, universityYears: 0, outsideYears: input.yil };
    return { kumulatif: settled(calculateHizmetPuani(parseInput(hizmetPuaniInput, facts), context)).outside };
  },
  metindeki_ornek: (input) => {
    const band = bands().bands.find((b) => bandName(b) === input.universite_yil_bandi);
    if (!band) throw new Error(`"${String(input.universite_yil_bandi)}" bandı tabloda yok.`);
    return {
      universite_puani: band.universityTotal,
      kendi: band.university,
      onceki_toplam: band.universityTotal - band.university,
    };
  },
  tablo_toplami: () => {
    const { universityMax, outsideMax, max } = bands();
    return { universite_max: universityMax, dis_max: outsideMax, toplam: max };
  },
  toplam_puan: (input) => {
    const reasons = (input.kriterler as unknown[]).map((k) => ({ kind: reasonKind(k), isProven: true }));
    const value = settled(
      calculateMuvafakatPuan(parseInput(muvafakatPuanInput, { ...service(input), reasons }), context),
    );
    return { gerekce: value.reasons.points, hizmet: value.service.total, toplam: value.total };
  },
  kontenjan_tavani: (input) => ({
    en_fazla: settled(calculateKontenjan(parseInput(kontenjanInput, { on, permissions: input.atama_izni }), context))
      .ceiling,
  }),
  kontenjan_revize: (input) => {
    const given = {
      on,
      permissions: input.ilk_izin,
      addedPermissions: input.ek_izin,
      rectorTransfers: input.rektorlukce_basvurusuz_nakil,
    };
    const value = settled(calculateKontenjan(parseInput(kontenjanInput, given), context));
    return { yeni_tavan: value.ceiling, dusulecek: value.deducted };
  },
  komisyon: () => {
    const value = settled(calculateKomisyon(parseInput(komisyonInput, { on }), context));
    return {
      uye: value.seats,
      uye_sayisi: value.size,
      toplanti_yeter_sayisi: value.quorum,
      gorev_suresi_yil: value.termYears,
      uzatma_yil: value.extensionYears,
    };
  },
  karar_yeter_sayisi: (input) => ({ gerekli_oy: vote({ membersPresent: input.katilan }).votesNeeded }),
  komisyon_karar: (input) => {
    const facts = { membersPresent: input.katilan_uye, observers: input.gozlemci, votesFor: input.kabul_oyu };
    return { sonuc: vote(facts).result?.toLowerCase() };
  },
  takvim: () => {
    const value = settled(calculateTakvim(parseInput(takvimInput, { on }), context));
    return { aylar: value.months, gecerlilik_ay: value.validityMonths };
  },
  mazeretsiz_uygunluk: (input) => {
    const examYears = input.sinavla_atandigi_kadroda_yil ?? null;
    return {
      uygun: isEligible({
        serviceDays: daysOfYears(input.fiili_hizmet_yil_aylıksız_izin_haric),
        examPostDays: examYears === null ? null : daysOfYears(examYears),
      }),
    };
  },
  kapsam: (input) => {
    const given = {
      on,
      ...(input.unvan !== undefined && { unvan: input.unvan }),
      isCandidate: input.aday_memur ?? false,
      isCandidacyOver: input.azami_adaylik_doldu ?? false,
    };
    const value = settled(calculateKapsam(parseInput(kapsamInput, given), context));
    return { kapsam_disi: value.isOutside, yol: value.route, dikkate_alinir: value.isConsidered };
  },
  sozlesmeliden_memura: (input) => ({
    '5inci_madde_kriterleriyle_basvurabilir': isEligible({
      contractDays: daysOfYears(input.universitede_sozlesme_dahil_yil),
      statu: 'MEMUR',
      reason: 'SAGLIK',
    }),
  }),
  engellilik: (input) => {
    const who = input.kim === 'self' ? 'KENDISI' : input.kim === 'es' ? 'ES' : 'BIRINCI_DERECE_KAN_HISMI';
    return { puan: findReasons({ kind: 'ENGELLILIK', disabled: who, percent: input.oran }).points };
  },
  gecerlilik: (input) => ({ son_gun: gecerlilik(input).lastOn }),
  yeniden_basvuru: (input) => {
    const { loss } = gecerlilik(input);
    return {
      hak_kaybi: loss?.lostOn ?? null,
      atlanacak_donem: loss?.skippedPeriods[0] ?? null,
      ilk_degerlendirilecek_donem: loss?.firstPeriod ?? null,
    };
  },
  muvafakat_uygunluk: (input) => ({
    uygun: isEligible({
      ...(input.fiili_gun !== undefined && { serviceDays: input.fiili_gun }),
      unpaidLeaveDays: input.aylıksız_izin_gun ?? 0,
      examPostDays: input.sinavla_atanma_gun ?? null,
      contractDays: input.sozlesmeli_gun ?? 0,
      officerDays: input.memur_gun ?? 0,
      isCandidate: input.aday_memur ?? false,
      candidacyDays: input.adaylik_gun ?? 0,
      reason: input.mazeret === null || input.mazeret === undefined ? null : reasonKind(input.mazeret),
    }),
  }),
  aile_birligi_ozel_sektor_es: (input) => ({
    puan: findReasons({
      kind: 'AILE_BIRLIGI',
      spouse: 'OZEL',
      premiumDays: input.son_iki_yil_prim_gun,
      stillWorks: input.halen_calisiyor,
    }).points,
  }),
  ogrenim: (input) => ({
    puan: findReasons({
      kind: 'OGRENIM',
      current: String(input.mevcut).toUpperCase().replace('İ', 'I'),
      gained: studyNames[String(input.kazanilan)] ?? input.kazanilan,
    }).points,
  }),
  can_guvenligi: (input) => {
    const document = documentNames[String(input.belge)] ?? null;
    const value = findReasons({ kind: 'CAN_GUVENLIGI', document });
    return { puanlama: value.findings[0]?.isScored, takvim_disi_kabul: !value.isCalendarBound };
  },
};
