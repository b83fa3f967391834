import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { printedSchema, schema } from '../src/server/schema.ts';

const types = Object.values(schema.getTypeMap()).filter((t) => !isIntrospectionType(t) && !isSpecifiedScalarType(t));

test('schema.graphql says what the code says', () => {
  expect(readFileSync(join(import.meta.dirname, '..', 'schema.graphql'), 'utf8')).toBe(printedSchema());
});

test('everything has a description', () => {
  const lacking: string[] = [];
  const need = (path: string, described: { description?: string | null | undefined }) => {
    if (!described.description?.trim()) lacking.push(path);
  };
  for (const type of types) {
    need(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) need(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const f of Object.values(type.getFields())) need(`${type.name}.${f.name}`, f);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        need(`${type.name}.${field.name}`, field);
        for (const argument of field.args) need(`${type.name}.${field.name}(${argument.name})`, argument);
      }
  }
  expect(lacking).toEqual([]);
});

test('names are ASCII, fields camelCase, enum values SCREAMING', () => {
  const wrong: string[] = [];
  for (const type of types) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(type.name)) wrong.push(type.name);
    if (isEnumType(type))
      for (const { name } of type.getValues()) if (!/^[A-Z][A-Z0-9_]*$/.test(name)) wrong.push(`${type.name}.${name}`);
    if (isObjectType(type) || isInputObjectType(type))
      for (const name of Object.keys(type.getFields()))
        if (!/^[a-z][A-Za-z0-9]*$/.test(name)) wrong.push(`${type.name}.${name}`);
  }
  expect(wrong).toEqual([]);
});

test('fields of Query and Mutation may be null, so that one failure does not blank the rest', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((t) => Object.values(t?.getFields() ?? {}));
  const strict = fields.filter((f) => isNonNullType(f.type)).map((f) => f.name);
  // Relay's own list of nodes is non-null by its specification; its items are not.
  expect(strict).toEqual(['nodes']);
});

test('every mutation takes one input and answers with a union of its payload and errors', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const name = field.name.charAt(0).toUpperCase() + field.name.slice(1);
    expect(
      field.args.map((a) => `${a.name}: ${a.type}`),
      field.name,
    ).toEqual([`input: ${name}Input!`]);
    expect(String(field.type), field.name).toBe(`${name}Result`);
  }
});
