import { completeTckn, PERSONNEL_COLUMNS } from '../../src/personnel/index.ts';

const GIVEN = [
  'Ayşe',
  'Fatma',
  'Emine',
  'Hatice',
  'Zeynep',
  'Elif',
  'Meryem',
  'Şerife',
  'Mehmet',
  'Mustafa',
  'Ahmet',
  'Ali',
  'Hüseyin',
  'Hasan',
  'İbrahim',
  'İsmail',
  'Osman',
  'Yusuf',
  'Murat',
  'Ömer',
  'Çağrı',
  'Gökhan',
  'Ümit',
  'Işıl',
];
const SURNAMES = [
  'YILMAZ',
  'KAYA',
  'DEMİR',
  'ŞAHİN',
  'ÇELİK',
  'YILDIZ',
  'YILDIRIM',
  'ÖZTÜRK',
  'AYDIN',
  'ÖZDEMİR',
  'ARSLAN',
  'DOĞAN',
  'KILIÇ',
  'ASLAN',
  'ÇETİN',
  'KARA',
  'KOÇ',
  'KURT',
  'ÖZKAN',
  'ŞİMŞEK',
  'IŞIK',
  'ILGAZ',
  'ÜNAL',
  'GÜNDÜZ',
];
const TITLES = ['Memur', 'Şef', 'Veri Hazırlama ve Kontrol İşletmeni', 'Gelir Uzmanı', 'Teknisyen', 'Avukat'];
const UNITS = ['KST', 'KST-PERSONEL', 'KST-MUHASEBE', 'KST-EMLAK', 'TSK-MAL', 'TSY-MAL', 'INB-MAL', 'CDE-MAL'];

/** The personnel CSV of `count` invented people, line by line; equal for equal numbers. Surnames get a running syllable. */
export function* peopleCsv(count: number): Generator<string> {
  yield `${PERSONNEL_COLUMNS.join(',')}\n`;
  for (let i = 0; i < count; i += 1) {
    const pick = <T>(list: readonly T[], step: number): T => list[(i * step + (i >> 5)) % list.length] as T;
    const cells = [
      `URT-${i}`,
      completeTckn(String(300_000_000 + i)),
      `${pick(GIVEN, 7)}${i % 3 === 0 ? ` ${pick(GIVEN, 11)}` : ''}`,
      `${pick(SURNAMES, 5)}${i % 4 === 0 ? ` ${syllables(i)}` : ''}`,
      `${1962 + (i % 38)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
      i % 6 === 5 ? 'AH' : 'GİH',
      pick(TITLES, 1),
      pick(UNITS, 3),
      '',
      'valilik',
      'asil',
      `${2000 + (i % 25)}-09-15`,
      String(1 + (i % 12)),
      String(1 + (i % 3)),
      'LISANS',
      'Örnek Üniversitesi',
      'İşletme',
      '',
      '1999-06-30',
    ];
    yield `${cells.join(',')}\n`;
  }
}

const CONSONANTS = 'BCDKLMNRSTVYZ';
const VOWELS = 'AEIİOÖUÜ';

function syllables(n: number): string {
  let text = '';
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / 104))
    text += (CONSONANTS[rest % 13] ?? '') + (VOWELS[Math.floor(rest / 13) % 8] ?? '');
  return text;
}
