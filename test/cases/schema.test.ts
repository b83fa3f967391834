import { getNamedType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/server/schema.ts';

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

it('describes every type, field and argument of the room', () => {
  const bare: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)))
      continue;
    if (!type.description && !/Connection$|Edge$/.test(type.name)) bare.push(type.name);
    for (const field of Object.values(type.getFields())) {
      if (!field.description) bare.push(`${type.name}.${field.name}`);
      if ('args' in field)
        for (const arg of field.args)
          if (!arg.description && !/^(first|last|before|after)$/.test(arg.name))
            bare.push(`${type.name}.${field.name}(${arg.name})`);
    }
  }
  const own = /Case|Step|Process|Worklist|Deadline|Role|Service|Outcome/;
  // Relay's own fields are described where the builder is made.
  const relay = /^Case\.id$|(Connection|Edge)\.(edges|nodes|pageInfo|cursor|node)$/;
  expect(bare.filter((b) => own.test(b) && !relay.test(b))).toEqual([]);
});

it('gives each mutation on a case a union of its payload and its errors', () => {
  const onCases = mutations.filter((m) => /Case$|Step$|Signer$|Facts$/.test(m.name));
  expect(onCases.map((m) => m.name).sort()).toEqual([
    'approveStep',
    'assignCase',
    'cancelCase',
    'chooseSigner',
    'completeStep',
    'openCase',
    'parafStep',
    'recordFacts',
    'returnStep',
    'signStep',
  ]);
  for (const mutation of onCases) {
    const type = getNamedType(mutation.type);
    expect(isUnionType(type) && type.getTypes().map((t) => t.name)).toContain(
      `${mutation.name.charAt(0).toUpperCase()}${mutation.name.slice(1)}Payload`,
    );
    if (mutation.name !== 'openCase')
      expect(isUnionType(type) && type.getTypes().map((t) => t.name)).toContain('ConflictError');
  }
});
