import { TURKISH_LETTERS, toTitleCase, toUpper } from '../../turkish/index.ts';
import type { Check } from './check.ts';
import { unless } from './check.ts';
import type { DocxParagraph } from './docx-model.ts';
import { type LetterModel, labelled } from './letter-model.ts';

const TEXT_CENTRE = 5103;
const FULL_SAYI = /^[EZO]-[1-9]\d{7}-\d{3}(\.\d{2}){0,3}-\d+$/u;
const DRAFT_SAYI = /^[EZO]-([1-9]\d{7}|\[[^\]]+\])-(\d{3}(\.\d{2}){0,3}|\[[^\]]+\])-\d*$/u;
const DATE =
  /^(\d{2}\.\d{2}\.\d{4}|\d{1,2} (Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık) \d{4})$/u;
const GAP = /\[[^\]]+\]/u;

function secondTab(paragraph: DocxParagraph | undefined): number | undefined {
  return paragraph?.tabs[0]?.at;
}

/** Texts of the İlgi lines without label, and their letters. */
export function ilgiEntries(ilgiler: readonly DocxParagraph[]): { letter: string; text: string }[] {
  return ilgiler.map((item) => {
    const parts = item.text.split('\t');
    const text = (parts.at(-1) ?? '').trim();
    const letter = parts.length > 3 ? (parts[2] ?? '').trim() : '';
    return { letter, text };
  });
}

function isDistribution({ muhatap }: LetterModel): boolean {
  return muhatap[0]?.text.trim() === 'DAĞITIM YERLERİNE';
}

function dayOf(text: string): string | null {
  const match = /(\d{2})\.(\d{2})\.(\d{4})/u.exec(text);
  return match ? `${match[3]}${match[2]}${match[1]}` : null;
}

