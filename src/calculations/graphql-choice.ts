import { builder } from '../graphql/index.ts';

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type Choice<V> = PothosSchemaTypes.EnumRef<Types, keyof V & string>;

/** A closed list of words with a Turkish sentence each, as an enum of the API: kinds, statuses, readings of the law. */
export function choiceType<V extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  choices: V,
): Choice<V> {
  const values = Object.fromEntries(
    Object.entries(choices).map(([word, text]) => [word, { value: word, description: text }]),
  );
  // Pothos reads the words from a literal; here they are the keys of `choices`.
  return builder.enumType(name, { description, values }) as Choice<V>;
}
