import { displayDate, isIsoDate } from '../calculations/index.ts';
import { type Issue, ValidationError } from '../errors/index.ts';
import type { DataItem, FieldSpec, FieldType, ProcessDefinition, StepDefinition, Vocabulary } from './definition.ts';
import { readingFieldsOf } from './reading-fields.ts';
import type { CaseData, FieldValue, RowValue } from './state.ts';

/** One field of a step's form. `when`: asked only for these outcomes; null = always. */
export interface StepField {
  readonly key: string;
  readonly label: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly help: string | null;
  readonly options: readonly { readonly key: string; readonly label: string }[];
  /** Columns of a `rows` field, empty for others. */
  readonly columns: readonly FieldColumn[];
  /** A day after today is refused. */
  readonly past: boolean;
  readonly when: readonly string[] | null;
  /** Where it comes from: the kind of step, the step itself, or the letter that it prepares. */
  readonly origin: 'kind' | 'step' | 'document';
}

/** A column of a table field. */
export interface FieldColumn {
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'date' | 'number' | 'money';
}

/** A field that a document kind needs, as the documents room gives it. */
export type DocumentField = Omit<StepField, 'when' | 'origin' | 'past'>;

const REASON = 'gerekce';
/** Why the officer departs from what the step's calculation gives. */
export const OVERRIDE_REASON = 'hesapFarkiGerekcesi';
const TEXT_LIMIT = 8_000;

/**
 * The form of a step: the defaults of its kind, its own `data:`, the reason where an outcome asks for one, and the fields
 * of the letter that it prepares. A key appears once; the step's own entry wins.
 */
export function fieldsOfStep(
  step: StepDefinition,
  vocabulary: Vocabulary,
  ofDocument: readonly DocumentField[] = [],
): StepField[] {
  const fields = new Map<string, StepField>();
  for (const item of vocabulary.defaults[step.kind]) add(fields, item, vocabulary, 'kind');
  for (const item of step.data) add(fields, item, vocabulary, 'step');
  if (step.calculate) add(fields, `${OVERRIDE_REASON}?`, vocabulary, 'step');
  for (const key of readingFieldsOf(step)) add(fields, `${key}?`, vocabulary, 'step');
  const needReason = step.outcomes.filter((o) => o.reason).map((o) => o.key);
  if (needReason.length > 0) add(fields, { field: REASON, when: needReason }, vocabulary, 'step');
  for (const f of ofDocument)
    if (!fields.has(f.key)) fields.set(f.key, { ...f, past: false, when: null, origin: 'document' });
  return [...fields.values()];
}

/** The form of opening a case of the process. */
export function fieldsOfOpening(process: ProcessDefinition, vocabulary: Vocabulary): StepField[] {
  const fields = new Map<string, StepField>();
  for (const item of process.data) add(fields, item, vocabulary, 'step');
  return [...fields.values()];
}

/** One field of the vocabulary as a form field. */
export function fieldOf(key: string, vocabulary: Vocabulary, required = true): StepField {
  const spec = vocabulary.fields.get(key);
  if (!spec) throw new Error(`field ${key} is not in fields.yaml`);
  return { ...describe(key, spec), required, when: null, origin: 'step' };
}

function add(fields: Map<string, StepField>, item: DataItem, { fields: specs }: Vocabulary, origin: 'kind' | 'step') {
  const parsed = typeof item === 'string' ? parseItem(item) : { ...item, key: item.field, dropped: false };
  if (parsed.dropped) {
    fields.delete(parsed.key);
    return;
  }
  const spec = specs.get(parsed.key);
  if (!spec) throw new Error(`field ${parsed.key} is not in fields.yaml`);
  const field = {
    ...describe(parsed.key, spec),
    required: parsed.optional !== true,
    when: parsed.when ?? null,
    origin,
  };
  fields.set(parsed.key, field);
}

function parseItem(item: string) {
  const key = item.replace(/^-|\?$/g, '');
  return { key, dropped: item.startsWith('-'), optional: item.endsWith('?'), when: undefined };
}

function describe(key: string, { label, type, help, options, past }: FieldSpec) {
  return { key, label, type, help, options, past, columns: [] };
}

