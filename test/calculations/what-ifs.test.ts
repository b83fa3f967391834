import { type GraphQLObjectType, graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import { calculations, loadParameters } from '../../src/calculations/index.ts';
import type { GraphContext } from '../../src/graphql/index.ts';
import { schema } from '../../src/server/schema.ts';

/** The question of the API for each calculation of the command line. */
const QUERIES: Readonly<Record<string, string>> = {
  terfi: 'calculateTerfi',
  'harcirah-gecici': 'calculateGeciciGorev',
  'harcirah-yurtdisi': 'calculateYurtdisiGecici',
  'harcirah-surekli': 'calculateSurekliGorev',
  'harcirah-emekli': 'calculateEmekliTazminati',
  'harcirah-gundelik': 'calculateGundelik',
  'harcirah-esas-derece': 'calculateEsasDerece',
  'harcirah-gunden-az': 'calculateGundenAz',
  'harcirah-yol-gunu': 'calculateYolGunu',
  'harcirah-sure': 'calculateGundelikSuresi',
  'harcirah-konaklama': 'calculateKonaklama',
  'harcirah-konaklama-tavani': 'calculateKonaklamaTavani',
  'harcirah-kktc': 'calculateKktcEsaslar',
  'harcirah-kktc-konaklama': 'calculateKktcKonaklama',
  'harcirah-yurtdisi-konaklama': 'calculateYurtdisiKonaklama',
  'harcirah-avans-iade': 'calculateAvansIade',
  'harcirah-mahsup': 'calculateMahsup',
  'harcirah-belgeler': 'calculateYollukBelgeleri',
  'harcirah-memuriyet-mahalli': 'calculateMemuriyetMahalli',
  'gorevde-yukselme-uygunluk': 'calculatePromotionEligibility',
  'gorevde-yukselme-sartlari': 'calculatePromotionConditions',
  'unvan-degisikligi-sartlari': 'calculateTitleChange',
  'yonetici-atama-sartlari': 'calculateManagerConditions',
  'gorevde-yukselme-basvuru': 'calculatePromotionApplication',
  'gorevde-yukselme-gecis': 'calculatePromotionTransition',
  'doktorayla-gecis': 'calculateDoctorateTransition',
  '68b-uygunluk': 'calculate68b',
  '68b-hizmet': 'calculate68b',
  'sozlu-cagri': 'calculateOralCall',
  'sozlu-puan': 'calculateOralMark',
  'basari-puani': 'calculateSuccessScore',
  'basari-siralamasi': 'calculateSuccessRanking',
  'sinav-yerlestirme': 'calculatePlacement',
  'sinav-takvimi': 'calculateExamCalendar',
  'gorevde-yukselme-sinavi': 'calculatePromotionExam',
  'hizmet-bolgesi': 'calculateServiceRegion',
  'yeni-birim-bolgesi': 'calculateNewUnitRegion',
  'bolge-hizmeti-suresi': 'calculateRegionTerm',
  'bolge-hizmeti-kaydi': 'calculateServedRegions',
  'bolge-puani': 'calculateRegionPoints',
  'ek2-puani': 'calculateEk2',
  'yer-degistirme-puani': 'calculateMoveScore',
  'tercih-edilebilir-bolge': 'calculatePreferableRegions',
  'bolge-suresinin-yarisi': 'calculateRegionHalfTerm',
  'bolge-suresi-uzatma': 'calculateRegionExtension',
  'kesintisiz-uc-yil': 'calculateUninterrupted',
  'yonetici-siralamasi': 'calculateManagerRanking',
  'yonetici-yer-degistirme': 'calculateManagerRelocation',
  'personel-yer-degistirme': 'calculateStaffRelocation',
  'muvafakat-kapsam': 'calculateMuvafakatKapsam',
  'muvafakat-uygunluk': 'calculateMuvafakatUygunluk',
  'muvafakat-gerekce': 'calculateMuvafakatGerekce',
  'muvafakat-hizmet-puani': 'calculateMuvafakatHizmetPuani',
  'muvafakat-hizmet-tablosu': 'calculateMuvafakatHizmetTablosu',
  'muvafakat-puan': 'calculateMuvafakatPuan',
  'muvafakat-siralama': 'calculateMuvafakatSiralama',
  'muvafakat-kontenjan': 'calculateMuvafakatKontenjan',
  'muvafakat-komisyon': 'calculateMuvafakatKomisyon',
  'muvafakat-komisyon-karari': 'calculateMuvafakatKomisyonKarari',
  'muvafakat-takvim': 'calculateMuvafakatTakvim',
  'muvafakat-gecerlilik': 'calculateMuvafakatGecerlilik',
};

test('whatever the command line calculates can be asked over the API', () => {
  expect(Object.keys(QUERIES)).toEqual(calculations.map((c) => c.kind));
  const fields = (schema.getQueryType() as GraphQLObjectType).getFields();
  expect(Object.values(QUERIES).filter((name) => !(name in fields))).toEqual([]);
});

const { book } = loadParameters();
const actor = {
  accountId: 'a',
  name: 'Memur',
  sicilNo: null,
  grants: [{ role: 'okuyucu', service: null, unit: null }],
};

async function ask(field: string, input: object, value: string): Promise<unknown> {
  const type = field.replace(/^calculate/, '');
  const source = `query ($input: ${type}Input!) { ${field}(input: $input) {
    ... on ${type}Calculated { value { ${value} } } ... on CalculationNotEligible { article }
    ... on CalculationMissingFacts { missing { path } } ... on ValidationError { issues { path } } } }`;
  const contextValue = { actor, book } as unknown as GraphContext;
  const { data, errors } = await graphql({ schema, source, variableValues: { input }, contextValue });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data?.[field]));
}

