import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from '../graphql/index.ts';
import { describeStandardParts } from './standard-descriptions.ts';
import '../calculations/bolge-hizmeti/graphql-scores.ts';
import '../calculations/gorevde-yukselme/graphql.ts';
import '../calculations/harcirah/graphql.ts';
import '../calculations/muvafakat/graphql.ts';
import '../calculations/terfi/graphql.ts';
import '../cases/graphql.ts';
import '../cases/graphql-muvafakat.ts';
import '../cases/graphql-mutations.ts';
import '../cases/graphql-process.ts';
import '../documents/graphql.ts';
import '../documents/graphql-attachments.ts';
import '../ebys/graphql.ts';
import '../exams/graphql.ts';
import '../ebys/graphql-clients.ts';
import '../ebys/graphql-letters.ts';
import '../institution/graphql.ts';
import '../institution/graphql-mutations.ts';
import '../institution/graphql-offices.ts';
import '../personnel/graphql.ts';
import '../personnel/graphql-import.ts';
import '../personnel/graphql-mutations.ts';
import '../statements/graphql.ts';

/** The whole API: every room's types and fields, assembled here. */
export const schema = describeStandardParts(builder.toSchema());

/** The text of schema.graphql: sorted, so that a change shows as a change. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
