import { gorevdeYukselme, isoDate, type ParameterBook, sureDays } from '../../calculations/index.ts';
import { type Issue, ValidationError } from '../../errors/index.ts';
import type { Person } from '../../personnel/index.ts';
import { counted68bOf, fullNameOf, promotionEducationOf, type StatementsContext } from '../../statements/index.ts';
import type { Exam, ExamPost, StoredCandidate } from '../model.ts';

/**
 * Header of the candidates' CSV. A file may hold fewer columns: what it doesn't have stays as it is, so that marks can
 * follow in a file of their own (adayNo, yazili or adayNo, sozlu).
 */
export const CANDIDATE_COLUMNS = [
  'adayNo',
  'sicilNo',
  'adSoyad',
  'unvan',
  'birim',
  'kadro',
  'yazili',
  'sozlu',
  'hizmetGunu',
  'ogrenim',
  'mezuniyetNotu',
  'tercihler',
  'tercihDisi',
] as const;
type Column = (typeof CANDIDATE_COLUMNS)[number];
export type CsvRow = Partial<Record<Column, string>>;

/** What a row is read against. */
export interface RowSetting {
  readonly context: StatementsContext;
  readonly exam: Exam;
  readonly person: Person | null;
  readonly unitName: string;
  readonly existing: StoredCandidate | null;
}

/** A row as the candidate that it makes. Throws ValidationError with the column of each refused cell. */
export function rowToCandidate(row: CsvRow, setting: RowSetting): StoredCandidate {
  const issues: Issue[] = [];
  const read = <T>(column: Column, take: () => T): T | undefined => {
    try {
      return take();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const [first] = error.issues;
      issues.push({ ...(first ?? {}), path: column, message: first?.message ?? error.message });
      return undefined;
    }
  };
  const { exam, existing } = setting;
  const { book } = setting.context;
  const on = exam.applicationsEndOn;
  const post = read('kadro', () => postOf(row.kadro, setting));
  const candidate = {
    ...identityOf(row, setting, read),
    post: post?.unvan,
    written: read('yazili', () => markOf(row.yazili, existing?.written ?? null, { on, book })),
    oral: read('sozlu', () => oralOf(row.sozlu, existing?.oral ?? null, { on, book })),
    serviceDays: read('hizmetGunu', () => serviceDaysOf(row.hizmetGunu, setting)),
    education: read('ogrenim', () => educationOf(row.ogrenim, setting)),
    grade: read('mezuniyetNotu', () => gradeOf(row.mezuniyetNotu, existing)),
    preferences: read('tercihler', () => preferencesOf(row.tercihler, { setting, post })),
    acceptsOutside: read('tercihDisi', () => flagOf(row.tercihDisi, existing?.acceptsOutside ?? false)),
  };
  if (issues.length > 0) throw new ValidationError(issues);
  return { ...candidate, examNumber: exam.examNumber } as StoredCandidate;
}

type Read = <T>(column: Column, take: () => T) => T | undefined;

function identityOf(row: CsvRow, { existing, person, unitName }: RowSetting, read: Read) {
  return {
    candidateNo: read('adayNo', () => required(row.adayNo, 'adayNo', 'Aday numarasını yazın.')),
    sicilNo: read('sicilNo', () => {
      const sicilNo = row.sicilNo || existing?.sicilNo || null;
      if (sicilNo === null || person) return sicilNo;
      throw ValidationError.of('sicilNo', `${sicilNo} sicil numaralı personel kaydı yok.`);
    }),
    fullName: read('adSoyad', () => {
      const name = person ? fullNameOf(person) : row.adSoyad || existing?.fullName;
      return required(name, 'adSoyad', 'Kayıtlı olmayan adayın adını ve soyadını yazın.');
    }),
    title: person?.unvan ?? (row.unvan || existing?.title || ''),
    unit: person ? unitName : row.birim || existing?.unit || '',
  };
}

function required(text: string | undefined, path: string, message: string): string {
  if (text) return text;
  throw ValidationError.of(path, message);
}

function postOf(text: string | undefined, { exam, existing }: RowSetting): ExamPost {
  const [only, second] = exam.posts;
  const title = text || existing?.post || (second === undefined ? only?.unvan : undefined);
  const found = exam.posts.find((p) => p.unvan === title);
  if (found) return found;
  const names = exam.posts.map((p) => `"${p.unvan}"`).join(', ');
  throw ValidationError.of('kadro', `Sınavın kadrolarından biri yazılmalı: ${names}.`);
}

interface Rules {
  readonly on: string;
  readonly book: ParameterBook;
}

