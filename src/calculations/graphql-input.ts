/** Input types of the API from the schemas of the calculations: one declaration for the API, the command line and forms. */

import { brandWithType } from '@pothos/core';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { parseInput } from '../errors/index.ts';
import { builder, upperFirst } from '../graphql/index.ts';
import type { Outcome, ParameterBook } from './engine/index.ts';
import { outcomeOf, outcomeUnion } from './graphql.ts';
import { apiChoices, apiScalars } from './input.ts';
import { recordOf } from './selection/graphql-input.ts';

declare module '../graphql/context.ts' {
  interface GraphContext {
    /** The dated legal figures, built in and the institution's own. */
    book: ParameterBook;
  }
}

type Scalar = 'Date' | 'Int' | 'Boolean' | 'String' | 'Decimal';
type EnumRef = ReturnType<typeof builder.enumType>;
type InputRef = ReturnType<typeof builder.inputType>;
type ApiType = Scalar | EnumRef | InputRef;
type Fields = Readonly<Record<string, z.ZodType>>;

interface ApiField {
  readonly type: ApiType | readonly [ApiType];
  readonly required: boolean;
  readonly description: string;
}

/** An input type with the fields of a schema. Throws where a field has no description or no type in the API. */
export function inputTypeOf(name: string, fields: Fields, description: string): InputRef {
  const described = Object.entries(fields).map(([key, schema]) => [key, apiField(`${name}.${key}`, schema)] as const);
  return builder.inputType(name, {
    description,
    fields: (t) =>
      Object.fromEntries(
        described.map(([key, { type, required, description: text }]) => [
          key,
          t.field({ type: type as Scalar, required, description: text }),
        ]),
      ),
  });
}

function apiField(path: string, schema: z.ZodType): ApiField {
  const layers = layersOf(schema);
  const description = layers.map((l) => l.description).find((d) => d !== undefined);
  if (description === undefined) throw new Error(`${path} has no description`);
  const required = !schema.safeParse(undefined).success;
  return { type: apiType(path, layers), required, description };
}

/** A schema and what it wraps, outermost first, down to what the API knows. */
function layersOf(schema: z.ZodType): readonly z.ZodType[] {
  const layers = [schema];
  for (let inner = innerOf(schema); inner !== null; inner = innerOf(inner)) layers.push(inner);
  return layers;
}

function innerOf(schema: z.ZodType): z.ZodType | null {
  if (apiScalars.has(schema) || apiChoices.has(schema)) return null;
  if (schema instanceof z.ZodPipe) return schema.def.in as z.ZodType;
  const wraps =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable;
  return wraps ? (schema.def.innerType as z.ZodType) : null;
}

function apiType(path: string, layers: readonly z.ZodType[]): ApiType | readonly [ApiType] {
  const core = layers.at(-1);
  const scalar = layers.map((l) => apiScalars.get(l)?.scalar).find((s) => s !== undefined);
  if (scalar !== undefined) return scalar;
  const choice = layers.map((l) => apiChoices.get(l)).find((c) => c !== undefined);
  if (choice) return enumOf(choice);
  const name = path.split('.').map(upperFirst).join('').replace(/Input/, '');
  if (core instanceof z.ZodObject) return inputTypeOf(`${name}Input`, core.shape as Fields, descriptionOf(layers));
  if (core instanceof z.ZodArray) return [listItem(path, name, core.def.element as z.ZodType, descriptionOf(layers))];
  if (core instanceof z.ZodTuple) return [listItem(path, name, core.def.items[0] as z.ZodType, descriptionOf(layers))];
  if (core instanceof z.ZodRecord) return [NamedCount];
  throw new Error(`${path} has no type in the API`);
}

const NamedCount = builder.inputType('NamedCountInput', {
  description: 'Bir ad ve yanındaki sayı: yer ve kadro, görev ve gün, formun satırı ve adedi.',
  fields: (t) => ({ name: t.string({ description: 'Adı.' }), count: t.int({ description: 'Sayısı.' }) }),
});

/** Gives a choice of the schemas an enum that the API has already; before the queries that read it are added. */
export function shareEnum(field: z.ZodType, type: EnumRef): void {
  apiChoices.add(field, { name: type.name, choices: {} });
  enums.set(type.name, type);
}

/** Items of the same shape share one input type, wherever they are listed. */
const itemTypes = new Map<z.ZodType, ApiType>();

