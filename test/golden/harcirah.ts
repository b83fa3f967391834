import {
  avansIadeInput,
  type BelgeListId,
  belgeListIds,
  calculateAvansIade,
  calculateEmekliTazminati,
  calculateEsasDerece,
  calculateGeciciGorev,
  calculateGundelik,
  calculateGundelikSuresi,
  calculateGundenAz,
  calculateKktcEsaslar,
  calculateKktcKonaklama,
  calculateKonaklama,
  calculateKonaklamaTavani,
  calculateMahsup,
  calculateSurekliGorev,
  calculateYurtdisiKonaklama,
  documentsOf,
  emekliInput,
  esasDereceInput,
  type GeciciValue,
  geciciInput,
  gundelikInput,
  gundenAzInput,
  kktcEsaslarInput,
  kktcKonaklamaInput,
  konaklamaInput,
  konaklamaTavaniInput,
  mahsupInput,
  type SurekliValue,
  sureInput,
  surekliInput,
  yurtdisiKonaklamaInput,
} from '../../src/calculations/harcirah/index.ts';
import { type Exact, loadParameters, moneyText, type Outcome } from '../../src/calculations/index.ts';
import { parseInput } from '../../src/errors/index.ts';
import type { Adapters } from './adapter.ts';

const context = { book: loadParameters().book };
/** The year of the source's tables; the day is after the lodging bands came into force. */
const on = '2016-06-01';
/** A day under the lodging rule before its annulment. */
const oldRuleOn = '2015-06-01';

type Case = Record<string, unknown>;

function settled<V>(outcome: Outcome<V>): V {
  if (outcome.kind === 'value') return outcome.value;
  throw new Error(outcome.kind === 'missing' ? outcome.missing.map((m) => m.label).join(', ') : outcome.reason);
}

/** Renames keys and drops what the case does not give. */
function take(input: Case, names: Readonly<Record<string, string>>): Case {
  return Object.fromEntries(
    Object.entries(names)
      .filter(([from]) => input[from] !== undefined)
      .map(([from, to]) => [to, input[from]]),
  );
}

const damga = (input: Case) =>
  input.damga_yuvarlama === undefined
    ? {}
    : { damgaYuvarlama: input.damga_yuvarlama === 'truncate' ? 'KIRP' : 'YUVARLA' };
const tavan = (input: Case) =>
  input.gunluk_tavan_kirp === undefined ? {} : { gunlukTavan: input.gunluk_tavan_kirp ? 'KIRP' : 'TAM' };
const fraction = (value: Exact) => {
  const [top, bottom] = value.toFraction(1_000_000);
  return bottom?.eq(1) ? String(top) : `${top}/${bottom}`;
};

function gecici(input: Case) {
  const outward = Math.ceil(Number(input.yol_gun) / 2);
  const value = settled(
    calculateGeciciGorev(
      parseInput(geciciInput, {
        startOn: on,
        ...take(input, {
          derece: 'derece',
          gundelik: 'gundelik',
          toplam_gun: 'totalDays',
          gorev_yeri_gun: 'dutyDays',
          yol_gideri_tek_yon: 'fareOut',
          taksi_konya: 'taxiHomeOut',
          taksi_malatya: 'taxiPlaceOut',
          konaklama_gece: 'lodgingNights',
          konaklama_gunluk_bedel: 'lodgingNightlyPrice',
        }),
        ...take(input, { yol_gideri_tek_yon: 'fareBack', taksi_konya: 'taxiHomeBack', taksi_malatya: 'taxiPlaceBack' }),
        travelDaysOut: outward,
        travelDaysBack: Number(input.yol_gun) - outward,
        options: {
          ...damga(input),
          ...tavan(input),
          belgeKarsilastirma: input.konaklama_belge_bedeli_karsilastirma === 'per_night' ? 'GECE' : 'TOPLAM',
        },
      }),
      context,
    ),
  );
  const lodging = value.lodging;
  const later = moneyText(lodging?.laterBandsCap ?? zero(value));
  return {
    satirlar: geciciLines(value),
    satir_toplami: moneyText(value.linesTotal),
    konaklama: {
      fatura_toplami: moneyText(lodging?.billTotal ?? zero(value)),
      ilk_10_gun_tavan: moneyText(lodging?.firstBandCap ?? zero(value)),
      sonraki_2_gun_tavan: later,
      odenecek: moneyText(lodging?.payable ?? zero(value)),
    },
    brut: moneyText(value.gross),
    damga: moneyText(value.damga),
    net: moneyText(value.net),
  };
}

const zero = (value: GeciciValue) => value.gross.mul(0);

