import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Decimal } from 'decimal.js';
import { GraphQLError } from 'graphql';
import { isAdministrator, isOfficer, mayReadPersonnel } from '../access/index.ts';
import { type GraphContext, unauthenticated } from './context.ts';

export interface SchemaTypes {
  Context: GraphContext;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
  AuthScopes: {
    /** A valid token. */
    signedIn: boolean;
    /** Everybody but the EBYS machine. */
    personnelReader: boolean;
    /** Everybody but the reader and the machine. */
    officer: boolean;
    administrator: boolean;
  };
  Scalars: {
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Money: { Input: Decimal; Output: Decimal };
    Decimal: { Input: Decimal; Output: Decimal };
    TCKN: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}

export type Builder = PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>>;

/** The one builder that every `graphql.ts` adds to; `server/schema.ts` prints the schema from it. */
export const builder = new SchemaBuilder<SchemaTypes>({
  // The errors plugin must come first, or errors of later plugins escape it.
  plugins: [ErrorsPlugin, RelayPlugin, ScopeAuthPlugin, ComplexityPlugin, DataloaderPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  relay: { nodesOnConnection: true },
  errors: {
    directResult: true,
    defaultTypes: [],
    defaultUnionOptions: { name: ({ fieldName }) => `${upperFirst(fieldName)}Result` },
  },
  scopeAuth: {
    authScopes: ({ actor }) => ({
      signedIn: actor !== null,
      personnelReader: actor !== null && mayReadPersonnel(actor),
      officer: actor !== null && isOfficer(actor),
      administrator: actor !== null && isAdministrator(actor),
    }),
    unauthorizedError: (_parent, { actor }) =>
      actor === null
        ? unauthenticated()
        : new GraphQLError('Bu bilgi için yetkiniz yok. Yetki için sistem yöneticinize başvurun.', {
            extensions: { code: 'FORBIDDEN' },
          }),
    runScopesOnType: true,
  },
  // Connections count by their page size (pageComplexity); plain lists are short and closed.
  complexity: { defaultComplexity: 1, defaultListMultiplier: 1, limit: { complexity: 5_000, depth: 12, breadth: 300 } },
});

builder.queryType({ description: 'Okuma işlemleri. Bilinmeyen bir kimlik için alan null döner.' });
builder.mutationType({
  description: 'Her alan bir memurun tek bir işlemidir; beklenen hatalar sonuç birleşiminin üyeleridir.',
});

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
