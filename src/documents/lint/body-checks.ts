import type { Check } from './check.ts';
import { unless } from './check.ts';
import type { DocxParagraph } from './docx-model.ts';
import { ilgiEntries } from './head-checks.ts';
import { type LetterModel, labelled } from './letter-model.ts';

const CLOSING = /(arz ederim|rica ederim|arz ve rica ederim|arz\/rica ederim|olurlarınıza arz ederim)\.$/u;
const TO_PERSON = /(Saygılarımla|İyi dileklerimle|Bilgilerinize sunulur|rica ederim|arz ederim)\.$/u;
const LONG_NUMBER = /(?<![\d.,/\-–A-Za-z])\d{4,}(?![\d./\-–])/gu;
const YEAR = /^(19|20)\d{2}$/u;
const NAME =
  /^((Prof|Doç|Dr|Öğr|Gör|Arş|Uzm|Av|Yzb|Alb)\.? ?|Üyesi )*(\p{Lu}[\p{Ll}\p{M}’]+ )+(\p{Lu}{2,}(-\p{Lu}+)*( |$))+$/u;
const GAP = /\[[^\]]+\]/u;
const RANKS = [
  /Cumhurbaşkanı/u,
  /^Bakan/u,
  /^Vali( V\.)?$/u,
  /^Vali Yardımcısı/u,
  /^Kaymakam/u,
  /^Defterdar( V\.)?$/u,
  /^Defterdar Yardımcısı/u,
  /Müdürü/u,
  /Müdür Yardımcısı/u,
  /Şef/u,
];

/** Lines of the signatures, one list for each signer. */
function signatureGroups({ signatures, olur }: LetterModel): DocxParagraph[][] {
  const groups: DocxParagraph[][] = [];
  let key = '';
  for (const item of signatures) {
    if (item === olur || item.text.trim() === 'Uygun görüşle arz ederim.') {
      key = `${groups.length}-new`;
      continue;
    }
    const own = item.cell ? `t${item.cell.table}c${item.cell.column}` : 'free';
    const startsNew = groups.length === 0 || key !== own || isNameLine(item);
    if (startsNew) groups.push([]);
    groups.at(-1)?.push(item);
    key = own;
  }
  return groups;
}

function isNameLine(item: DocxParagraph): boolean {
  return NAME.test(item.text.trim());
}

function rankOf(group: readonly DocxParagraph[]): number {
  const title = group.at(-1)?.text.trim() ?? '';
  const index = RANKS.findIndex((rank) => rank.test(title));
  return index < 0 ? RANKS.length : index;
}