const geciciNames = [
  ['taksi_konya_gidis', 'TAKSI_EV_GIDIS'],
  ['yol_gideri_gidis', 'YOL_GIDERI_GIDIS'],
  ['yol_gundeligi_gidis', 'YOL_GUNDELIGI_GIDIS'],
  ['taksi_malatya_varis', 'TAKSI_GOREV_YERI_VARIS'],
  ['gundelik_gorev_yeri', 'GUNDELIK_TAM'],
  ['gundelik_gorev_yeri_ucte_iki', 'GUNDELIK_INDIRIMLI'],
  ['taksi_malatya_donus', 'TAKSI_GOREV_YERI_DONUS'],
  ['yol_gideri_donus', 'YOL_GIDERI_DONUS'],
  ['yol_gundeligi_donus', 'YOL_GUNDELIGI_DONUS'],
  ['taksi_konya_donus', 'TAKSI_EV_DONUS'],
] as const;

function geciciLines(value: GeciciValue) {
  return geciciNames.flatMap(([name, code]) => {
    const found = value.lines.find((l) => l.code === code);
    if (code === 'GUNDELIK_INDIRIMLI' && !found) return [];
    const days = code.startsWith('GUNDELIK') ? `_${found?.quantity ?? 0}x${moneyText(value.gundelik.gundelik)}` : '';
    return [{ ad: `${name}${days}`, tutar: moneyText(found?.amount ?? zero(value)) }];
  });
}

function surekli(input: Case) {
  const value: SurekliValue = settled(
    calculateSurekliGorev(
      parseInput(surekliInput, {
        on,
        ...take(input, {
          gundelik: 'gundelik',
          km: 'km',
          yol_gideri: 'fare',
          aile_ferdi: 'familyMembers',
          yol_gundeligi_gun: 'travelDays',
          es_ikinci_memur: 'isOfficerSpouse',
        }),
        options: damga(input),
      }),
      context,
    ),
  );
  const amount = (code: string) => moneyText(value.lines.find((l) => l.code === code)?.amount ?? value.gross.mul(0));
  return {
    yol_gideri_kendisi: amount('YOL_GIDERI_KENDISI'),
    yol_gundeligi_kendisi: amount('YOL_GUNDELIGI_KENDISI'),
    sabit_kendisi_20x: amount('SABIT_KENDISI'),
    degisken_km_yuzde5: amount('DEGISKEN_KM'),
    yol_gideri_aile: amount('YOL_GIDERI_AILE'),
    yol_gundeligi_aile: amount('YOL_GUNDELIGI_AILE'),
    sabit_aile_10x_max40x: amount('SABIT_AILE'),
    toplam: moneyText(value.gross),
    damga: moneyText(value.damga),
    net: moneyText(value.net),
  };
}

function belgeler(input: Case) {
  const list = belgeListIds.find((id) => id === input.tur);
  if (list === undefined) throw new Error(`"${String(input.tur)}" adlı belge listesi yok.`);
  return { belgeler: documentsOf(list satisfies BelgeListId) };
}

