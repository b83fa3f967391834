import { type GraphQLSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql';

/** Sentences for the parts that Relay and the error unions bring with them, which no room writes itself. */
const FIELDS: Readonly<Record<string, string>> = {
  id: 'Bütün API’de tek olan kimlik; `node(id)` ile yeniden okunur.',
  edges: 'Sayfanın kayıtları, imleçleriyle.',
  nodes: 'Sayfanın kayıtları.',
  pageInfo: 'Sayfanın yeri.',
  cursor: 'Kaydın imleci; `after` ya da `before` ile geri verilir.',
  node: 'Kayıt.',
  hasNextPage: 'Ardında kayıt var mı.',
  hasPreviousPage: 'Önünde kayıt var mı.',
  startCursor: 'Sayfanın ilk imleci; sayfa boşsa null.',
  endCursor: 'Sayfanın son imleci; sayfa boşsa null.',
};

const ARGUMENTS: Readonly<Record<string, string>> = {
  first: 'Baştan kaç kayıt; en çok 100, verilmezse 20.',
  last: 'Sondan kaç kayıt; en çok 100.',
  after: 'Bu imleçten sonrakiler.',
  before: 'Bu imleçten öncekiler.',
  input: 'İşlemin bilgileri.',
  id: 'Kimlik.',
  ids: 'Kimlikler.',
};

const QUERIES: Readonly<Record<string, string>> = {
  node: 'Kimliğiyle bir kayıt; yoksa ya da görme yetkisi yoksa null.',
  nodes: 'Kimlikleriyle kayıtlar, istenen sırada; bulunmayanın yerinde null.',
};

/** Fills the descriptions that are still empty; what a room wrote stays. Gives the same schema. */
export function describeStandardParts(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    type.description ??= describeType(type.name, isUnionType(type));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      field.description ??= (type.name === 'Query' ? QUERIES : FIELDS)[field.name];
      for (const argument of field.args) argument.description ??= ARGUMENTS[argument.name];
    }
  }
  return schema;
}

function describeType(name: string, isUnion: boolean): string | undefined {
  if (name === 'Node') return 'Kimliğiyle yeniden okunabilen kayıt.';
  if (name === 'PageInfo') return 'Bir sayfanın yeri (Relay).';
  if (name.endsWith('Connection')) return 'Sayfalanmış liste (Relay).';
  if (name.endsWith('Edge')) return 'Sayfadaki bir kayıt ve imleci (Relay).';
  return isUnion && name.endsWith('Result') ? 'İşlemin sonucu ya da beklenen hatalardan biri.' : undefined;
}
