import { fc, test as prop } from '@fast-check/vitest';
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import {
  asciiFileName,
  dayInIstanbul,
  distributive,
  foldForSearch,
  formatDate,
  formatDateRange,
  formatLongDate,
  formatMoney,
  formatMoneyWithWords,
  formatMonth,
  formatNumber,
  formatPersonName,
  formatTime,
  isCalendarDay,
  itemLetter,
  joinList,
  moneyInWords,
  normalizeApostrophes,
  numberInWords,
  numberWithWords,
  ordinal,
  sortTurkish,
  TURKISH_LETTERS,
  toLower,
  toTitleCase,
  toUpper,
  withSuffix,
} from '../../src/turkish/index.ts';
import { caseVectors, numberVectors, ordinalVectors, singleVectors } from './vectors.cases.ts';

const CASES = ['genitive', 'dative', 'accusative', 'locative', 'ablative'] as const;

describe('case', () => {
  it.each([
    ['istanbul ılgaz iğde', 'İSTANBUL ILGAZ İĞDE'],
    ['istanbul', 'İSTANBUL'],
    ['kâğıt hâl millî', 'KÂĞIT HÂL MİLLÎ'],
  ])('writes %s in capitals', (text, expected) => {
    expect(toUpper(text)).toBe(expected);
    expect(toLower(expected)).toBe(text);
  });

  it('leaves no combining dot behind', () => {
    expect(toLower('İ')).toHaveLength(1);
    expect(toLower('İ'.toLowerCase())).toBe('i');
  });

  it.each([
    ['personel ve eğitim müdürlüğü', 'Personel ve Eğitim Müdürlüğü'],
    ['PERSONEL VE EĞİTİM MÜDÜRLÜĞÜ', 'Personel ve Eğitim Müdürlüğü'],
    ['yıllık izin talebi (Ayşe YILMAZ)', 'Yıllık İzin Talebi (Ayşe YILMAZ)'],
    ['SGK ile T.C. kimlik bilgileri', 'SGK ile T.C. Kimlik Bilgileri'],
    ['II. hukuk müşavirliği', 'II. Hukuk Müşavirliği'],
    ['657 sayılı Kanun’un uygulanması', '657 Sayılı Kanun’un Uygulanması'],
  ])('gives %s initial capitals', (text, expected) => expect(toTitleCase(text)).toBe(expected));

  it.each([
    ['ayşe', 'öztürk yılmaz', 'Ayşe ÖZTÜRK YILMAZ'],
    ['IŞIL', 'ılgaz', 'Işıl ILGAZ'],
    ['Ronald', 'McDonald', 'Ronald MCDONALD'],
  ])('writes the name of %s %s', (ad, soyad, expected) => expect(formatPersonName(ad, soyad)).toBe(expected));
});

describe('suffixes', () => {
  it.each(caseVectors)('declines %s', (word, options, expected) => {
    expect(CASES.map((name) => withSuffix(word, name, options)).join(' ')).toBe(expected);
  });

  it.each(numberVectors)('declines the number %s', (value, expected) => {
    const forms = CASES.map((name) => withSuffix(value, name, { kind: 'number' }).split('’')[1]);
    expect(forms.join(' ')).toBe(expected);
  });

  it.each(singleVectors)('%s in the %s', (word, name, options, expected) => {
    expect(withSuffix(word, name, options)).toBe(expected);
  });

  it.each(ordinalVectors)('orders %i', (value, expected) => expect(ordinal(value)).toBe(expected));

  it('offers the other ways to write an ordinal', () => {
    expect(ordinal(15, 'dot')).toBe('15.');
    expect(ordinal(15, 'mevzuat')).toBe('15 inci');
    expect(ordinal(14, 'words')).toBe('on dördüncü');
    expect([2, 4, 6, 10].map(distributive)).toEqual(['ikişer', 'dörder', 'altışar', 'onar']);
  });

  it('uses the typographic apostrophe', () =>
    expect(normalizeApostrophes("Ankara'dan 2026'da")).toBe('Ankara’dan 2026’da'));

  prop.prop([fc.stringMatching(/^[a-zçğıöşü]{1,12}$/u)])('never changes a stem with an apostrophe', (word) => {
    for (const name of CASES) expect(withSuffix(word, name, { kind: 'person' }).startsWith(`${word}’`)).toBe(true);
  });
});