export const harcirahAdapters: Adapters = {
  gecici_gorev: gecici,
  surekli_gorev: surekli,
  belge_listesi: belgeler,
  emekli_tazminati: (input) => {
    const given = take(input, {
      tarih: 'on',
      gosterge: 'gosterge',
      memur_aylik_katsayisi: 'katsayi',
      damga_orani: 'damgaRate',
    });
    const value = settled(
      calculateEmekliTazminati(parseInput(emekliInput, { on, ...given, options: damga(input) }), context),
    );
    return { brut: moneyText(value.gross), damga: moneyText(value.damga), net: moneyText(value.net) };
  },
  bir_gunden_az: (input) => {
    const given = take(input, {
      cikis: 'departsAt',
      donus: 'returnsAt',
      gece: 'nightSpent',
      gundelik: 'gundelik',
      memuriyet_mahalli_ici: 'insideMemuriyetMahalli',
    });
    const options = input.sinir === undefined ? {} : { ogunSiniri: input.sinir === 'haric' ? 'HARIC' : 'DAHIL' };
    const value = settled(calculateGundenAz(parseInput(gundenAzInput, { on, ...given, options }), context));
    const oran = value.denominator === 1 ? String(value.numerator) : `${value.numerator}/${value.denominator}`;
    return { oran, ...(value.amount && { tutar: moneyText(value.amount) }) };
  },
  gundelik_2016: (input) => {
    const protokol = input.grup === undefined ? {} : { protokol: String(input.grup).toUpperCase().replace('-', '_') };
    const given = { ...take(input, { unvan: 'unvan', ek_gosterge: 'ekGosterge', derece: 'derece' }), ...protokol };
    return {
      gundelik: moneyText(settled(calculateGundelik(parseInput(gundelikInput, { on, ...given }), context)).gundelik),
    };
  },
  kktc_gundelik_2016: (input) => {
    const value = settled(calculateKktcEsaslar(parseInput(kktcEsaslarInput, { on, derece: input.derece }), context));
    return {
      gundelik: moneyText(value.gundelik),
      konaklama_tavani_yarisi: moneyText(value.nightlyCap),
      'yer_degistirme_esas_gundelik_1.5x': moneyText(value.relocationGundelik),
    };
  },
  sure: (input) => {
    const place = input.yurt === 'ici' ? 'YURTICI' : input.yurt === 'disi' ? 'YURTDISI' : input.yurt;
    const given = take(input, { gun: 'days', gundelik: 'gundelik', ayni_yil_yer_is_onceki_gun: 'priorDays' });
    const value = settled(calculateGundelikSuresi(parseInput(sureInput, { on, place, ...given }), context));
    return { tam: value.full, ucte_iki: value.reduced, odenmeyen: value.unpaid, tutar: moneyText(value.amount) };
  },
  konaklama_tavani: (input) => {
    const given = { gundelik: input.gundelik, dayOrdinal: input.gun_sirasi, options: tavan(input) };
    const value = settled(calculateKonaklamaTavani(parseInput(konaklamaTavaniInput, { on, ...given }), context));
    return { tavan: moneyText(value.cap), carpan: fraction(value.multiplier) };
  },
  esas_derece: (input) => {
    const given = {
      on,
      derece: input.kazanilmis_hak_derece,
      kadroDerece: input.kadro_derece ?? null,
      statu: input.hizmetli === true ? 'HIZMETLI' : 'MEMUR',
    };
    const { esasDerece } = settled(calculateEsasDerece(parseInput(esasDereceInput, given), context));
    const { gundelik } = settled(calculateGundelik(parseInput(gundelikInput, given), context));
    return { esas_derece: esasDerece, gundelik_2016: moneyText(gundelik) };
  },
  konaklama: (input) => {
    const given = take(input, {
      gundelik: 'gundelik',
      gecelik: 'nightlyPrice',
      gece: 'nights',
      ilk_gun_sirasi: 'firstNight',
      oranlar: 'rates',
    });
    const value = settled(
      calculateKonaklama(parseInput(konaklamaInput, { on, ...given, options: tavan(input) }), context),
    );
    return {
      odenecek_gece_bazli: moneyText(value.payableByNight),
      odenecek_toplam_bazli: moneyText(value.payableByTotal),
    };
  },
  konaklama_eski: (input) => {
    const given = take(input, { gundelik: 'gundelik', gecelik: 'nightlyPrice', gece: 'nights' });
    const value = settled(calculateKonaklama(parseInput(konaklamaInput, { on: oldRuleOn, ...given }), context));
    return { odenecek: moneyText(value.payable) };
  },
  kktc_yer_degistirme: (input) => {
    const given = { on: `${String(input.yil)}-01-01`, derece: input.derece };
    const value = settled(calculateKktcEsaslar(parseInput(kktcEsaslarInput, given), context));
    return { esas_gundelik: value.relocationGundelik.toString(), sabit_kendisi_20x: moneyText(value.relocationFixed) };
  },
  kktc_konaklama: (input) => {
    const given = take(input, { derece: 'derece', gecelik: 'nightlyPrice', gece: 'nights' });
    const value = settled(calculateKktcKonaklama(parseInput(kktcKonaklamaInput, { on, ...given }), context));
    return { odenecek: moneyText(value.payable) };
  },
  yurtdisi_konaklama: (input) => {
    const given = take(input, {
      gundelik: 'gundelik',
      artirim: 'uplift',
      yatak: 'bedPrice',
      sutun: 'column',
      gece: 'nights',
    });
    const value = settled(calculateYurtdisiKonaklama(parseInput(yurtdisiKonaklamaInput, { on, ...given }), context));
    return { gunluk: moneyText(value.nightly), gun: value.paidNights, toplam: moneyText(value.total) };
  },
  avans_iade: (input) => {
    const given = take(input, { alis: 'receivedOn', hareket: 'departedOn', zati_sebep: 'isPersonal' });
    return { derhal_iade: settled(calculateAvansIade(parseInput(avansIadeInput, given), context)).isReturnDue };
  },
  mahsup_son_gun: (input) => ({
    son_gun: settled(calculateMahsup(parseInput(mahsupInput, { dutyEndOn: input.gorev_bitis }), context)).dueOn,
  }),
};
