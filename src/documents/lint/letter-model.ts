import type { DocxModel, DocxParagraph } from './docx-model.ts';

/** A letter taken apart into what the regulation names. Lists are empty and paragraphs undefined where a part is lacking. */
export interface LetterModel {
  readonly docx: DocxModel;
  /** False for minutes, forms and lists, to which only the page rules apply. */
  readonly isLetter: boolean;
  readonly head: readonly DocxParagraph[];
  readonly sureli: DocxParagraph | undefined;
  readonly sayi: DocxParagraph | undefined;
  readonly konu: DocxParagraph | undefined;
  readonly muhatap: readonly DocxParagraph[];
  readonly ilgiler: readonly DocxParagraph[];
  readonly text: readonly DocxParagraph[];
  /** Between the last sentence and Ek or Dağıtım: signatures and the olur block. */
  readonly signatures: readonly DocxParagraph[];
  readonly olur: DocxParagraph | undefined;
  readonly ek: readonly DocxParagraph[];
  readonly dagitim: readonly DocxParagraph[];
  /** Empty lines between the last sentence and the first name. */
  readonly signatureGap: number;
}

const isEmpty = (paragraph: DocxParagraph): boolean => paragraph.text.trim() === '';
const isOutside = (paragraph: DocxParagraph): boolean => paragraph.cell === null;

/** Label, value pairs of `Sayı\t:\tvalue\trest`. */
export function labelled(paragraph: DocxParagraph | undefined): { label: string; value: string; rest: string } {
  const [label = '', colon = '', value = '', rest = ''] = (paragraph?.text ?? '').split('\t');
  if (colon.trim() === ':') return { label: label.trim(), value: value.trim(), rest: rest.trim() };
  const match = /^(\S+)\s*:\s*(.*)$/u.exec(paragraph?.text ?? '');
  return { label: match?.[1] ?? '', value: match?.[2] ?? '', rest: '' };
}

/** Takes a document apart by its fixed words: T.C., Sayı, Konu, İlgi, Ek, Dağıtım, OLUR. */
export function readLetter(docx: DocxModel): LetterModel {
  const all = docx.body;
  const at = (test: (paragraph: DocxParagraph) => boolean): number => all.findIndex(test);
  const sayiAt = at((item) => isOutside(item) && /^Sayı\s*:/u.test(item.text.replace('\t', '')));
  const konuAt = at((item) => isOutside(item) && /^Konu\s*:/u.test(item.text.replace('\t', '')));
  const headAt = at((item) => item.text.trim() === 'T.C.');
  const isLetter = sayiAt >= 0 && konuAt >= 0;
  const head =
    headAt < 0
      ? []
      : all.slice(headAt, isLetter ? sayiAt : firstEmptyAfter(all, headAt)).filter((item) => !isEmpty(item));
  const base = { docx, isLetter, head, sureli: all.find((item) => item.isFramed && !isEmpty(item)) };
  if (!isLetter) return { ...base, ...NO_LETTER };
  const tail = splitTail(all);
  const top = all.slice(konuAt + 1, tail.textStart);
  const ilgiAt = top.findIndex((item) => /^İlgi\s*:/u.test(item.text.replace('\t', '')));
  const muhatap = (ilgiAt < 0 ? top : top.slice(0, ilgiAt)).filter((item) => !isEmpty(item));
  const ilgiler = ilgiAt < 0 ? [] : top.slice(ilgiAt).filter((item) => !isEmpty(item));
  const text = all.slice(tail.textStart, tail.textEnd).filter((item) => !isEmpty(item) && item.cell === null);
  const signatures = all.slice(tail.signatureStart, tail.endsAt).filter((item) => !isEmpty(item));
  return {
    ...base,
    sayi: all[sayiAt],
    konu: all[konuAt],
    muhatap,
    ilgiler,
    text,
    signatures,
    olur: signatures.find((item) => item.text.trim() === 'OLUR'),
    ek: tail.ek,
    dagitim: tail.dagitim,
    signatureGap: tail.gap,
  };
}

const NO_LETTER = {
  sayi: undefined,
  konu: undefined,
  muhatap: [],
  ilgiler: [],
  text: [],
  signatures: [],
  olur: undefined,
  ek: [],
  dagitim: [],
  signatureGap: 0,
};

function firstEmptyAfter(all: readonly DocxParagraph[], from: number): number {
  const found = all.findIndex((item, index) => index > from && isEmpty(item));
  return found < 0 ? all.length : found;
}

interface Tail {
  readonly textStart: number;
  readonly textEnd: number;
  readonly signatureStart: number;
  readonly endsAt: number;
  readonly gap: number;
  readonly ek: readonly DocxParagraph[];
  readonly dagitim: readonly DocxParagraph[];
}

/** The body is what is justified with a first-line indent; tables may follow it, then come signatures, Ek, Dağıtım. */
function splitTail(all: readonly DocxParagraph[]): Tail {
  const isText = (item: DocxParagraph): boolean => item.firstLine > 0 && !isEmpty(item) && item.cell === null;
  const textStart = Math.max(all.findIndex(isText), 0);
  const textEnd = all.findLastIndex(isText) + 1;
  const dagitimAt = all.findIndex((item, index) => index >= textEnd && item.text.trim().startsWith('Dağıtım:'));
  const ekAt = all.findIndex((item, index) => index >= textEnd && /^Ek\s*:/u.test(item.text.trim()));
  const ends = [ekAt, dagitimAt].filter((index) => index >= 0);
  const endsAt = ends.length === 0 ? all.length : Math.min(...ends);
  const ekEnd = dagitimAt > ekAt ? dagitimAt : all.length;
  const signatureStart = firstSignature(all, textEnd, endsAt);
  return {
    textStart,
    textEnd,
    signatureStart,
    endsAt,
    gap: countEmptyBefore(all, signatureStart),
    ek: ekAt < 0 ? [] : all.slice(ekAt, ekEnd).filter((item) => !isEmpty(item)),
    dagitim: dagitimAt < 0 ? [] : all.slice(dagitimAt).filter((item) => !isEmpty(item)),
  };
}

/** A signature is centred: in the right half, or in one of the columns of a table without header. */
function firstSignature(all: readonly DocxParagraph[], from: number, to: number): number {
  const found = all.findIndex(
    (item, index) =>
      index >= from &&
      index < to &&
      !isEmpty(item) &&
      item.align === 'center' &&
      (item.left > 0 || isSignatureCell(item)),
  );
  return found < 0 ? to : found;
}

function isSignatureCell(item: DocxParagraph): boolean {
  return (
    item.cell !== null &&
    item.cell.row === 0 &&
    item.cell.columns >= 2 &&
    item.cell.columns <= 5 &&
    item.runs.every((run) => run.size >= 22)
  );
}

function countEmptyBefore(all: readonly DocxParagraph[], index: number): number {
  let count = 0;
  while (index - count - 1 >= 0 && isEmpty(all[index - count - 1] ?? NOTHING) && all[index - count - 1]?.cell === null)
    count++;
  return count;
}

const NOTHING = { text: 'x' } as DocxParagraph;