describe('numbers and money', () => {
  it.each([
    [1452, '1.452'],
    [25126, '25.126'],
    [326197, '326.197'],
    ['326197.5', '326.197,5'],
    ['10545.72', '10.545,72'],
    [999, '999'],
  ])('groups %s', (value, expected) => expect(formatNumber(value)).toBe(expected));

  it.each([
    [10545, 'on bin beş yüz kırk beş'],
    [1000, 'bin'],
    [1000000, 'bir milyon'],
    [100, 'yüz'],
  ])('reads %i', (value, expected) => expect(numberInWords(value)).toBe(expected));

  it.each([
    ['10545.72', '10.545,72 TL (onbinbeşyüzkırkbeş Türk lirası yetmişiki kuruş)'],
    ['1000', '1.000,00 TL (bin Türk lirası)'],
    ['10.05', '10,05 TL (on Türk lirası beş kuruş)'],
    ['1234.56', '1.234,56 TL (binikiyüzotuzdört Türk lirası ellialtı kuruş)'],
    ['-5', '-5,00 TL (eksi beş Türk lirası)'],
  ])('writes %s lira', (value, expected) => {
    expect(formatMoneyWithWords(value)).toBe(expected);
    expect(formatMoneyWithWords(new Decimal(value))).toBe(expected);
  });

  it('refuses what it cannot write exactly', () => {
    expect(() => formatMoney('1.005')).toThrow(RangeError);
    expect(() => formatMoney('bin')).toThrow(RangeError);
    expect(moneyInWords('0')).toBe('sıfır Türk lirası');
  });

  it('says a period twice', () => expect(`${numberWithWords(15)} gün`).toBe('15 (on beş) gün'));

  prop.prop([fc.bigInt({ min: 0n, max: 10n ** 15n })])('grouping only adds dots', (value) => {
    expect(formatNumber(value).replaceAll('.', '')).toBe(String(value));
  });
});

describe('dates', () => {
  it('writes days as the regulation does', () => {
    expect(formatDate('2026-11-22')).toBe('22.11.2026');
    expect(formatLongDate('2026-11-22')).toBe('22 Kasım 2026');
    expect(formatLongDate('2026-11-22', { weekday: true })).toBe('22 Kasım 2026 Pazar');
    expect(formatMonth('2026-11')).toBe('Kasım 2026');
    expect(() => formatMonth('2026-13')).toThrow(RangeError);
    expect(formatDateRange('2026-01-01', '2026-01-31')).toBe('01.01.2026–31.01.2026');
    expect(formatTime('09:05')).toBe('09.05');
  });

  it.each(
    'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık'
      .split(' ')
      .map((name, index) => [index + 1, name] as const),
  )('month %i is %s', (month, name) =>
    expect(formatLongDate(`2026-${String(month).padStart(2, '0')}-01`)).toBe(`1 ${name} 2026`),
  );

  it('knows the day in Istanbul and days that do not exist', () => {
    expect(dayInIstanbul(new Date('2026-11-21T21:30:00Z'))).toBe('2026-11-22');
    expect(isCalendarDay('2026-02-31')).toBe(false);
    expect(() => formatDate('2026-02-31')).toThrow(RangeError);
  });
});

describe('order, search, lists', () => {
  it('sorts by the Turkish alphabet', () =>
    expect(sortTurkish('Şen Su İnci Irmak Ilgaz Çelik Cem'.split(' '))).toEqual(
      'Cem Çelik Ilgaz Irmak İnci Su Şen'.split(' '),
    ));

  it.each(['ışık', 'IŞIK', 'isik', 'Işık', 'İSİK', ' ISIK '])('finds %s under one key', (text) =>
    expect(foldForSearch(text)).toBe('isik'),
  );

  it('makes file names without blanks and accents', () => {
    expect(asciiFileName('Göreve Başlama Yazısı (Işık ÖZÇAĞ).docx')).toBe('Goreve-Baslama-Yazisi-Isik-OZCAG.docx');
    expect(asciiFileName('İ/..\\..')).toBe('I');
    expect(asciiFileName('???')).toBe('belge');
  });

  it('letters and lists', () => {
    expect(TURKISH_LETTERS.join(' ')).toBe('a b c ç d e f g ğ h ı i j k l m n o ö p r s ş t u ü v y z');
    expect(itemLetter(3)).toBe('ç');
    expect(() => itemLetter(29)).toThrow(RangeError);
    expect(joinList(['a', 'b', 'c'])).toBe('a, b ve c');
  });

  prop.prop([fc.string()])('folding is stable', (text) => {
    expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text));
  });
});