const day = { on: '2026-05-04' };
const seat = (id: string, score: string) => ({ id, score, managerDays: 100, ministryDays: 100 });
const met = { value: { isMet: true } };

describe('what-if questions', () => {
  test.each<[field: string, input: object, value: string, answer: object]>([
    ['calculateEsasDerece', { ...day, derece: 3 }, 'esasDerece', { value: { esasDerece: 3 } }],
    [
      'calculateKonaklamaTavani',
      { ...day, gundelik: '860', dayOrdinal: 1 },
      'cap multiplier',
      { value: { cap: '1376.00', multiplier: '1.6' } },
    ],
    [
      'calculateKktcKonaklama',
      { on: '2018-05-01', derece: 3, nights: 2, nightlyPrice: '1' },
      'paidNights payable',
      { value: { paidNights: 2, payable: '2.00' } },
    ],
    [
      'calculateYurtdisiKonaklama',
      { ...day, gundelik: '100', uplift: '1.5', bedPrice: '160', column: 4, nights: 3 },
      'nightly paidNights total',
      { value: { nightly: '70', paidNights: 3, total: '210' } },
    ],
    [
      'calculateMemuriyetMahalli',
      {
        isMetropolitan: true,
        isSameProvince: false,
        isInsideMunicipality: true,
        isContinuation: false,
        isReachedByInstitution: false,
      },
      'isInside',
      { value: { isInside: false } },
    ],
    [
      'calculatePromotionConditions',
      { ...day, kadro: 'şef', education: 'LISANS', probationLifted: true, dutyDays: [{ name: 'memur', count: 1800 }] },
      'isMet',
      {
        missing: ['civilServiceDays', 'ministryLastDays', 'titleOrSameLevelDays', 'inYardimciHizmetler'].map(
          (path) => ({ path }),
        ),
      },
    ],
    [
      'calculateManagerConditions',
      { ...day, post: 'IL_MEM_YARDIMCISI', principalDays: 0, branchManagerDays: 0 },
      'isMet',
      { article: 'MEB Yön. m.23/1' },
    ],
    ['calculatePromotionApplication', { ...day, current: 'memur', announced: 'şef' }, 'isMet', met],
    [
      'calculatePromotionApplication',
      { ...day, current: 'şef', announced: 'memur' },
      'isMet',
      { article: 'MEB Yön. m.11/3' },
    ],
    ['calculateDoctorateTransition', { ...day, target: 'şef', hasDoctorate: true, conditionsMet: true }, 'isMet', met],
    [
      'calculateOralCall',
      { ...day, announced: 1, candidates: [{ id: '1', written: '85' }, { id: '2' }] },
      'called { id position } failed',
      { value: { called: [{ id: '1', position: 1 }], failed: ['2'] } },
    ],
    ['calculateSuccessScore', { ...day, written: '80', oral: '91' }, 'score', { value: { score: '85.5' } }],
    [
      'calculateSuccessRanking',
      {
        ...day,
        candidates: [
          { id: '1', written: '80', oral: '80', serviceDays: 1, education: 'LISANS', grade: '70' },
          { id: '2', written: '80', oral: '80', serviceDays: 1, education: 'DOKTORA', grade: '70' },
        ],
      },
      'rows { id decidedBy }',
      {
        value: {
          rows: [
            { id: '2', decidedBy: null },
            { id: '1', decidedBy: 'UST_OGRENIM' },
          ],
        },
      },
    ],
    [
      'calculatePlacement',
      {
        ...day,
        order: ['1', '2'],
        equalGroups: [{ ids: ['1', '2'] }],
        candidates: ['1', '2'].map((id) => ({ id, preferences: ['A'], acceptsOutside: false })),
        quotas: [{ name: 'A', count: 1 }],
      },
      'rows { id status } contested { place candidates }',
      {
        value: {
          rows: [
            { id: '1', status: 'YERLESTI' },
            { id: '2', status: 'ATANAMAZ' },
          ],
          contested: [{ place: 'A', candidates: ['1', '2'] }],
        },
      },
    ],
    [
      'calculateNewUnitRegion',
      { ...day, parents: [{ il: 'Kastamonu' }, { il: 'Van', ilce: 'Saray' }] },
      'region',
      { value: { region: 5 } },
    ],
    [
      'calculateRegionTerm',
      { ...day, region: 5 },
      'years pointsForTerm',
      { value: { years: 2, pointsForTerm: '28.8' } },
    ],
    [
      'calculateServedRegions',
      { on: '2026-05-31', posts: [{ region: 4, from: '2021-08-31' }] },
      'current currentDays isCurrentCompleted byRegion { region days isCompleted } completed',
      {
        value: {
          current: 4,
          currentDays: 1710,
          isCurrentCompleted: true,
          byRegion: [{ region: 4, days: 1710, isCompleted: true }],
          completed: [4],
        },
      },
    ],
    ['calculateRegionPoints', { ...day, periods: [{ region: 5, days: 720 }] }, 'score', { value: { score: '28.8' } }],
    [
      'calculateEk2',
      { ...day, education: ['lisans'], penalties: [{ name: 'kinama_tevbih_kusurlu', count: 1 }] },
      'score',
      { value: { score: '2' } },
    ],
    [
      'calculateEk2',
      { ...day, awards: [{ name: 'madalya', count: 1 }] },
      'score',
      { issues: [{ path: 'awards.madalya' }] },
    ],
    ['calculateUninterrupted', { on: '2026-09-30', since: '2023-09-30' }, 'isMet', met],
    [
      'calculateUninterrupted',
      { on: '2026-09-30', since: '2023-10-01', kind: 'ILLER_ARASI' },
      'isMet',
      { article: 'MEB Yön. m.33/1' },
    ],
    [
      'calculateManagerRanking',
      { ...day, candidates: [seat('1', '-1.5'), seat('2', '10')] },
      'rows { id score decidedBy isEqual }',
      {
        value: {
          rows: [
            { id: '2', score: '10', decidedBy: null, isEqual: false },
            { id: '1', score: '-1.5', decidedBy: 'PUAN', isEqual: false },
          ],
        },
      },
    ],
    [
      'calculateMuvafakatHizmetPuani',
      { ...day, universityYears: 7, outsideYears: 0 },
      'universityBand university outside total',
      { value: { universityBand: '0-7', university: 1, outside: 1, total: 2 } },
    ],
    [
      'calculateMuvafakatHizmetTablosu',
      day,
      'bands { name } max',
      { value: { bands: ['0-7', '8-15', '16-23', '24-30', '31+'].map((name) => ({ name })), max: 20 } },
    ],
    [
      'calculateExamCalendar',
      { applicationsEndOn: '2026-03-10', announcedOn: '2026-03-01', writtenOn: '2026-03-20' },
      'rows { key isMet }',
      {
        value: {
          // Nineteen days where the regulation wants a month.
          rows: [
            { key: 'DUYURU', isMet: false },
            { key: 'BASVURU_SONU', isMet: true },
            { key: 'YAZILI', isMet: false },
            ...['YAZILI_SONUC', 'YAZILI_ITIRAZ', 'SOZLU', 'SOZLU_SONUC', 'SOZLU_ITIRAZ'].map((key) => ({
              key,
              isMet: null,
            })),
          ],
        },
      },
    ],
  ])('%s of %j', async (field, input, value, answer) => {
    expect(await ask(field, input, value)).toEqual(answer);
  });
});