/** Data to check against a form. `known` are values recorded before, which a letter's fields may be filled from. */
export interface DataCheck {
  readonly fields: readonly StepField[];
  readonly outcome: string | null;
  readonly known: CaseData;
  /** The day of the act, for days that must have come. */
  readonly today: string;
}

/**
 * The given data as it will be stored. Throws ValidationError that names every missing, unknown and mistyped field by key
 * (`data.<key>`) and label. An empty text, null and undefined count as not given.
 */
export function checkData(
  given: Readonly<Record<string, unknown>>,
  { fields, outcome, known, today }: DataCheck,
): CaseData {
  const asked = fields.filter((f) => f.when === null || (outcome !== null && f.when.includes(outcome)));
  const issues: Issue[] = [];
  const data: Record<string, FieldValue> = {};
  for (const key of Object.keys(given))
    if (!fields.some((f) => f.key === key))
      issues.push({
        path: `data.${key}`,
        message: `"${key}" bu adımda sorulan bir bilgi değil; alan adını denetleyin.`,
      });
  for (const field of asked) {
    const value = given[field.key];
    const empty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
    if (empty) {
      const filled = field.origin === 'document' && known[field.key] !== undefined;
      if (field.required && !filled)
        issues.push({ path: `data.${field.key}`, message: `"${field.label}" girilmemiş; bu adım için zorunludur.` });
      continue;
    }
    const read = readValue(field, value, today);
    if ('problem' in read) issues.push({ path: `data.${field.key}`, message: `"${field.label}" ${read.problem}` });
    else data[field.key] = read.value;
  }
  if (issues.length > 0) throw new ValidationError(issues);
  return data;
}

type Read = { readonly value: FieldValue } | { readonly problem: string };

function readValue(field: StepField, value: unknown, today: string): Read {
  if (field.past && typeof value === 'string' && isIsoDate(value) && value > today)
    return {
      problem: `bugünden (${isIsoDate(today) ? displayDate(today) : today}) sonraki bir gün olamaz; tarihi denetleyin.`,
    };
  switch (field.type) {
    case 'rows':
      return readRows(field, value);
    case 'date':
      return typeof value === 'string' && isIsoDate(value)
        ? { value }
        : { problem: 'geçerli bir tarih değil; YYYY-AA-GG biçiminde, takvimde bulunan bir gün yazın.' };
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { value }
        : { problem: 'bir sayı değil; rakamla yazın.' };
    case 'money':
      return typeof value === 'string' && /^\d{1,15}\.\d{2}$/.test(value)
        ? { value }
        : { problem: 'geçerli bir tutar değil; "1234.50" biçiminde metin olarak yazın.' };
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { problem: 'evet/hayır değil; true ya da false gönderin.' };
    case 'choice':
      return typeof value === 'string' && field.options.some((o) => o.key === value)
        ? { value }
        : {
            problem: `seçeneklerden biri değil; şunlardan birini seçin: ${field.options.map((o) => o.key).join(', ')}.`,
          };
    default:
      return typeof value === 'string' && value.length <= TEXT_LIMIT
        ? { value: value.trim() }
        : { problem: `metin değil ya da ${TEXT_LIMIT} karakterden uzun.` };
  }
}

const MOST_ROWS = 500;

function readRows(field: StepField, value: unknown): Read {
  if (!Array.isArray(value) || value.length > MOST_ROWS)
    return { problem: `satır listesi değil ya da ${MOST_ROWS} satırdan uzun.` };
  const rows: RowValue[] = [];
  for (const [index, row] of value.entries()) {
    const cells: Record<string, string | number> = {};
    for (const column of field.columns) {
      const cell: unknown =
        typeof row === 'object' && row !== null ? Object.entries(row).find(([k]) => k === column.key)?.[1] : undefined;
      if (cell === undefined || cell === null || cell === '') continue;
      const read = readValue({ ...field, ...column, past: false }, cell, '');
      if ('problem' in read) return { problem: `tablosunun ${index + 1}. satırında "${column.label}" ${read.problem}` };
      if (typeof read.value === 'string' || typeof read.value === 'number') cells[column.key] = read.value;
    }
    rows.push(cells);
  }
  return { value: rows };
}
