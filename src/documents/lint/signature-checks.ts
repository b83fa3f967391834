import type { Check } from './check.ts';
import { unless } from './check.ts';
import type { DocxParagraph } from './docx-model.ts';
import type { LetterModel } from './letter-model.ts';

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

/** Signatures, delegation, order of signers, the OLUR block (m.17, m.20). */
export const signatureChecks: readonly Check[] = [
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
];
