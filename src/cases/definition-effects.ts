import { z } from 'zod';

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'kimlik küçük harf, rakam ve tireyle yazılır');
export const fieldKey = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'alan anahtarı camelCase yazılır');

/** Calculations that steps use; what each of them asks and gives stands in `calculations/`. */
export const CALCULATION_KINDS = [
  'adaylik-hizmeti',
  'asalet',
  'terfi',
  'madde-64-4',
  'madde-68-b',
  'intibak',
  'hizmet-degerlendirme',
  'yolluk',
  'muvafakat',
] as const;
/** Fields of a person's record that a step may set. */
export const REGISTRY_FIELDS = ['derece', 'kademe', 'status', 'unitCode', 'kadroNo', 'unvan', 'sinif'] as const;

/** The calculation of a step; with a `document`, its worked table is attached when the step is completed. */
export const calculation = z.strictObject({
  kind: z.enum(CALCULATION_KINDS),
  document: slug.nullable().default(null),
});

/** Where a value of the record comes from: a field of the case, a fixed text, or what the unit or kadro of a field says. */
const registrySource = z.union([
  fieldKey,
  z.strictObject({ value: z.string() }),
  z.strictObject({ unitName: fieldKey }),
  z.strictObject({ kadro: fieldKey, take: z.enum(['unvan', 'sinif', 'derece']) }),
]);
const serviceKind = z.enum(['ADAY', 'ASIL']);

/**
 * What a step changes on the record of the case's person. A value whose field was not recorded changes nothing, nor does a
 * list of the career that has not been entered. `on`: the field with the day from which it holds.
 */
export const registryChange = z.strictObject({
  on: fieldKey,
  set: z.partialRecord(z.enum(REGISTRY_FIELDS), registrySource).default({}),
  /** The open service record of the kind ends on `on`. */
  endService: serviceKind.nullable().default(null),
  /** A service record of the kind begins on `on`. */
  beginService: serviceKind.nullable().default(null),
  /** A posting begins on `on`. */
  beginPosting: z
    .partialRecord(z.enum(['workplace', 'unvan', 'sinif', 'kadro']), registrySource)
    .nullable()
    .default(null),
});

export type CalculationKind = (typeof CALCULATION_KINDS)[number];
/** What a step changes on a person's record, and where each value comes from. */
export type RegistryChange = z.output<typeof registryChange>;
export type RegistrySource = z.output<typeof registrySource>;

/** The fields of a case that a change reads, the day first. */
export function fieldsOfChange({ on, set, beginPosting }: RegistryChange): string[] {
  const sources = [...Object.values(set), ...Object.values(beginPosting ?? {})];
  return [on, ...sources.flatMap((source) => fieldOfSource(source) ?? [])];
}

function fieldOfSource(source: RegistrySource): string | null {
  if (typeof source === 'string') return source;
  if ('value' in source) return null;
  return 'kadro' in source ? source.kadro : source.unitName;
}