/** Letterhead, Sayı, date, Konu, muhatap and İlgi (m.10–15). */
export const headChecks: readonly Check[] = [
  {
    id: 'B1',
    article: 'm.10/2',
    severity: 'error',
    run: ({ head }) => {
      const isRight =
        head[0]?.text.trim() === 'T.C.' &&
        head.length >= 3 &&
        head.length <= 4 &&
        head.every((item) => item.align === 'center');
      return unless(isRight, 'Başlık ortada, ilk satırı "T.C." olan üç ya da dört satır olmalıdır.');
    },
  },
  {
    id: 'B2',
    article: 'm.10/2',
    severity: 'error',
    run: ({ head }) =>
      unless(
        (head[1]?.text ?? '') === toUpper(head[1]?.text ?? ''),
        'Başlığın ikinci satırındaki idare adı büyük harfle yazılmalıdır.',
      ),
  },
  {
    id: 'B3',
    article: 'm.10/2',
    severity: 'error',
    run: ({ head }) =>
      head
        .slice(2)
        .flatMap(({ text }) =>
          unless(
            text === toTitleCase(text) && text !== toUpper(text) && !/^\(/u.test(text),
            `Birim adının ilk harfleri büyük olmalıdır: "${text}".`,
          ),
        ),
  },
  {
    id: 'S1',
    article: 'm.11',
    severity: 'error',
    run: ({ sayi }, { isDraft = true }) => {
      const { value } = labelled(sayi);
      return unless(
        (isDraft ? DRAFT_SAYI : FULL_SAYI).test(value),
        `Sayı E-DETSİS-SDP-kayıt biçiminde olmalıdır: "${value}".`,
      );
    },
  },
  {
    id: 'S2',
    article: 'm.15/3',
    severity: 'error',
    run: ({ sayi, konu, ilgiler }) => {
      const stops = new Set([secondTab(sayi), secondTab(konu), ...ilgiler.map(secondTab)]);
      return unless(
        stops.size === 1 && !stops.has(undefined),
        'Sayı, Konu ve İlgi yan başlıklarının iki noktaları aynı hizada olmalıdır.',
      );
    },
  },
  {
    id: 'T1',
    article: 'm.12/1',
    severity: 'error',
    run: ({ sayi }, { isDraft = true }) => {
      const { rest } = labelled(sayi);
      const right = sayi?.tabs.find((tab) => tab.align === 'right');
      return [
        ...unless(
          right !== undefined && Math.abs(right.at - 10206) <= 12,
          'Tarih, Sayı ile aynı satırda yazı alanının sağına dayalı olmalıdır.',
        ),
        ...unless(
          rest === '' ? isDraft : DATE.test(rest),
          `Tarih GG.AA.YYYY ya da "10 Ekim 2019" biçiminde olmalıdır: "${rest}".`,
        ),
      ];
    },
  },
  {
    id: 'K1',
    article: 'm.13/1',
    severity: 'error',
    run: ({ konu }) => {
      const { value } = labelled(konu);
      return [
        ...unless(value !== '', 'Konu boş olamaz.'),
        ...unless(value === toTitleCase(value), `Konudaki kelimelerin ilk harfleri büyük olmalıdır: "${value}".`),
      ];
    },
  },
  {
    id: 'K2',
    article: 'm.13/1',
    severity: 'error',
    run: ({ konu }) => unless(!/[.,;:!?]$/u.test(labelled(konu).value), 'Konunun sonunda noktalama işareti bulunmaz.'),
  },
  {
    id: 'K3',
    article: 'm.13/1',
    severity: 'error',
    run: ({ konu }) =>
      unless((konu?.right ?? 0) >= TEXT_CENTRE - 6, 'Konu, yazı alanının dikey ortasını geçmemelidir.'),
  },
  {
    id: 'M1',
    article: 'm.14/1',
    severity: 'error',
    run: ({ muhatap }) =>
      unless(
        muhatap.length > 0 && muhatap.every((item) => item.align === 'center'),
        'Muhatap satırları ortalanmalıdır.',
      ),
  },
  {
    id: 'M2',
    article: 'm.14/2',
    severity: 'error',
    run: ({ muhatap }) => {
      const first = muhatap[0]?.text.trim() ?? '';
      if (first.startsWith('Sayın ') || GAP.test(first)) return [];
      const isDative = /(NA|NE|YA|YE|A|E)$/u.test(first) && !/['’]/u.test(first) && !/^T\.C\./u.test(first);
      return unless(
        first === toUpper(first) && isDative,
        `Kurum adı büyük harfle, yönelme hâli ekiyle ve kesmesiz yazılmalıdır: "${first}".`,
      );
    },
  },
  {
    id: 'M3',
    article: 'm.14/3',
    severity: 'error',
    run: ({ muhatap }) => {
      const first = muhatap[0]?.text.trim() ?? '';
      if (!/^Sayın/iu.test(first) || GAP.test(first)) return [];
      const isName = /^Sayın (\p{Lu}[\p{Ll}\p{M}]+ )+(\p{Lu}{2,}( |$))+$/u.test(first) && !/(Bey|Hanım)/u.test(first);
      return unless(isName, `Kişiye yazılan yazıda muhatap "Sayın Ad SOYAD" biçiminde olmalıdır: "${first}".`);
    },
  },
  {
    id: 'M4',
    article: 'm.14/2; Kılavuz 11.4',
    severity: 'error',
    run: ({ muhatap }) => {
      const units = muhatap.slice(1).filter((item) => item.text.trim().startsWith('('));
      const isRight =
        units.length <= 1 &&
        units.every(({ text }) => !/(na|ne|ya|ye)\)$/u.test(text) && text.trim() === toTitleCase(text.trim()));
      return unless(isRight, 'Alt birim ayraç içinde, ilk harfleri büyük ve eksiz yazılmalıdır.');
    },
  },
  {
    id: 'M5',
    article: 'm.14/6',
    severity: 'error',
    run: (letter) =>
      unless(
        isDistribution(letter) === letter.dagitim.length > 0,
        '"DAĞITIM YERLERİNE" yazılan yazıda Dağıtım bölümü bulunur, diğerlerinde bulunmaz.',
      ),
  },
  {
    id: 'I1',
    article: 'm.15',
    severity: 'error',
    run: ({ ilgiler }) => {
      const days = ilgiEntries(ilgiler)
        .map((entry) => dayOf(entry.text))
        .filter((day) => day !== null);
      return unless(
        days.every((day, index) => index === 0 || (days[index - 1] ?? '') <= day),
        'İlgiler eskiden yeniye sıralanmalıdır.',
      );
    },
  },
  {
    id: 'I2',
    article: 'm.15',
    severity: 'error',
    run: ({ ilgiler }) => {
      const letters = ilgiEntries(ilgiler).map((entry) => entry.letter);
      const isRight =
        letters.length === 1
          ? letters[0] === ''
          : letters.every((letter, index) => letter === `${TURKISH_LETTERS[index] ?? ''})`);
      return unless(
        letters.length === 0 || isRight,
        'Birden çok ilgi Türk alfabesinin harfleriyle a), b), c), ç) diye sıralanır; tek ilgiye harf verilmez.',
      );
    },
  },
  {
    id: 'I3',
    article: 'm.15',
    severity: 'error',
    run: ({ ilgiler }) =>
      ilgiEntries(ilgiler).flatMap(({ text }) => unless(text.endsWith('.'), `İlgi nokta ile bitmelidir: "${text}".`)),
  },
  {
    id: 'I4',
    article: 'Kılavuz 13.2',
    severity: 'error',
    run: ({ ilgiler, text }) => {
      const body = text.map((item) => item.text).join('\n');
      return ilgiEntries(ilgiler).flatMap(({ letter }) => {
        const name = letter === '' ? 'İlgi’' : `İlgi (${letter.replace(')', '')})’`;
        return unless(body.includes(name), `Metinde ${name.replace('’', '')} anılmalıdır.`);
      });
    },
  },
];
