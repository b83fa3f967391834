import type { WordKind } from '../turkish/index.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentKind, FieldDefinition, FieldType } from './kinds.ts';
import type { FoundValue } from './placeholder.ts';

interface KnownValue {
  readonly label: string;
  readonly type: FieldType;
  readonly word?: WordKind;
}

/** Values that every text may use besides `data.*` and `ilgi.*`, with the Turkish label under which they are asked for. */
export const KNOWN_VALUES: Readonly<Record<string, KnownValue>> = {
  'personnel.adSoyad': { label: 'İlgilinin adı soyadı', type: 'person' },
  'personnel.sicilNo': { label: 'İlgilinin sicil numarası', type: 'text', word: 'number' },
  'personnel.tckn': { label: 'İlgilinin T.C. kimlik numarası', type: 'text', word: 'number' },
  'personnel.unvan': { label: 'İlgilinin unvanı', type: 'text' },
  'personnel.unit': { label: 'İlgilinin görev yaptığı birim', type: 'unit' },
  'personnel.hizmetSinifi': { label: 'İlgilinin hizmet sınıfı', type: 'text' },
  'personnel.kadroDerecesi': { label: 'İlgilinin kadro derecesi', type: 'number' },
  'personnel.derece': { label: 'İlgilinin kazanılmış hak aylık derecesi', type: 'number' },
  'personnel.kademe': { label: 'İlgilinin kazanılmış hak aylık kademesi', type: 'number' },
  'personnel.ekGosterge': { label: 'İlgilinin ek göstergesi', type: 'number' },
  'personnel.dogumTarihi': { label: 'İlgilinin doğum tarihi', type: 'date' },
  'personnel.dogumYeri': { label: 'İlgilinin doğum yeri', type: 'text', word: 'place' },
  'personnel.babaAdi': { label: 'İlgilinin baba adı', type: 'text', word: 'person' },
  'personnel.ogrenim': { label: 'İlgilinin öğrenim durumu', type: 'text' },
  'sender.idare': { label: 'Gönderen idarenin adı', type: 'unit' },
  'sender.birim': { label: 'Gönderen birimin adı', type: 'unit' },
  'sender.kep': { label: 'Gönderen birimin KEP adresi', type: 'text' },
  makam: { label: 'Olur makamı', type: 'unit' },
};

/** Finds the value of a path in the facts; undefined when the path means nothing to this kind. */
export type ValueFinder = (path: string) => FoundValue | undefined;

/** Label of a path for people, e.g. in the list of missing values. */
export function labelOf(kind: Pick<DocumentKind, 'fields'>, path: string): string {
  const field = fieldOf(kind, path);
  if (!field) return KNOWN_VALUES[path]?.label ?? path;
  const detail = path.split('.')[2];
  return detail === 'unvan' ? `${field.label} (unvanı)` : field.label;
}

/** Definition of the field behind `data.key`. */
export function fieldOf(kind: Pick<DocumentKind, 'fields'>, path: string): FieldDefinition | undefined {
  const [root, key] = path.split('.');
  return root === 'data' ? kind.fields.find((field) => field.key === key) : undefined;
}

/** Finder over a letter's facts. `names` are values that composing knows (`makam`, `ilgi.*`). */
export function valueFinder(
  kind: DocumentKind,
  facts: DocumentFacts,
  names: ReadonlyMap<string, FoundValue>,
): ValueFinder {
  return (path) => {
    const own = names.get(path);
    if (own) return own;
    if (path.startsWith('data.')) return findData(kind, facts, path);
    const known = KNOWN_VALUES[path];
    if (!known) return undefined;
    return { value: findKnown(facts, path), type: known.type, word: known.word };
  };
}

function findData(kind: DocumentKind, facts: DocumentFacts, path: string): FoundValue | undefined {
  const [, key = '', detail] = path.split('.');
  const field = fieldOf(kind, path);
  if (!field) return undefined;
  const value = facts.data[key];
  if (detail === undefined) return { value, type: field.type, word: field.word, options: field.options };
  return { value: (value as Record<string, unknown> | undefined | null)?.[detail], type: 'text', word: field.word };
}

function findKnown(facts: DocumentFacts, path: string): unknown {
  const [root, key = ''] = path.split('.');
  if (root === 'personnel') return (facts.personnel as Record<string, unknown> | undefined)?.[key];
  if (path === 'sender.idare') return facts.sender.lines[0];
  if (path === 'sender.birim') return facts.sender.lines.at(-1);
  return path === 'sender.kep' ? facts.sender.kep : undefined;
}