const depsOf = ({ book }: Rules) => ({ book, tables: gorevdeYukselme.promotionTablesOf(book) });

/** A mark; an empty cell says that the candidate didn't come, a file without the column leaves what is on record. */
function markOf(text: string | undefined, known: string | null, rules: Rules): string | null {
  if (text === undefined) return known;
  if (text === '') return null;
  const mark = decimalOf(text, 'yazili');
  const input = gorevdeYukselme.thresholdInput.parse({ on: rules.on, part: 'YAZILI', mark });
  gorevdeYukselme.calculateThreshold(input, depsOf(rules));
  return mark;
}

/** `18 12 13 12 17 12|19 …`: members parted by `|`, topics by blanks, in the order of m.16/2. */
function oralOf(text: string | undefined, known: StoredCandidate['oral'], rules: Rules): StoredCandidate['oral'] {
  if (text === undefined) return known;
  if (text === '') return null;
  const members = text.split('|').map((marks) =>
    marks
      .trim()
      .split(/\s+/)
      .map((mark) => decimalOf(mark, 'sozlu')),
  );
  const input = gorevdeYukselme.oralMarkInput.parse({ on: rules.on, members });
  gorevdeYukselme.calculateOralMark(input, depsOf(rules));
  return members;
}

/** "87,5" or "87.5" as "87.5". */
function decimalOf(text: string, path: string): string {
  const plain = text.trim().replace(',', '.');
  if (/^\d{1,3}(\.\d{1,6})?$/.test(plain)) return plain;
  throw ValidationError.of(path, 'Sıfır ya da daha büyük bir sayı yazın; en çok altı ondalık basamak.');
}

function serviceDaysOf(text: string | undefined, { context, exam, person, existing }: RowSetting): number {
  if (text) {
    if (/^\d{1,6}$/.test(text)) return Number(text);
    throw ValidationError.of('hizmetGunu', 'Hizmet süresini gün olarak, tam sayıyla yazın (yıl 360 gün).');
  }
  if (existing) return existing.serviceDays;
  const service = person ? counted68bOf(context, person, isoDate(exam.applicationsEndOn)) : null;
  if (service) return sureDays(service);
  throw ValidationError.of('hizmetGunu', 'Hizmet süresi kayıttan sayılamıyor; gün olarak yazın.', 'MEB Yön. m.21/2-a');
}

function educationOf(text: string | undefined, { exam, person, existing }: RowSetting): StoredCandidate['education'] {
  if (text) return gorevdeYukselme.educationLevel(text, 'ogrenim');
  if (existing) return existing.education;
  const level = person ? promotionEducationOf(person, isoDate(exam.applicationsEndOn)) : null;
  if (level) return level;
  throw ValidationError.of('ogrenim', 'Öğrenim düzeyi kayıtta yok; lise, ön lisans, lisans … yazın.');
}

function gradeOf(text: string | undefined, existing: StoredCandidate | null): string {
  if (text) return decimalOf(text, 'mezuniyetNotu');
  if (existing) return existing.grade;
  throw ValidationError.of('mezuniyetNotu', 'Mezuniyet notunu yazın; bütün adaylar aynı ölçekte olmalı.');
}

function preferencesOf(
  text: string | undefined,
  { setting, post }: { setting: RowSetting; post: ExamPost | undefined },
): readonly string[] {
  if (text === undefined) return setting.existing?.preferences ?? [];
  const preferences = text
    .split('|')
    .map((p) => p.trim())
    .filter((p) => p !== '');
  const unknown = preferences.find((p) => post && !post.places.some((place) => place.name === p));
  if (unknown !== undefined)
    throw ValidationError.of('tercihler', `"${unknown}" ilan edilen yerler arasında yok; yerleri "|" ile ayırın.`);
  if (new Set(preferences).size < preferences.length)
    throw ValidationError.of('tercihler', 'Aynı yer iki kez tercih edilmiş.');
  const rules = { on: setting.exam.applicationsEndOn, book: setting.context.book };
  const input = gorevdeYukselme.preferenceRulesInput.parse({ on: rules.on, count: preferences.length });
  gorevdeYukselme.calculatePreferenceRules(input, depsOf(rules));
  return preferences;
}

function flagOf(text: string | undefined, known: boolean): boolean {
  if (text === undefined || text === '') return known;
  const word = text.toLocaleLowerCase('tr');
  if (['evet', 'e', '1', 'true'].includes(word)) return true;
  if (['hayır', 'hayir', 'h', '0', 'false'].includes(word)) return false;
  throw ValidationError.of('tercihDisi', '"evet" ya da "hayır" yazın.');
}