/** Text, closing formula, signatures, Ek, Dağıtım, OLUR, equality with the üstveri (m.16–22, 28). */
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
    id: 'Z1',
    article: 'm.17/1',
    severity: 'error',
    run: ({ signatures, olur }) => {
      const first = signatures[0];
      if (!first) return ['İmza bölümü yok.'];
      const own = signatures.slice(
        0,
        olur
          ? signatures.findIndex((item) => item.text.trim() === 'Uygun görüşle arz ederim.' || item === olur)
          : undefined,
      );
      const isRight = own.every((item) => item.align === 'center' && (item.cell !== null || item.left >= 4900));
      return unless(isRight, 'İmza yazı alanının sağ yarısında, satırları birbirine göre ortalanmış olmalıdır.');
    },
  },
  {
    id: 'Z2',
    article: 'm.17/1',
    severity: 'error',
    run: ({ signatures, signatureGap }) =>
      unless(
        signatures.length === 0 || (signatureGap >= 2 && signatureGap <= 4),
        `Metin ile imza arasında 2–4 satır boşluk bırakılır (${signatureGap} var).`,
      ),
  },
  {
    id: 'Z3',
    article: 'm.17/2',
    severity: 'error',
    run: (letter) =>
      signatureGroups(letter).flatMap((group) => {
        const name = group[0]?.text.trim() ?? '';
        return unless(NAME.test(name) || GAP.test(name), `İmzada ad soyad "Ad SOYAD" biçiminde olmalıdır: "${name}".`);
      }),
  },
  {
    id: 'Z4',
    article: 'm.17/9-10',
    severity: 'error',
    run: (letter) =>
      signatureGroups(letter).flatMap((group) => {
        const titles = group.slice(1).map((item) => item.text.trim());
        const delegated = titles.findIndex((title) => / a\.$/u.test(title));
        const isDelegationRight = delegated < 0 || delegated < titles.length - 1;
        const isDeputyRight = titles.every((title) => !/(Vekili|\bV)$/u.test(title));
        return [
          ...unless(titles.length > 0, 'İmzada unvan bulunmalıdır.'),
          ...unless(
            isDelegationRight,
            'Yetki devriyle imzalarda "… a." satırının altında imzalayanın kendi unvanı yazılır.',
          ),
          ...unless(isDeputyRight, 'Vekâleten imzada unvandan sonra "V." yazılır.'),
        ];
      }),
  },
  {
    id: 'Z5',
    article: 'm.17/11',
    severity: 'error',
    run: (letter) => {
      const groups = signatureGroups(letter).filter((group) => group[0]?.cell);
      const ranks = groups.map(rankOf);
      if (groups.length < 2 || ranks.includes(RANKS.length)) return [];
      const wanted = groups.length === 2 ? ranks.toSorted((a, b) => b - a) : ranks.toSorted((a, b) => a - b);
      return unless(
        ranks.join() === wanted.join(),
        'İki imzada üst unvan sağda, üç ve daha çok imzada en solda yer alır.',
      );
    },
  },
  {
    id: 'Z6',
    article: 'm.17/3',
    severity: 'error',
    run: ({ signatures, docx }) => {
      const marks = docx.body.filter(
        (item) => /e-?imzalıdır|imzalanmıştır$/iu.test(item.text) || (item.hasDrawing && signatures.includes(item)),
      );
      return unless(marks.length === 0, 'Adın üzerine "e-imzalıdır" ibaresi, görüntü ya da mühür konulmaz.');
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
    id: 'O1',
    article: 'm.20',
    severity: 'error',
    run: ({ docx, olur, signatures, muhatap, sureli }) => {
      const wrong = docx.body.find((item) => /^(ONAY|Uygundur\.?|Muvafıktır\.?|Olur)$/u.test(item.text.trim()));
      if (!olur)
        return [
          ...unless(wrong === undefined, 'Onay ifadesi ortada büyük harfle "OLUR" yazılır.'),
          ...unless(
            !/MAKAMINA$/u.test(muhatap[0]?.text.trim() ?? '') ||
              signatures.length === 0 ||
              !docx.body.some((item) => /olurlarınıza/u.test(item.text)),
            'Olur yazısında OLUR bölümü bulunmalıdır.',
          ),
        ];
      const at = signatures.indexOf(olur);
      const middle = signatures.slice(0, at).filter((item) => item.text.trim() === 'Uygun görüşle arz ederim.');
      const approver = signatures.slice(at + 1);
      return [
        ...unless(olur.align === 'center' && olur.left === 0 && olur.right === 0, 'OLUR ortada yazılır.'),
        ...unless(
          middle.every((item) => item.right >= 4900),
          'Ara makamların "Uygun görüşle arz ederim." ifadesi solda yer alır.',
        ),
        ...unless(
          approver.length >= 2 && approver.every((item) => item.align === 'center'),
          'Olur makamının adı ve unvanı OLUR ibaresinin altında ortalanır.',
        ),
        ...unless(
          /MAKAMINA$/u.test(muhatap[0]?.text.trim() ?? '') || GAP.test(muhatap[0]?.text ?? ''),
          'Olur, makama hitaben yazılır (… MAKAMINA).',
        ),
        ...unless(sureli === undefined, 'ACELE ve GÜNLÜDÜR ibareleri olurda kullanılmaz.'),
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