function listItem(path: string, name: string, item: z.ZodType, description: string): ApiType {
  const known = itemTypes.get(item);
  if (known !== undefined) return known;
  if (!(item instanceof z.ZodObject)) return apiType(path, layersOf(item)) as ApiType;
  const type = inputTypeOf(`${name}ItemInput`, item.shape as Fields, description);
  itemTypes.set(item, type);
  return type;
}

/**
 * The item type of a list of discriminated members: the API has no unions of inputs, so one type carries the fields of
 * all members, each optional but the discriminator; the schema refuses what does not belong.
 */
export function flatItemType(
  name: string,
  union: z.ZodDiscriminatedUnion,
  texts: { kind: z.ZodType; description: string },
): void {
  const members = union.def.options as readonly z.ZodObject[];
  const fields = Object.assign({}, ...members.map((m) => m.shape)) as Record<string, z.ZodType>;
  const optional = Object.entries(fields).map(([key, f]) => [key, f.optional()]);
  const shape: Fields = { ...Object.fromEntries(optional), [union.def.discriminator]: texts.kind };
  itemTypes.set(union, inputTypeOf(name, shape, texts.description));
}

function descriptionOf(layers: readonly z.ZodType[]): string {
  return layers.map((l) => l.description).find((d) => d !== undefined) ?? 'Liste öğesi.';
}

/** The enum of a choice field, for inputs that are written by hand. Throws where the field is no choice. */
export function enumType(field: z.ZodType): EnumRef {
  const choice = apiChoices.get(field);
  if (!choice) throw new Error('the field is no choice');
  return enumOf(choice);
}

const enums = new Map<string, EnumRef>();

function enumOf({ name, choices }: { name: string; choices: Readonly<Record<string, string>> }): EnumRef {
  const known = enums.get(name);
  if (known) return known;
  const values = Object.fromEntries(Object.entries(choices).map(([word, description]) => [word, { description }]));
  const made = builder.enumType(name, { description: `Seçenek: ${name}.`, values });
  enums.set(name, made);
  return made;
}

interface CalculationQuery<S extends z.ZodObject, V> {
  /** Name of the query field; its types derive from it. */
  readonly field: string;
  /** Turkish; says what is calculated and by which article. */
  readonly description: string;
  readonly input: S;
  readonly value: Parameters<typeof outcomeUnion<V>>[1]['type'];
  readonly calculate: (input: z.output<S>, context: { book: ParameterBook }) => Outcome<V>;
}

/** Adds a what-if query: raw input in, the outcome union out. For everybody who may read personnel. */
export function calculationQuery<S extends z.ZodObject, V>(query: CalculationQuery<S, V>): void {
  const name = upperFirst(query.field.replace(/^calculate/, ''));
  const input = inputTypeOf(`${name}Input`, query.input.shape as Fields, `${query.description} Girdi.`);
  const result = outcomeUnion<V>(name, { description: query.description, type: query.value });
  builder.queryField(query.field, (t) =>
    t.field({
      type: result,
      nullable: true,
      authScopes: { personnelReader: true },
      description: query.description,
      args: { input: t.arg({ type: input, required: true, description: 'Hesabın girdisi.' }) },
      resolve: (_root, args, { book }) =>
        asMember(
          outcomeOf(() => query.calculate(parseInput(query.input, rawInput(query.input.shape, args.input)), { book })),
        ) as never,
    }),
  );
}

/** GraphQL throws every Error that a resolver returns, so a refusal goes out as a plain object that names its type. */
function asMember<V>(answer: ReturnType<typeof outcomeOf<V>>): object {
  if (!(answer instanceof Error)) return answer;
  const refusal = { ...answer, message: answer.message };
  brandWithType(refusal, answer.name as never);
  return refusal;
}

/** The input as the schema wants it: lists of named counts as records, since the API has no maps. */
function rawInput(fields: Readonly<Record<string, unknown>>, input: unknown): object {
  const isRecord = (key: string): boolean => layersOf(fields[key] as z.ZodType).at(-1) instanceof z.ZodRecord;
  const given = Object.entries(withoutNulls(input) as object);
  return Object.fromEntries(
    given.map(([key, value]) => [key, isRecord(key) ? recordOf(value as { name: string; count: number }[]) : value]),
  );
}

/** A null of the API means “not given”. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object' || Decimal.isDecimal(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null && v !== undefined)
      .map(([k, v]) => [k, withoutNulls(v)]),
  );
}
