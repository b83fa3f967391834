import type { Check } from './check.ts';
import { unless } from './check.ts';
import type { DocxModel, DocxParagraph } from './docx-model.ts';

const near = (value: number, wanted: number, tolerance: number): boolean => Math.abs(value - wanted) <= tolerance;
const PICTURE_MARKS = /karekod|QR|Belge Doğrulama|güvenli elektronik imza ile imzalanmıştır/iu;
const SECRECY = ['ÇOK GİZLİ', 'GİZLİ', 'HİZMETE ÖZEL'];
const OLD_SECRECY = /^(ÖZEL|TASNİF DIŞI|KİŞİYE ÖZEL)$/u;
const URGENCY = ['ACELE', 'GÜNLÜDÜR'];
const OLD_URGENCY = /^(İVEDİ|ÇOK İVEDİ|ACİL|ÇOK ACELE|GÜNLÜ)$/u;

function everywhere(docx: DocxModel): readonly DocxParagraph[] {
  return [...docx.header, ...docx.body, ...docx.footer];
}

/** Page, font, verification marks, contact block, page number, secrecy and urgency (m.6–8, 23–27). */
export const pageChecks: readonly Check[] = [
  {
    id: 'P1',
    article: 'm.6',
    severity: 'error',
    isForAll: true,
    run: ({ docx: { page }, isLetter }) => {
      const isPortrait = near(page.width, 11906, 2) && near(page.height, 16838, 2);
      const isLandscape = near(page.width, 16838, 2) && near(page.height, 11906, 2);
      return unless(
        isPortrait || (!isLetter && isLandscape),
        'Kâğıt A4 (210×297 mm) olmalıdır; üst yazı dikey düzenlenir.',
      );
    },
  },
  {
    id: 'P2',
    article: 'm.8/1',
    severity: 'error',
    isForAll: true,
    run: ({ docx: { margins } }) => {
      const logo = near(margins.top, 283, 6);
      const fits = (logo || near(margins.top, 850, 6)) && near(margins.left, 850, 6) && near(margins.right, 850, 6);
      return unless(fits, 'Üst, sol ve sağ kenar boşluğu 1,5 cm olmalıdır.');
    },
  },
  {
    id: 'F1',
    article: 'm.7/1',
    severity: 'error',
    isForAll: true,
    run: ({ docx, isLetter }) => {
      const families = new Set([
        ...docx.fonts,
        ...everywhere(docx).flatMap((item) => item.runs.map((run) => run.font)),
      ]);
      const [family = ''] = families;
      const size = family === 'Arial' ? 22 : 24;
      const isAllowed = families.size === 1 && ['Times New Roman', 'Arial'].includes(family);
      const wrong = isLetter
        ? docx.body.filter((item) => item.cell === null && item.runs.some((run) => run.size > size))
        : [];
      return [
        ...unless(isAllowed, 'Yazı tipi belgenin tamamında Times New Roman ya da Arial olmalıdır.'),
        ...unless(wrong.length === 0, `Metin ${size / 2} punto olmalıdır: "${wrong[0]?.text.slice(0, 40) ?? ''}".`),
      ];
    },
  },
  {
    id: 'F2',
    article: 'm.7/1',
    severity: 'error',
    isForAll: true,
    run: ({ docx }) => {
      const small = (items: readonly DocxParagraph[], limit: number): boolean =>
        items.some((item) => item.runs.some((run) => run.size < limit));
      return [
        ...unless(!small(docx.body, 18), 'Metin 9 puntodan küçük yazılamaz.'),
        ...unless(!small(docx.footer, 16), 'İletişim bilgileri 8 puntodan küçük yazılamaz.'),
      ];
    },
  },
  {
    id: 'V1',
    article: 'm.24',
    severity: 'error',
    run: ({ docx }) =>
      unless(
        docx.footer.some((item) => item.runs.length > 0 && item.fields.length === 0),
        'Sayfa altında iletişim bilgileri bulunmalıdır.',
      ),
  },
  {
    id: 'V2',
    article: 'm.23',
    severity: 'error',
    isForAll: true,
    run: ({ docx }, { isDraft = true }) => {
      if (!isDraft) return [];
      const marks = everywhere(docx).filter(
        (item) => PICTURE_MARKS.test(item.text) || (item.hasDrawing && docx.footer.includes(item)),
      );
      return unless(
        marks.length === 0,
        'Doğrulama kodu, karekod ve e-imza ibaresi imzadan önce yazılamaz; EBYS ekler.',
      );
    },
  },
  {
    id: 'N1',
    article: 'm.27/1',
    severity: 'error',
    isForAll: true,
    run: ({ docx }) => {
      const number = docx.footer.find((item) => item.fields.some((field) => field.startsWith('PAGE')));
      const isRight =
        number?.align === 'center' &&
        number.fields.some((field) => field.startsWith('NUMPAGES')) &&
        number.text.includes('/');
      return unless(isRight, 'Sayfa numarası altta ortada "sayfa/toplam" biçiminde olmalıdır (1/3).');
    },
  },
  {
    id: 'G1',
    article: 'm.25; 2022 Gizlilik Yönetmeliği',
    severity: 'error',
    isForAll: true,
    run: ({ docx }) => {
      const marks = docx.header.filter((item) => item.text.trim() !== '' && item.align === 'center');
      const unknown = [
        ...marks.filter((item) => !SECRECY.includes(item.text.trim())),
        ...docx.body.filter((item) => OLD_SECRECY.test(item.text.trim())),
      ];
      return unless(
        unknown.length === 0,
        `Gizlilik derecesi ÇOK GİZLİ, GİZLİ ya da HİZMETE ÖZEL olabilir: "${unknown[0]?.text.trim() ?? ''}".`,
      );
    },
  },
  {
    id: 'U1',
    article: 'm.26/3',
    severity: 'error',
    isForAll: true,
    run: ({ docx, sureli }) => {
      const old = everywhere(docx).find((item) => OLD_URGENCY.test(item.text.trim()));
      const found = everywhere(docx).filter((item) => URGENCY.includes(item.text.trim()));
      const isPlaced = found.every(
        (item) =>
          item === sureli && item.align === 'right' && item.runs.every((run) => /^(FF0000|C00000)$/u.test(run.color)),
      );
      return [
        ...unless(
          old === undefined,
          `"${old?.text.trim() ?? ''}" ibaresi kullanılamaz; yalnız ACELE ya da GÜNLÜDÜR yazılır.`,
        ),
        ...unless(isPlaced, 'ACELE ve GÜNLÜDÜR yalnız ilk sayfada, sağ üstte ve kırmızı yazılır.'),
      ];
    },
  },
  {
    id: 'U2',
    article: 'm.26',
    severity: 'error',
    run: ({ sureli, text }) => {
      if (sureli?.text.trim() !== 'GÜNLÜDÜR') return [];
      const hasTerm = text.some((item) => /\d{2}\.\d{2}\.\d{4}|\d+ \([^)]+\) (iş )?gün|\[[^\]]+\]/u.test(item.text));
      return unless(hasTerm, 'GÜNLÜDÜR yazılan belgenin metninde süre ya da tarih bulunmalıdır.');
    },
  },
];
