import type { Check } from './check.ts';
import { unless } from './check.ts';
import { ilgiEntries } from './head-checks.ts';
import { type LetterModel, labelled } from './letter-model.ts';

const CLOSING = /(arz ederim|rica ederim|arz ve rica ederim|arz\/rica ederim|olurlarınıza arz ederim)\.$/u;
const TO_PERSON = /(Saygılarımla|İyi dileklerimle|Bilgilerinize sunulur|rica ederim|arz ederim)\.$/u;
const LONG_NUMBER = /(?<![\d.,/\-–A-Za-z])\d{4,}(?![\d./\-–])/gu;
const YEAR = /^(19|20)\d{2}$/u;

/** Text, closing formula, Ek, Dağıtım, no paraf, equality with the üstveri (m.16, 18, 19, 21, 28). */
export const bodyChecks: readonly Check[] = [
  {
    id: 'X1',
    article: 'm.16/4',
    severity: 'error',
    run: ({ text }) => [
      ...unless(text.length > 0, 'Yazının metni yok.'),
      ...unless(
        text.every((item) => Math.abs(item.firstLine - 709) <= 10),
        'Paragraflar 1,25 cm içeriden başlamalıdır.',
      ),
    ],
  },
  {
    id: 'X2',
    article: 'm.16/4',
    severity: 'error',
    run: ({ text }) =>
      unless(
        text.every((item) => item.align === 'both'),
        'Metin iki yana yaslanmalıdır.',
      ),
  },
  {
    id: 'X3',
    article: 'm.16/4',
    severity: 'error',
    run: ({ text }) =>
      unless(
        text.every((item) => item.spaceBefore === 0 && item.spaceAfter === 0),
        'Paragraflar arasında boşluk bırakılmaz.',
      ),
  },
  {
    id: 'X4',
    article: 'm.16/7',
    severity: 'warning',
    run: ({ text }) =>
      text.flatMap((item) => {
        const plain = item.text.replace(/\d+ (sayılı|numaralı|sicil)/gu, '').replace(/(E|K)\.\d+\/\d+/gu, '');
        return (plain.match(LONG_NUMBER) ?? [])
          .filter((number) => !YEAR.test(number))
          .map((number) => `Dört ve daha çok haneli sayılar üçlü gruplanır: "${number}".`);
      }),
  },
  {
    id: 'X5',
    article: 'm.16/12',
    severity: 'error',
    run: ({ text, muhatap, olur }, { closingFormula }) => {
      const last = text.at(-1)?.text.trim() ?? '';
      const isPerson = muhatap[0]?.text.startsWith('Sayın ') === true;
      const isRight = (isPerson ? TO_PERSON : CLOSING).test(last) && !/Saygılarımla arz|rica olunur/u.test(last);
      return [
        ...unless(
          isRight,
          'Metin muhataba göre "arz ederim.", "rica ederim." ya da "arz ve rica ederim." ile bitmelidir.',
        ),
        ...unless(
          olur === undefined || last.endsWith('olurlarınıza arz ederim.'),
          'Olur yazısı "olurlarınıza arz ederim." ile bitmelidir.',
        ),
        ...unless(
          closingFormula === undefined || last.endsWith(closingFormula),
          `Muhatabın makamına göre yazı "${closingFormula ?? ''}" ile bitmelidir.`,
        ),
      ];
    },
  },
  {
    id: 'E1',
    article: 'm.18',
    severity: 'error',
    run: ({ ek }) => {
      const [first, ...items] = ek;
      if (!first) return [];
      const inline = first.text.replace(/^Ek\s*:\s*/u, '').trim();
      const amount = /\(\d+ \p{L}+( \p{L}+)?\)$/u;
      if (inline !== '')
        return unless(
          items.length === 0 && !/^\d/u.test(inline) && (amount.test(inline) || inline === 'Ek Listesi'),
          `Tek ek numarasız ve miktarıyla yazılır: "${inline}".`,
        );
      const isRight =
        items.length > 1 &&
        items.every((item, index) => item.text.startsWith(`${index + 1}- `) && amount.test(item.text.trim()));
      return unless(isRight, 'Birden çok ek "Ek:" altında 1- 2- diye, miktarı ayraç içinde yazılır.');
    },
  },
  {
    id: 'D1',
    article: 'm.19',
    severity: 'error',
    run: ({ dagitim, docx }) => {
      const [first, ...rest] = dagitim;
      if (!first) return [];
      const geregi = rest.find((item) => item.text.trim() === 'Gereği:');
      const bilgi = rest.find((item) => item.text.trim() === 'Bilgi:');
      const sameRow =
        geregi?.cell?.table === bilgi?.cell?.table &&
        geregi?.cell?.row === bilgi?.cell?.row &&
        (geregi?.cell?.column ?? 0) < (bilgi?.cell?.column ?? 1);
      const ekAfter = docx.body.findIndex((item) => /^Ek\s*:/u.test(item.text)) > docx.body.indexOf(first);
      return [
        ...unless((bilgi === undefined) === (geregi === undefined), 'Bilgi sütunu yoksa Gereği başlığı da yazılmaz.'),
        ...unless(bilgi === undefined || sameRow, 'Gereği solda, Bilgi aynı satırda ortaya doğru yazılır.'),
        ...unless(!ekAfter, 'Dağıtım, Ek bölümünden sonra gelir.'),
        ...unless(rest.length > 0, 'Dağıtım yerleri yazılmalıdır.'),
      ];
    },
  },
  {
    id: 'R1',
    article: 'm.21/2',
    severity: 'error',
    run: ({ docx }) => {
      const marks = docx.body.filter(
        (item) =>
          /^(Paraf|Koordinasyon)\s*:?$/u.test(item.text.trim()) ||
          /^\d{2}\.\d{2}\.\d{4}\s+(Memur|Şef|V\.H\.K\.İ|Md\.)/u.test(item.text),
      );
      return unless(marks.length === 0, 'Elektronik belgede paraf bölümü bulunmaz; paraflar üstveride tutulur.');
    },
  },
  {
    id: 'A1',
    article: 'm.28/3',
    severity: 'error',
    run: (letter, { metadata }) => {
      if (!metadata) return [];
      const { value: sayi, rest: tarih } = labelled(letter.sayi);
      const image = {
        konu: labelled(letter.konu).value,
        sayi,
        tarih,
        ilgiler: ilgiEntries(letter.ilgiler).map((entry) => entry.text),
        ekler: ekTexts(letter),
        dagitim: letter.dagitim
          .slice(1)
          .map((item) => item.text.trim())
          .filter((text) => !/^(Gereği|Bilgi):$/u.test(text)),
      };
      return Object.entries(metadata).flatMap(([name, value]) =>
        unless(
          JSON.stringify(value) === JSON.stringify(image[name as keyof typeof image]),
          `Belge görüntüsü ile üstveri farklı: ${name}.`,
        ),
      );
    },
  },
];

function ekTexts({ ek }: LetterModel): string[] {
  return ek
    .map((item) =>
      item.text
        .replace(/^Ek\s*:\s*/u, '')
        .replace(/^\d+- /u, '')
        .trim(),
    )
    .filter((text) => text !== '');
}
