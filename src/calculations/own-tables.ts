import type { z } from 'zod';
import { regionTableSchemas } from './bolge-hizmeti/index.ts';
import { promotionTableSchemas } from './gorevde-yukselme/index.ts';
import { INSTITUTION_RULES, institutionRulesSchema } from './muvafakat/index.ts';

const schemas: ReadonlyMap<string, z.ZodType> = new Map([...regionTableSchemas, ...promotionTableSchemas]);

/**
 * The schema of a table that an institution's folder may bring, by the table's name: regulations of one institution. Null
 * for any other name. The tables of 657 and 6245 bind everybody; they change with a law, and the product with them.
 */
export function ownTableSchema(name: string): z.ZodType | null {
  return name.startsWith(INSTITUTION_RULES) ? institutionRulesSchema : (schemas.get(name) ?? null);
}

/** The names that `ownTableSchema` knows, for messages. */
export const ownTableNames: readonly string[] = [...schemas.keys(), `${INSTITUTION_RULES}<kurum>`];
